import type { ProgrammeWatcher } from '../package/programme-watcher.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { ProgrammeFeed } from './feed.js';

/** One stay of a source with the ladder that is about to be made of it. */
export interface PlannedProgramme {
  readonly broadcastId: string;
  readonly feed: ProgrammeFeed;
  readonly ladder: LadderPlan;
  readonly segmentSeconds: number;
}

/** Who sends a broadcast's programme on to elsewhere, beside the archive. Nothing here is awaited. */
export interface ProgrammeAudience {
  /** Sees the samples of the ladder. */
  readonly watcher: ProgrammeWatcher;
  /** Another stay of the source, or another ladder of the same one. */
  planned(programme: PlannedProgramme): void;
  /** The broadcast is over. */
  ended(broadcastId: string): void;
}
