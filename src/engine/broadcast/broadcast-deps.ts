import type { Link, Reason } from '../../shared/domain.js';
import type { Publication } from '../../shared/publication.js';
import type { ActiveBroadcast } from '../../shared/studio-state.js';
import type { DiskReserve } from '../archive/disk-reserve.js';
import type { LivePart } from '../archive/live-part.js';
import type { BroadcastRow, Journal, SegmentRow } from '../archive/journal.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { BroadcastFacts } from '../publish/channel-publisher.js';
import type { Destination } from '../publish/destination.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { Transcoder } from '../transcode/transcoder.js';
import type { ProgrammeFeed } from './feed.js';
import type { PlanWish } from './feed-runner.js';
import type { ProgrammeAudience } from './programme-audience.js';

/** What a broadcast needs, and whom it tells. */
export interface BroadcastDeps {
  readonly row: BroadcastRow;
  readonly segmentSeconds: number;
  readonly journal: Journal;
  readonly root: string;
  /** Given up when the disk is full. */
  readonly reserve: DiskReserve;
  readonly destination: Destination;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly transcoder: () => Transcoder;
  readonly plan: (feed: ProgrammeFeed, wish: PlanWish) => LadderPlan;
  readonly onEncoderTrouble: () => boolean;
  readonly cpuCores: () => number | null;
  /** None before they open. */
  readonly links: (row: BroadcastRow) => Link[];
  /** How it stands at the creator's bucket; null when it goes to none. */
  readonly publication: (broadcastId: string) => Publication | null;
  readonly hasPoster: (row: BroadcastRow) => boolean;
  readonly audience?: ProgrammeAudience;
  readonly onState: (state: ActiveBroadcast) => void;
  /** Resolves when what is published says so. Never rejects. */
  readonly onRow: (row: BroadcastRow, facts: BroadcastFacts) => Promise<void>;
  /** A segment or gap is in the archive. */
  readonly onSegment: (segment: SegmentRow) => void;
  /** A part of it was cut. */
  readonly onPart?: (part: LivePart) => void;
  readonly onNotice: (level: 'info' | 'warning' | 'error', reason: Reason) => void;
  readonly onPlayable: () => void;
  readonly onEnded: (row: BroadcastRow) => void;
}
