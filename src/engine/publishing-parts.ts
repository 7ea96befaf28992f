import { leaseFile } from '../shared/channel-lease.js';
import type { Reason } from '../shared/domain.js';
import type { BroadcastRow } from './archive/journal.js';
import type { Journal } from './archive/journal.js';
import type { Clock } from './clock.js';
import type { Database } from './database/database.js';
import { SqlitePublicationJournal } from './database/sqlite-publication-journal.js';
import { DestinationDesk } from './destinations/destination-desk.js';
import { SqliteDestinationStore } from './destinations/sqlite-destination-store.js';
import { buildDiagnostics } from './diagnostics-parts.js';
import type { DiagnosticsDesk } from './diagnostics/diagnostics-desk.js';
import type { EngineOptions } from './engine-api.js';
import type { Log } from './log/pino-logger.js';
import type { NoticeBoard } from './notice-board.js';
import type { ConnectionFactory } from './publish/bucket/connection.js';
import { PublicationManager } from './publish/bucket/publication-manager.js';
import { PublishedClips, type ClipSource } from './publish/bucket/published-clips.js';
import { CostForecast } from './publish/cost/cost-forecast.js';
import { runDoctor } from './publish/doctor/run-doctor.js';
import { createChannelLease } from './publish/lease/create-channel-lease.js';
import { providerInfos } from './publish/profiles/provider-profiles.js';
import type { BucketTarget } from './publish/s3/bucket-target.js';
import { createBucketClient } from './publish/s3/s3-bucket-client.js';
import { RetentionService } from './publish/unpublish/retention-service.js';
import type { ViewerBuild } from './publish/viewer-page-build.js';
import type { SecretStore } from './secrets/secret-store.js';
import type { StateStore } from './serve/studio-api.js';
import type { Service } from './service.js';
import type { SettingsStore } from './settings/stores.js';
import { withOverrides } from './settings/with-overrides.js';

export interface PublishingRequest {
  readonly options: EngineOptions;
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly journal: Journal;
  readonly settings: SettingsStore;
  readonly state: StateStore;
  readonly notices: NoticeBoard;
  /** The archive's root. */
  readonly root: string;
  readonly viewer: ViewerBuild;
  readonly clips: ClipSource;
  readonly clock: Clock;
  readonly log: Log;
  /** What the studio shows of publications has changed. */
  readonly onChange: () => void;
}

/** What publishes to the creator's own buckets: destinations with their keys, and all that goes there. */
export interface PublishingParts {
  readonly destinations: DestinationDesk;
  readonly publications: PublicationManager;
  readonly diagnostics: DiagnosticsDesk;
  /** In the order in which they start; they stop in reverse. */
  readonly services: readonly Service[];
}

/** Builds them. Throws `destination.not-found`, `destination.invalid` for what the command line names. */
export async function buildPublishing(request: PublishingRequest): Promise<PublishingParts> {
  const { options, database, settings, state, clock, log, notices } = request;
  const { logger, redactor } = log;
  const onNotice = (level: 'info' | 'warning' | 'error', reason: Reason): void => notices.post(level, reason);
  const journal = new SqlitePublicationJournal(database);
  if (settings.get().channel.studioName === '') {
    // viewers may see it: the computer's own name is nobody's business
    settings.update({ channel: { studioName: `Studio ${journal.studioId().slice(0, 4)}` } });
  }
  const store = new SqliteDestinationStore({
    database,
    secrets: request.secrets,
    settings,
    redactor,
    logger,
    run: options,
    onLocked: (error) => notices.postError(error),
    onNewPublicUrl: (id) => journal.unverify(id),
  });
  await store.open();
  const createClient = (target: BucketTarget) => createBucketClient({ target, clock, logger });
  const connect: ConnectionFactory = async (destinationId, channel) => {
    const target = await store.target(destinationId);
    const client = createClient(target);
    const { prefix } = target.config;
    const lease = createChannelLease({
      client,
      key: `${prefix === '' ? '' : `${prefix}/`}${channel}/${leaseFile}`,
      studio: () => settings.get().channel.studioName,
      studioId: journal.studioId(),
      conditional: target.profile.conditionalPut,
      clock,
      logger,
    });
    return { target, client, lease };
  };
  const publications = new PublicationManager({
    ...request,
    publications: journal,
    clips: new PublishedClips({ journal, source: request.clips, clock }),
    destinations: store,
    destinationId: () => store.defaultId,
    connect,
    channelName: () => settings.get().channel.name,
    thinOrder: () => settings.get().publish.thinOrder,
    logger,
    onNotice: (level, reason) => {
      onNotice(level, reason);
      // one more is there: another may be one too many
      if (reason.code === 'publish.complete') void retention.look();
    },
  });
  const retention = new RetentionService({
    journal: request.journal,
    publications: journal,
    destinations: store,
    policy: () => settings.get().publish.retention,
    serverNow: async (destinationId, signal) => {
      const client = createClient(await store.target(destinationId));
      try {
        await client.check({ signal });
        return clock.now() + client.clockOffsetMs;
      } finally {
        client.close();
      }
    },
    unpublish: (broadcastId, destinationId) => publications.unpublish(broadcastId, destinationId),
    clock,
    logger,
    onNotice,
  });
  const forecast = new CostForecast({
    state,
    journal: request.journal,
    stream: () => withOverrides(settings.get(), options.settings).stream,
  });
  const destinations = new DestinationDesk({
    store,
    published: {
      useOf: (id) => publications.departures.useOf(id),
      hasObjects: (id) => journal.hasObjects(id),
      forget: (id) => publications.departures.forgetDestination(id),
      forgetOrphans: () => void journal.forgetOrphans(),
    },
    onDestinations: (list) => {
      state.update((draft) => void (draft.destinations = list));
      publications.destinationsChanged();
      // what is published shows their names, and goes with them
      request.onChange();
    },
    runDoctor,
    createClient,
    clock,
    logger,
    onDoctor: (doctor) => state.update((draft) => void (draft.doctor = doctor)),
  });
  state.update((draft) => {
    draft.providers = providerInfos();
    draft.destinations = store.list();
  });
  const diagnostics = buildDiagnostics({ ...request, publications: journal, destinations: store, createClient });
  return { destinations, publications, diagnostics, services: [publications, retention, forecast, diagnostics] };
}

/** Nothing that a bucket still lacks, or still has, may be lost with its recording. */
export function isPublished(publications: PublicationManager, row: BroadcastRow): boolean {
  return publications.describe(row.id).length > 0;
}
