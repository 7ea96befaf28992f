import { systemClock } from '../../src/engine/clock.js';
import type { Logger } from '../../src/engine/log/logger.js';
import { createStateStore } from '../../src/engine/serve/state-store.js';
import type { StateStore, StudioCommands } from '../../src/engine/serve/studio-api.js';
import { createStudioServer, type StudioServer } from '../../src/engine/serve/studio-server.js';
import { AppError } from '../../src/shared/errors.js';
import { publicSettingsSchema, type PublicSettings, type SettingsPatch } from '../../src/shared/settings.js';
import type { StudioState } from '../../src/shared/studio-state.js';
import { destinationCommands, type DestinationCommandName, type SentCommand } from './studio-harness-destinations.js';
import { relayCommands, type RelayCommandName, type SentRelayCommand } from './studio-harness-relays.js';

/** An OBS at this address does not take the password. */
export const refusedObs = '127.0.0.1:4999';
/** An OBS that streams to Twitch. */
export const takenObs = '127.0.0.1:4998';

const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};

/** The engine's real studio server over a state that the test drives: for states that a real engine seldom reaches. */
export interface StudioHarness {
  readonly store: StateStore;
  readonly server: StudioServer;
  /** The names of the commands that came in, in order. */
  readonly calls: string[];
  /** How many seconds each clip was to hold, in order. */
  readonly clips: number[];
  /** The commands about destinations, whole. */
  readonly sent: SentCommand[];
  /** The commands about relays, whole. */
  readonly relaysSent: SentRelayCommand[];
  close(): Promise<void>;
}

/** Starts the server on a free loopback port (or on `port`, to come back as another engine). */
export async function startStudioHarness(options: {
  readonly rendererDir: string;
  readonly state: StudioState;
  readonly port?: number;
}): Promise<StudioHarness> {
  const store = createStateStore(options.state);
  const calls: string[] = [];
  const clips: number[] = [];
  const sent: SentCommand[] = [];
  const relaysSent: SentRelayCommand[] = [];
  const server = createStudioServer({
    store,
    commands: {
      ...commandsOf(store, calls, clips),
      ...relayCommands(store, (command) => {
        calls.push(command.name);
        relaysSent.push(command);
      }),
      ...destinationCommands(store, (command) => {
        calls.push(command.name);
        sent.push(command);
      }),
    },
    queries: { revealKey: () => Promise.resolve({ key: 'k9f2-77ab-river-4d1c' }) },
    findExport: () => {
      throw new AppError('recording.not-found', 'Nothing is exported here');
    },
    rendererDir: options.rendererDir,
    port: options.port ?? 0,
    clock: systemClock,
    log: quiet,
  });
  await server.start();
  return { store, server, calls, clips, sent, relaysSent, close: () => server.stop('the test is over') };
}

