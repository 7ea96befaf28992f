import { AppError } from '../shared/errors.js';
import type { BroadcastWords } from './archive/journal.js';
import type { InputStore, SettingsStore } from './settings/stores.js';
import type { BroadcastManager } from './broadcast/broadcast-manager.js';
import type { EncoderDesk } from './broadcast/encoder-desk.js';
import type { DirectProgrammes } from './broadcast/direct-programmes.js';
import type { ClipDesk } from './clips/clip-desk.js';
import type { DiagnosticsDesk } from './diagnostics/diagnostics-desk.js';
import type { DestinationCommands } from './destinations/destination-commands.js';
import type { PublicationCommands } from './publish/bucket/publication-commands.js';
import type { RehearsalDesk } from './rehearsal/rehearsal-desk.js';
import type { RelayCommands } from './relay/relay-commands.js';
import type { SceneCommands } from './scenes/scene-commands.js';
import type { ObsDesk } from './obs/obs-desk.js';
import { checkExportsFolder } from './library/check-exports-folder.js';
import type { RecordingDesk } from './library/recording-desk.js';
import type { NoticeBoard } from './notice-board.js';
import type { StudioCommands, StudioQueries } from './serve/studio-api.js';

/** The services that commands reach; each is there once the engine has started. */
export interface CommandTargets {
  readonly broadcasts: BroadcastManager;
  readonly programmes: DirectProgrammes;
  readonly encoders: EncoderDesk;
  readonly recordings: RecordingDesk;
  readonly settings: SettingsStore;
  readonly inputs: InputStore;
  readonly notices: NoticeBoard;
  readonly destinations: DestinationCommands;
  readonly publications: PublicationCommands;
  readonly diagnostics: Pick<DiagnosticsDesk, 'save'>;
  readonly relays: RelayCommands;
  readonly scenes: SceneCommands;
  readonly obs: Pick<ObsDesk, 'configure' | 'restore'>;
  readonly clips: Pick<ClipDesk, 'clip'>;
  readonly rehearsals: Pick<RehearsalDesk, 'end'>;
}

/** What the studio may ask of the engine, wired to the services that do it. */
export function createCommands(targets: () => CommandTargets): StudioCommands {
  const rewrite = async (broadcastId: string, words: Partial<BroadcastWords>): Promise<Record<string, never>> => {
    const { broadcasts, recordings } = targets();
    if (broadcasts.active?.row.id === broadcastId) broadcasts.active.rewrite(words);
    else await recordings.rewrite(broadcastId, words);
    return {};
  };
  return {
    startTest: async ({ title }) => ({ broadcastId: await targets().programmes.startTest(title) }),
    startUrl: async ({ url, title }) => ({ broadcastId: await targets().programmes.startUrl(url, title) }),
    endBroadcast: async ({ broadcastId }) => {
      await targets().broadcasts.get(broadcastId).end();
      return {};
    },
    resumeInput: async ({ inputId }) => {
      await targets().encoders.resume(inputId);
      return {};
    },
    renameBroadcast: ({ broadcastId, title }) => rewrite(broadcastId, { title }),
    describeBroadcast: ({ broadcastId, description }) => rewrite(broadcastId, { description }),
    clipLive: async (input) => ({ clipId: await targets().clips.clip(input) }),
    endRehearsal: async ({ broadcastId }) => {
      await targets().rehearsals.end(broadcastId);
      return {};
    },
    renewKey: ({ inputId }) => Promise.resolve({ key: targets().inputs.renewKey(inputId).key }),
    deleteRecording: async ({ broadcastId }) => {
      await targets().recordings.delete(broadcastId);
      return {};
    },
    exportMp4: async ({ broadcastId }) => {
      await targets().recordings.startExport(broadcastId);
      return {};
    },
    revealRecording: async ({ broadcastId }) => {
      await targets().recordings.reveal(broadcastId);
      return {};
    },
    updateSettings: async ({ patch }) => {
      const folder = patch.library?.exportsFolder ?? null;
      if (folder !== null) await checkExportsFolder(folder);
      targets().settings.update(patch);
      return {};
    },
    dismissNotice: ({ noticeId }) => {
      targets().notices.dismiss(noticeId);
      return Promise.resolve({});
    },
    saveDestination: async (input) => ({ id: await targets().destinations.save(input) }),
    deleteDestination: async ({ id }) => {
      await targets().destinations.delete(id);
      return {};
    },
    setDefaultDestination: async ({ id }) => {
      await targets().destinations.setDefault(id);
      return {};
    },
    testDestination: async (input) => {
      await targets().destinations.test(input);
      return {};
    },
    publishRecording: async ({ broadcastId, destinationId }) => {
      const { publications, recordings } = targets();
      await recordings.makePublic(broadcastId);
      await publications.publish(broadcastId, destinationId);
      return {};
    },
    unpublishRecording: async ({ broadcastId, destinationId }) => {
      await targets().publications.unpublish(broadcastId, destinationId);
      return {};
    },
    unpublishAll: async ({ destinationId }) => {
      await targets().publications.unpublishAll(destinationId);
      return {};
    },
    forgetPublication: async ({ broadcastId, destinationId }) => {
      await targets().publications.forget(broadcastId, destinationId);
      return {};
    },
    takeOverChannel: async ({ broadcastId }) => {
      await targets().publications.takeOver(broadcastId);
      return {};
    },
    saveRelay: async (input) => ({ id: await targets().relays.save(input) }),
    deleteRelay: async ({ id }) => {
      await targets().relays.delete(id);
      return {};
    },
    orderRelays: async ({ ids }) => {
      await targets().relays.order(ids);
      return {};
    },
    startRelay: async ({ id }) => {
      await targets().relays.take(id);
      return {};
    },
    stopRelay: async ({ id }) => {
      await targets().relays.leave(id);
      return {};
    },
    testRelay: async (input) => {
      await targets().relays.test(input);
      return {};
    },
    createCollection: async ({ name, from, isAside }) => ({ id: targets().scenes.create(name, from, isAside) }),
    selectCollection: async ({ id }) => {
      targets().scenes.select(id);
      return {};
    },
    renameCollection: async ({ id, name }) => {
      targets().scenes.rename(id, name);
      return {};
    },
    duplicateCollection: async ({ id, name }) => ({ id: targets().scenes.duplicate(id, name) }),
    deleteCollection: async ({ id }) => {
      targets().scenes.delete(id);
      return {};
    },
    saveCollection: async ({ id, baseRevision, collection }) => ({
      savedRevision: targets().scenes.save(id, baseRevision, collection),
    }),
    configureObs: (input) => targets().obs.configure(input),
    restoreObs: (input) => targets().obs.restore(input),
    saveDiagnostics: (input) => targets().diagnostics.save(input),
  };
}

/** Reads that never belong into the state. */
export function createQueries(targets: () => CommandTargets): StudioQueries {
  return {
    revealKey: (inputId) => {
      const input = targets()
        .inputs.list()
        .find(({ id }) => id === inputId);
      if (input === undefined) throw new AppError('input.invalid', `Expected a known input, got ${inputId}`);
      return Promise.resolve({ key: input.key });
    },
  };
}
