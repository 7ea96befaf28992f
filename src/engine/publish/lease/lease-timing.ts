import { leaseSilenceMs } from '../../../shared/channel-lease.js';

/** All times of a lease, milliseconds. */
export interface LeaseTiming {
  readonly renewEveryMs: number;
  /** How long a renewal lasts, from the moment its request was begun. */
  readonly validForMs: number;
  /**
   * How long another studio's lease must stay as it is before it counts as left behind, and how long a taker waits for a
   * holder that does not answer. Longer than `validForMs` by what two computers' clocks may differ in speed.
   */
  readonly silenceMs: number;
  /** Where conditions cannot be relied on: how long a written lease must stand before it counts. */
  readonly settleMs: number;
  /** How often a taker looks whether the old holder has answered; above 1 s for R2 and GCS (one write a second per key). */
  readonly pollMs: number;
}

/**
 * A renewal every 5 s costs 720 writes an hour, which is a tenth of what a ladder's playlists cost; three may fail before the
 * lease lapses. 22.5 s allow clocks that differ by a tenth. 3 s pass while the first segment is made, and leave slow stores
 * 1.5 s for a read and a write.
 */
export const leaseTiming: LeaseTiming = {
  renewEveryMs: 5_000,
  validForMs: 20_000,
  silenceMs: leaseSilenceMs,
  settleMs: 3_000,
  pollMs: 1_200,
};
