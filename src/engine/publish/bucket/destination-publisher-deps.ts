import type { Journal } from '../../archive/journal.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { ViewerBuild } from '../viewer-page-build.js';
import type { Reason } from '../../../shared/domain.js';
import type { AppError } from '../../../shared/errors.js';
import type { LeaseHolder } from '../lease/channel-lease.js';
import type { LineTrouble } from './bucket-line.js';
import type { ConnectionFactory } from './connection.js';
import type { PublicationJournal } from './publication-journal.js';
import type { PublishedClips } from './published-clips.js';
import type { ThinOrder } from './thin-ladder.js';

export interface DestinationPublisherDeps {
  readonly destinationId: string;
  readonly channel: string;
  readonly channelName: () => string;
  readonly connect: ConnectionFactory;
  readonly journal: Journal;
  readonly publications: PublicationJournal;
  /** The archive's root. */
  readonly root: string;
  readonly viewer: ViewerBuild;
  readonly clips: PublishedClips;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly thinOrder: () => ThinOrder;
  readonly onNotice: (level: 'info' | 'warning' | 'error', reason: Reason) => void;
  readonly onTrouble: (trouble: LineTrouble | null) => void;
  readonly onComplete: (broadcastId: string) => void;
  /** Something that the studio shows has changed. */
  readonly onChange: () => void;
}

/** How the line to a destination is. */
export interface DestinationStanding {
  readonly trouble: LineTrouble | null;
  readonly leaseTrouble: AppError | null;
  /** Another studio has the channel. */
  readonly holder: LeaseHolder | null;
  readonly bitsPerSecond: number | null;
}
