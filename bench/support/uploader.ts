import { hostname } from 'node:os';
import path from 'node:path';
import type { BucketCredentials, Destination, DestinationConfig } from '../../src/shared/destinations.js';
import type { Journal } from '../../src/engine/archive/journal.js';
import { systemClock } from '../../src/engine/clock.js';
import { openDatabase } from '../../src/engine/database/open-database.js';
import { SqliteJournal } from '../../src/engine/database/sqlite-journal.js';
import { SqlitePublicationJournal } from '../../src/engine/database/sqlite-publication-journal.js';
import type { Logger } from '../../src/engine/log/logger.js';
import type { ConnectionFactory } from '../../src/engine/publish/bucket/connection.js';
import { PublicationManager } from '../../src/engine/publish/bucket/publication-manager.js';
import { PublishedClips } from '../../src/engine/publish/bucket/published-clips.js';
import type { PublicationJournal, UploadRow } from '../../src/engine/publish/bucket/publication-journal.js';
import { createChannelLease } from '../../src/engine/publish/lease/create-channel-lease.js';
import { resolveTarget } from '../../src/engine/publish/s3/resolve-target.js';
import { createBucketClient } from '../../src/engine/publish/s3/s3-bucket-client.js';
import { readViewerBuild } from '../../src/engine/publish/viewer-page-build.js';

/** The one destination's id. */
export const benchDestination = 'bench';

const quiet = (): void => undefined;
const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: console.error, child: () => logger };

export interface UploaderOptions {
  /** Holds the database and the archive. */
  readonly dataDir: string;
  readonly config: DestinationConfig;
  readonly credentials: BucketCredentials;
  /** Instead of the profile's: writes of one key lie so far apart. */
  readonly minKeyIntervalMs?: number;
  /** The bucket has confirmed an object. */
  readonly onConfirmed?: (row: UploadRow) => void;
}

/** Everything of the product that publishes, over real journals, and nothing that makes media. */
export interface Uploader {
  readonly root: string;
  readonly journal: Journal;
  readonly publications: PublicationJournal;
  readonly manager: PublicationManager;
}

/** Builds and starts it, as src/engine/publishing-parts.ts does. */
export async function startUploader(options: UploaderOptions): Promise<Uploader> {
  const { dataDir, config, credentials, onConfirmed = quiet } = options;
  const clock = systemClock;
  const root = path.join(dataDir, 'archive');
  const database = openDatabase(path.join(dataDir, 'bench.db'));
  const journal = new SqliteJournal(database);
  const publications = new TracedPublications(database, onConfirmed);
  const destination: Destination = {
    id: benchDestination,
    config,
    isDefault: true,
    hasCredentials: true,
    keyHint: null,
    isTransient: false,
  };
  const connect: ConnectionFactory = (_id, channel) => {
    const resolved = resolveTarget(config, credentials);
    const minKeyIntervalMs = options.minKeyIntervalMs ?? resolved.profile.minKeyIntervalMs;
    const target = { ...resolved, profile: { ...resolved.profile, minKeyIntervalMs } };
    const client = createBucketClient({ target, clock, logger });
    const lease = createChannelLease({
      client,
      key: [config.prefix, channel, 'lease.json'].filter((part) => part !== '').join('/'),
      studio: hostname,
      studioId: publications.studioId(),
      conditional: target.profile.conditionalPut,
      clock,
      logger,
    });
    return Promise.resolve({ target, client, lease });
  };
  const manager = new PublicationManager({
    journal,
    publications,
    clips: new PublishedClips({
      journal: publications,
      source: { of: () => [], settled: () => Promise.resolve() },
      clock,
    }),
    destinations: { list: () => [destination] },
    destinationId: () => benchDestination,
    connect,
    channelName: () => 'Bench',
    thinOrder: () => 'middle-first',
    root,
    viewer: await readViewerBuild(path.resolve('out')),
    clock,
    logger,
    onNotice: quiet,
    onChange: quiet,
  });
  await manager.start();
  return { root, journal, publications, manager };
}

/** The product's journal; what it confirms is told. */
class TracedPublications extends SqlitePublicationJournal {
  readonly #onConfirmed: (row: UploadRow) => void;

  constructor(database: ReturnType<typeof openDatabase>, onConfirmed: (row: UploadRow) => void) {
    super(database);
    this.#onConfirmed = onConfirmed;
  }

  override confirm(row: UploadRow): void {
    super.confirm(row);
    this.#onConfirmed(row);
  }
}
