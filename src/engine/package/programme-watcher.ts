import type { Sample, TrackInfo } from './sample.js';

/**
 * Sees every sample on its way into the archive, the moment it comes, on the broadcast's time line. Nothing is awaited here,
 * and what a watcher throws is its own bug.
 */
export interface ProgrammeWatcher {
  /**
   * A run goes on air. `continues`: it takes over from the one before on the same clock; samples that were seen already may
   * come again. Otherwise it is another stay of the source.
   */
  runBegins(run: { readonly continues: boolean }): void;
  /** Before a rendition's first sample of a run. */
  init(rendition: string, track: TrackInfo, bytes: Buffer): void;
  /** In decode order per rendition. `dtsTicks` of 1/90000 s on the broadcast's time line. */
  sample(rendition: string, sample: Sample, dtsTicks: number): void;
  /** The run is over, and no other takes over from it. */
  runEnds(): void;
}
