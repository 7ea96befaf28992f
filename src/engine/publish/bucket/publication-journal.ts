import type { CountedUsage } from '../cost/cost-meter.js';

/** A broadcast at a destination. `removing`: to be deleted there; `removed`: nothing of it is left there. */
export interface PublicationRow {
  readonly broadcastId: string;
  readonly destinationId: string;
  readonly channel: string;
  readonly state: 'publishing' | 'complete' | 'removing' | 'removed';
  /** Its link was read back through the public URL. */
  readonly isVerified: boolean;
  /** Attempts beyond the first, of all runs of the engine. */
  readonly retries: number;
  readonly createdAtMs: number;
  readonly completedAtMs: number | null;
  /** What it has cost so far: requests and bytes of all runs. */
  readonly usage: CountedUsage;
}

/** An object that never changes and that the bucket has confirmed. `path`: below the destination's prefix. */
export interface UploadRow {
  readonly destinationId: string;
  readonly path: string;
  /** Null for what belongs to the channel (the viewer page's assets). */
  readonly broadcastId: string | null;
  readonly sizeBytes: number;
  readonly confirmedAtMs: number;
}

/**
 * What is published, and what the bucket has confirmed. What is not yet there follows from the archive: closed segments
 * without a row here. Synchronous; throws as the archive's journal does.
 */
export interface PublicationJournal {
  /** Inserts it, or replaces what was known of it. */
  put(row: PublicationRow): void;
  update(
    broadcastId: string,
    destinationId: string,
    change: Partial<Omit<PublicationRow, 'broadcastId' | 'destinationId'>>,
  ): void;
  /** Viewers read a destination elsewhere from now on: nothing of it counts as read back any more. */
  unverify(destinationId: string): void;
  get(broadcastId: string, destinationId: string): PublicationRow | null;
  /** Newest first. */
  all(): PublicationRow[];
  /** Of one broadcast, the oldest first. */
  of(broadcastId: string): PublicationRow[];
  /** Confirmed objects of a broadcast and their bytes. */
  totals(destinationId: string, broadcastId: string): { objects: number; bytes: number };
  /** Something of a broadcast was confirmed there and not removed. */
  hasObjects(destinationId: string): boolean;
  confirm(row: UploadRow): void;
  /**
   * What was confirmed outlives a `kill -9` from here on, as far as the database can be written: to be called before a playlist
   * names it, or the next run would take it out again.
   */
  keep(): void;
  /** Forgets confirmed objects: they have to be sent again. */
  forget(destinationId: string, paths: readonly string[]): void;
  /** What is confirmed of a broadcast, or (null) of the channels themselves. */
  confirmed(destinationId: string, broadcastId: string | null): UploadRow[];
  /** Names this installation at a destination, the same for good: made at the first call. */
  studioId(): string;
  /** Forgets all confirmed objects of a broadcast. */
  forgetAll(destinationId: string, broadcastId: string): void;
  /** Forgets a publication and its confirmed objects, all or nothing, for good. */
  forgetPublication(broadcastId: string, destinationId: string): void;
  /** Forgets all publications of a destination and all objects that it had confirmed, all or nothing, for good. */
  forgetDestination(destinationId: string): void;
  /** Does so for destinations that are not there any more; answers how many publications that were. */
  forgetOrphans(): number;
}
