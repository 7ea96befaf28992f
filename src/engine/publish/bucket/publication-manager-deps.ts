import type { Reason } from '../../../shared/domain.js';
import type { Destination } from '../../../shared/destinations.js';
import type { Journal } from '../../archive/journal.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { ViewerBuild } from '../viewer-page-build.js';
import type { ConnectionFactory } from './connection.js';
import type { PublicationJournal } from './publication-journal.js';
import type { PublishedClips } from './published-clips.js';
import type { ThinOrder } from './thin-ladder.js';

export interface PublicationManagerDeps {
  readonly journal: Journal;
  readonly publications: PublicationJournal;
  readonly destinations: { list(): Destination[] };
  /** Where the next broadcast goes; null: this computer. */
  readonly destinationId: () => string | null;
  readonly connect: ConnectionFactory;
  readonly channelName: () => string;
  readonly thinOrder: () => ThinOrder;
  /** The archive's root. */
  readonly root: string;
  readonly viewer: ViewerBuild;
  readonly clips: PublishedClips;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onNotice: (level: 'info' | 'warning' | 'error', reason: Reason) => void;
  /** What the studio shows of a publication has changed. */
  readonly onChange: () => void;
}