/** What the state shows after each command; the work behind it is the engine's and not tested here. */
function commandsOf(
  store: StateStore,
  calls: string[],
  clips: number[],
): Omit<StudioCommands, DestinationCommandName | RelayCommandName> {
  const done = (name: string, change: (draft: StudioState) => void = () => undefined) => {
    calls.push(name);
    store.update(change);
    return Promise.resolve({});
  };
  return {
    startTest: () => Promise.reject(new AppError('ffmpeg.missing', 'Not part of this harness')),
    startUrl: () =>
      Promise.reject(new AppError('ingest.source-unreadable', 'No', { details: { reason: 'no such host' } })),
    clipLive: ({ seconds }) => {
      clips.push(seconds);
      return done('clipLive').then(() => ({ clipId: '0000000000000000' }));
    },
    endRehearsal: () => done('endRehearsal', (draft) => void (draft.rehearsal = null)),
    endBroadcast: () =>
      done('endBroadcast', (draft) => {
        draft.broadcast = null;
      }),
    resumeInput: () => done('resumeInput'),
    renewKey: () => {
      calls.push('renewKey');
      return Promise.resolve({ key: 'new1-new2-new3-new4' });
    },
    renameBroadcast: ({ broadcastId, title }) =>
      done('renameBroadcast', (draft) => {
        if (draft.broadcast?.id === broadcastId) draft.broadcast.title = title;
        for (const each of draft.recordings) if (each.id === broadcastId) each.title = title;
      }),
    describeBroadcast: ({ broadcastId, description }) =>
      done('describeBroadcast', (draft) => {
        if (draft.broadcast?.id === broadcastId) draft.broadcast.description = description;
      }),
    deleteRecording: ({ broadcastId }) =>
      done('deleteRecording', (draft) => {
        draft.recordings = draft.recordings.filter(({ id }) => id !== broadcastId);
      }),
    exportMp4: ({ broadcastId }) =>
      done('exportMp4', (draft) => {
        const recording = draft.recordings.find(({ id }) => id === broadcastId);
        if (recording !== undefined) recording.export = { status: 'running', progress: 0.37 };
      }),
    revealRecording: () => done('revealRecording'),
    updateSettings: ({ patch }) =>
      done('updateSettings', (draft) => {
        draft.settings = merged(draft.settings, patch);
        if (draft.settings.network.allowLanViewers) widenLinks(draft);
      }),
    createCollection: async () => ({ ...(await done('createCollection')), id: 'collection-2' }),
    selectCollection: () => done('selectCollection'),
    renameCollection: () => done('renameCollection'),
    duplicateCollection: async () => ({ ...(await done('duplicateCollection')), id: 'collection-3' }),
    deleteCollection: () => done('deleteCollection'),
    saveCollection: async ({ id, baseRevision, collection }) => {
      const savedRevision = baseRevision + 1;
      await done('saveCollection', (draft) => {
        if (draft.scenes.current?.id === id) draft.scenes.current = { id, revision: savedRevision, collection };
      });
      return { savedRevision };
    },
    configureObs: async ({ address, replace }) => {
      calls.push('configureObs');
      if (address === refusedObs) throw new AppError('obs.wrong-password', 'OBS does not take this password');
      if (address === takenObs && replace !== 'Twitch') {
        throw new AppError('obs.has-service', 'OBS streams elsewhere', { details: { service: 'Twitch' } });
      }
      return Promise.resolve({ obsVersion: '31.0.1', server: 'rtmp://127.0.0.1:1935/live', replaced: replace });
    },
    restoreObs: () => {
      calls.push('restoreObs');
      return Promise.resolve({ service: 'Twitch' });
    },
    saveDiagnostics: () => {
      calls.push('saveDiagnostics');
      return Promise.resolve({ fileName: 'headwater-diagnostics.zip', sizeBytes: 48_000, upload: null });
    },
    dismissNotice: ({ noticeId }) =>
      done('dismissNotice', (draft) => {
        draft.notices = draft.notices.filter(({ id }) => id !== noticeId);
      }),
  };
}

function merged(settings: PublicSettings, patch: SettingsPatch): PublicSettings {
  return publicSettingsSchema.parse({
    channel: { ...settings.channel, ...patch.channel },
    network: { ...settings.network, ...patch.network },
    stream: { ...settings.stream, ...patch.stream },
    publish: { ...settings.publish, ...patch.publish },
    studio: {
      ...settings.studio,
      ...patch.studio,
      hotkeys: { ...settings.studio.hotkeys, ...patch.studio?.hotkeys },
    },
    video: { ...settings.video, ...patch.video },
    library: { ...settings.library, ...patch.library },
    theme: patch.theme ?? settings.theme,
  });
}

/** As the engine does when the network is allowed: the same links once more, through the network's address. */
function widenLinks({ broadcast }: StudioState): void {
  if (broadcast === null || broadcast.links.some(({ reach }) => reach === 'network')) return;
  const wider = broadcast.links.map((link) => ({
    ...link,
    reach: 'network' as const,
    url: link.url.replace('127.0.0.1', '192.168.1.23'),
  }));
  broadcast.links.unshift(...wider);
}
