import type { Clock } from '../../clock.js';
import type { LeaseOptions } from './channel-lease.js';
import type { LeaseObjects } from './lease-objects.js';
import type { LeaseRecord } from './lease-record.js';
import { hasEnded } from './lease-standing.js';
import { pause } from './pause.js';

/**
 * Waits until `untilMs` (monotonic), or, from `fromMs` on, until the holder of `previous` has said that it stopped. For servers
 * without conditions: the answer must be about exactly this record.
 */
export async function outwait(how: {
  readonly objects: LeaseObjects;
  readonly clock: Clock;
  readonly previous: LeaseRecord | null;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly pollMs: number;
  readonly options: LeaseOptions;
}): Promise<void> {
  const { objects, clock, previous, fromMs, untilMs, pollMs, options } = how;
  for (let leftMs = untilMs - clock.monotonicMs(); leftMs > 0; leftMs = untilMs - clock.monotonicMs()) {
    await pause(clock, Math.min(pollMs, leftMs), options.signal);
    if (previous === null || clock.monotonicMs() < fromMs) continue;
    if (hasEnded(previous, await objects.readEnd(options), false)) return;
  }
}
