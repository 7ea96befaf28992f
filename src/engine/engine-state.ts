import type { PublicSettings } from '../shared/settings.js';
import type { ServerState, StudioState } from '../shared/studio-state.js';

const offline = (wantedPort: number): ServerState => ({
  status: 'offline',
  port: null,
  wantedPort,
  urls: [],
  reason: null,
});

/** The state before anything has started. */
export function initialState(options: {
  readonly version: string;
  readonly startedAtMs: number;
  readonly canReveal: boolean;
  readonly settings: PublicSettings;
}): StudioState {
  const { settings } = options;
  return {
    engine: {
      version: options.version,
      startedAtMs: options.startedAtMs,
      platform: process.platform,
      canReveal: options.canReveal,
      ffmpeg: null,
      encoders: [],
    },
    rtmp: offline(settings.network.rtmpPort),
    origin: offline(settings.network.originPort),
    inputs: [],
    studioFeed: { status: 'idle', purpose: null, studioId: null, showId: null, bitrate: null },
    broadcast: null,
    recordings: [],
    clips: [],
    rehearsal: null,
    channelLinks: [],
    settings,
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
    disk: null,
  };
}
