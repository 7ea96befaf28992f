import { drawLatencyMs, type Faults, type StatusFault } from './fault-settings.js';

/** What happens to one request. */
export interface FaultPlan {
  /** Where its connection is reset: after this share of its body, or of the answer's; null: nowhere. */
  readonly cut: { readonly side: 'request' | 'answer'; readonly share: number } | null;
  readonly status: StatusFault | null;
  readonly delayMs: number;
}

/** Decides it, always with the same number of draws, so that a seed gives the same run whatever is set. */
export function planRequest(faults: Faults, method: string, random: () => number): FaultPlan {
  const [cut, side, share, status] = [random(), random(), random(), random()];
  const delay = [random(), random()];
  const fits = (fault: { readonly methods?: readonly string[] } | null): boolean =>
    fault !== null && (fault.methods?.includes(method) ?? true);
  const { latency } = faults;
  return {
    cut: cut < faults.cut ? { side: side < 0.5 ? 'request' : 'answer', share } : null,
    status: faults.status !== null && fits(faults.status) && status < faults.status.share ? faults.status : null,
    delayMs: latency !== null && fits(latency) ? drawLatencyMs(latency, () => delay.shift() ?? 0.5) : 0,
  };
}
