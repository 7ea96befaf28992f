import { isListed } from '../shared/visibility.js';
import { assignChanges } from './assign-changes.js';
import type { Clock } from './clock.js';
import type { Database } from './database/database.js';
import { SqliteJournal } from './database/sqlite-journal.js';
import type { EngineOptions } from './engine-api.js';
import type { Log } from './log/pino-logger.js';
import type { NoticeBoard } from './notice-board.js';
import { formerSource } from './relay/former-source.js';
import { servicePresets } from './relay/presets/service-presets.js';
import { MeasuredLine } from './relay/measured-line.js';
import { RelayDesk } from './relay/relay-desk.js';
import type { RelayFeeds } from './relay/relay-feeds.js';
import type { RelayRunnerApi } from './relay/relay-runner-api.js';
import { SqliteRelayStore } from './relay/sqlite-relay-store.js';
import { UplinkWatch } from './relay/uplink-watch.js';
import type { SecretStore } from './secrets/secret-store.js';
import type { StateStore } from './serve/studio-api.js';
import type { Service } from './service.js';

export interface RelaysRequest {
  readonly options: Pick<EngineOptions, 'relays'>;
  readonly database: Database;
  /** The one of the whole engine: two over one file would overwrite each other. */
  readonly secrets: SecretStore;
  readonly state: StateStore;
  readonly notices: Pick<NoticeBoard, 'post' | 'postError'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly runner: RelayRunnerApi;
  readonly feeds: RelayFeeds;
}

/** What pushes the programme to other services. */
export interface RelayParts {
  readonly relays: RelayDesk;
  /** In the order in which they start; they stop in reverse. */
  readonly services: readonly Service[];
}

/** Builds what pushes the programme to other services. Throws `relay.not-found`, `relay.invalid` for what the command line names. */
export async function buildRelays(request: RelaysRequest): Promise<RelayParts> {
  const { options, state, notices, log } = request;
  const { logger, redactor } = log;
  const store = new SqliteRelayStore({
    ...request,
    redactor,
    logger,
    run: options.relays,
    onLocked: (error) => notices.postError(error),
  });
  await store.open();
  state.update((draft) => {
    draft.relayServices = servicePresets();
    draft.relays = store.list();
  });
  const relays = new RelayDesk({
    ...request,
    store,
    logger,
    isShowHidden: () => {
      const { broadcast } = state.get();
      return broadcast !== null && !isListed(broadcast);
    },
    onRelays: (list) => state.update((draft) => void (draft.relays = list)),
    onRuns: (runs) =>
      state.update(({ broadcast }) => {
        if (broadcast === null) return;
        if (broadcast.relays.length === runs.length) assignChanges(broadcast.relays, runs);
        else broadcast.relays = runs;
      }),
    onNotice: (level, reason) => notices.post(level, reason),
    onTest: (report) => state.update((draft) => void (draft.relayTest = report)),
  });
  const journal = new SqliteJournal(request.database);
  const uplink = new UplinkWatch({
    state,
    enabledIds: () => store.enabledIds(),
    formerSource: () => formerSource(journal),
    line: new MeasuredLine(request),
  });
  return { relays, services: [relays, uplink] };
}
