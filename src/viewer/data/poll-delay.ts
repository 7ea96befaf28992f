/** How the last reading of a published file went. */
export type ReadingOutcome = 'ok' | 'missing' | 'unreachable' | 'invalid';

export interface PollSituation {
  readonly outcome: ReadingOutcome;
  /** Readings in a row that failed. */
  readonly failures: number;
  /** What the page waits for: `soon` (a start, a return), `calm` (a change of state), `rare` (nothing much). */
  readonly mood: 'soon' | 'calm' | 'rare';
  readonly hidden: boolean;
  /** 0–1: spreads viewers who all lost the same stream at the same moment. */
  readonly random: number;
}

const moodMs = { soon: 1_500, calm: 5_000, rare: 30_000 } as const;

/**
 * Milliseconds until a published file is read again. Polite: nobody watching → rarely; failures back off to half a minute.
 */
export function pollDelayMs(situation: PollSituation): number {
  const base = moodMs[situation.mood];
  const backedOff =
    situation.outcome === 'unreachable'
      ? Math.min(30_000, 1_500 * 2 ** Math.min(situation.failures - 1, 10))
      : situation.outcome === 'ok'
        ? base
        : Math.max(base, Math.min(15_000, 3_000 * Math.max(1, situation.failures)));
  const spread = backedOff * (0.85 + 0.3 * situation.random);
  return Math.round(situation.hidden ? Math.max(spread, 30_000) : spread);
}
