import { defaultSettings, type PublicSettings } from '../../shared/settings.js';
import type { StudioState } from '../../shared/studio-state.js';

/** The state of an engine that has just started, for tests. */
export function sampleState(): StudioState {
  return {
    engine: {
      version: '0.1.0',
      startedAtMs: 0,
      platform: 'linux',
      canReveal: true,
      ffmpeg: { version: '5.1', source: 'system' },
      encoders: ['libx264'],
    },
    rtmp: {
      status: 'listening',
      port: 1935,
      wantedPort: 1935,
      urls: ['rtmp://127.0.0.1:1935/live'],
      reason: null,
    },
    origin: { status: 'listening', port: 8088, wantedPort: 8088, urls: ['http://127.0.0.1:8088'], reason: null },
    studioFeed: { status: 'idle', purpose: null, studioId: null, showId: null, bitrate: null },
    inputs: [{ id: 'input-1', name: 'Encoder', keyHint: 'abcd…', status: 'idle' }],
    broadcast: null,
    recordings: [],
    clips: [],
    rehearsal: null,
    channelLinks: [],
    settings: settledSettings(),
    destinations: [],
    providers: [],
    doctor: null,
    relays: [],
    relayServices: [],
    relayTest: null,
    nextRelays: [],
    uplink: null,
    estimate: null,
    scenes: { collections: [], current: null },
    notices: [],
    disk: { freeBytes: 212_000_000_000, secondsLeft: null, isLow: false },
  };
}

/** The first run is over. */
function settledSettings(): PublicSettings {
  const settings = defaultSettings();
  return { ...settings, studio: { ...settings.studio, firstRun: 'done' } };
}
