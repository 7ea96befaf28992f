import type { Journal, RenditionRow, SegmentRow } from './journal.js';

interface Rung {
  readonly row: RenditionRow;
  readonly own: Map<number, SegmentRow>;
}

interface Model {
  readonly row: SegmentRow;
  readonly timescale: number;
}

/**
 * After a crash some renditions are a segment ahead, and some lack what they had: the others tell where a gap begins and how
 * long it is, so that all count alike again. A rendition of which nothing is left is removed. Expects that no row is open.
 */
export function levelRenditions(journal: Journal, broadcastId: string): void {
  const rungs: Rung[] = [];
  for (const row of journal.renditions(broadcastId)) {
    const own = new Map(journal.segments(broadcastId, row.name).map((segment) => [segment.sequence, segment]));
    if ([...own.values()].some(({ state }) => state === 'closed')) rungs.push({ row, own });
    else journal.deleteRendition(broadcastId, row.name);
  }
  const models = makeModels(rungs);
  for (const { row, own } of rungs) {
    // in front of its first segment a rendition has no init segment but that one's
    let init = own.get(Math.min(...own.keys()))?.init ?? 0;
    for (const [sequence, model] of models.entries()) {
      const there = own.get(sequence);
      if (there === undefined) journal.upsertSegment(toGap(model, row, init));
      else init = there.init;
    }
  }
}

/** For each sequence what the rungs tell of it: media before gaps, the top rung first. */
function makeModels(rungs: readonly Rung[]): Model[] {
  const last = Math.max(-1, ...rungs.flatMap(({ own }) => [...own.keys()]));
  const told = new Map<number, Model>();
  for (const { row, own } of rungs) {
    for (const segment of own.values()) {
      const isBetter = segment.state === 'closed' && told.get(segment.sequence)?.row.state !== 'closed';
      if (isBetter || !told.has(segment.sequence))
        told.set(segment.sequence, { row: segment, timescale: row.timescale });
    }
  }
  const models: Model[] = [];
  for (let sequence = 0; sequence <= last; sequence += 1) {
    const known = told.get(sequence) ?? shifted(models.at(-1) ?? firstOf(told), sequence);
    if (known !== null) models.push(known);
  }
  return models;
}

function firstOf(told: ReadonlyMap<number, Model>): Model | null {
  return told.get(Math.min(...told.keys())) ?? null;
}

/** What no rung tells of is taken to be as long as its neighbour. */
function shifted(model: Model | null, sequence: number): Model | null {
  if (model === null) return null;
  const { row, timescale } = model;
  const ticks = (sequence - row.sequence) * row.durationTicks;
  return {
    timescale,
    row: {
      ...row,
      sequence,
      startTicks: Math.max(0, row.startTicks + ticks),
      programDateTimeMs: row.programDateTimeMs + (ticks / timescale) * 1000,
      discontinuity: false,
    },
  };
}

function toGap(model: Model, rendition: RenditionRow, init: number): SegmentRow {
  const scale = rendition.timescale / model.timescale;
  return {
    ...model.row,
    rendition: rendition.name,
    state: 'gap',
    init,
    startTicks: Math.round(model.row.startTicks * scale),
    durationTicks: Math.round(model.row.durationTicks * scale),
    sizeBytes: 0,
  };
}
