import { defaultSettings } from '../../src/shared/settings.js';
import type { StudioState } from '../../src/shared/studio-state.js';
import { initialState } from '../../src/engine/engine-state.js';
import type { Logger } from '../../src/engine/log/logger.js';
import type { StudioCommands } from '../../src/engine/serve/studio-api.js';

const nowhere: StudioState['rtmp'] = { status: 'offline', port: null, wantedPort: 0, urls: [], reason: null };

/** The state of an engine that has done nothing yet. */
export function testState(): StudioState {
  return {
    ...initialState({ version: '0', startedAtMs: 0, canReveal: false, settings: defaultSettings() }),
    rtmp: nowhere,
    origin: { ...nowhere },
  };
}

/** Commands that do nothing, to put those of a test over. */
export const testCommands: StudioCommands = {
  startTest: () => Promise.resolve({ broadcastId: 'b' }),
  startUrl: () => Promise.resolve({ broadcastId: 'b' }),
  endBroadcast: () => Promise.resolve({}),
  clipLive: () => Promise.resolve({ clipId: '0000000000000000' }),
  endRehearsal: () => Promise.resolve({}),
  resumeInput: () => Promise.resolve({}),
  renameBroadcast: () => Promise.resolve({}),
  describeBroadcast: () => Promise.resolve({}),
  renewKey: () => Promise.resolve({ key: 'k' }),
  deleteRecording: () => Promise.resolve({}),
  exportMp4: () => Promise.resolve({}),
  revealRecording: () => Promise.resolve({}),
  updateSettings: () => Promise.resolve({}),
  dismissNotice: () => Promise.resolve({}),
  saveDestination: () => Promise.resolve({ id: 'd' }),
  deleteDestination: () => Promise.resolve({}),
  setDefaultDestination: () => Promise.resolve({}),
  testDestination: () => Promise.resolve({}),
  publishRecording: () => Promise.resolve({}),
  unpublishRecording: () => Promise.resolve({}),
  unpublishAll: () => Promise.resolve({}),
  forgetPublication: () => Promise.resolve({}),
  takeOverChannel: () => Promise.resolve({}),
  saveRelay: () => Promise.resolve({ id: 'r' }),
  deleteRelay: () => Promise.resolve({}),
  orderRelays: () => Promise.resolve({}),
  startRelay: () => Promise.resolve({}),
  stopRelay: () => Promise.resolve({}),
  testRelay: () => Promise.resolve({}),
  createCollection: () => Promise.resolve({ id: 'c' }),
  selectCollection: () => Promise.resolve({}),
  renameCollection: () => Promise.resolve({}),
  duplicateCollection: () => Promise.resolve({ id: 'c' }),
  deleteCollection: () => Promise.resolve({}),
  saveCollection: () => Promise.resolve({ savedRevision: 1 }),
  configureObs: () => Promise.resolve({ obsVersion: '31.0.1', server: 's', replaced: null }),
  restoreObs: () => Promise.resolve({ service: 'Twitch' }),
  saveDiagnostics: () => Promise.resolve({ fileName: 'd.zip', sizeBytes: 1, upload: null }),
};

/** A log that keeps its lines for the test to look at. */
export function testLog(): Logger & { readonly lines: { level: string; message: string; fields: object }[] } {
  const lines: { level: string; message: string; fields: object }[] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, message, fields });
  const log = { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  return log;
}
