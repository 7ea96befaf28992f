import { servicePresets } from '../../src/engine/relay/presets/service-presets.js';
import type { SourceInfo } from '../../src/shared/domain.js';
import type { Relay, RelayFeed, RelayRun } from '../../src/shared/relays.js';
import type { ActiveBroadcast, StudioState } from '../../src/shared/studio-state.js';
import { wholeReport } from './studio-destinations.js';
import { forecast, freshRun } from './studio-harness-relays.js';
import { liveBroadcast, quietState } from './studio-states.js';

/** A saved relay to Twitch. */
export function twitchRelay(more: Partial<Relay> = {}): Relay {
  return {
    id: 'relay-twitch',
    config: {
      name: 'Twitch',
      service: 'twitch',
      url: 'rtmps://ingest.global-contribute.live-video.net:443/app',
      backupUrl: 'rtmp://live.twitch.tv/app',
      isEnabled: true,
      feed: 'auto',
      whileSourceIsGone: 'hold',
    },
    hasKey: true,
    keyHint: 'ab12',
    hasBackupKey: false,
    hasPassphrase: false,
    isTransient: false,
    ...more,
  };
}

/** A saved relay to YouTube. */
export function youtubeRelay(more: Partial<Relay> = {}): Relay {
  const { config } = twitchRelay();
  return twitchRelay({
    id: 'relay-youtube',
    config: {
      ...config,
      name: 'The second channel',
      service: 'youtube',
      url: 'rtmps://a.rtmps.youtube.com:443/live2',
      backupUrl: 'rtmps://b.rtmps.youtube.com:443/live2?backup=1',
      whileSourceIsGone: 'hang-up',
    },
    keyHint: 'x9qz',
    ...more,
  });
}

/** A saved relay to an SRT server, with a passphrase and without a known stream id. */
export function srtRelay(more: Partial<Relay> = {}): Relay {
  const { config } = twitchRelay();
  return twitchRelay({
    id: 'relay-srt',
    config: {
      ...config,
      name: 'The club house',
      service: 'srt',
      url: 'srt://clubhouse.example:9000?latency=500',
      backupUrl: null,
      feed: '360p',
      isEnabled: false,
    },
    keyHint: null,
    hasPassphrase: true,
    ...more,
  });
}

/** A saved relay to LinkedIn, which takes less than most. */
export function linkedinRelay(): Relay {
  const { config } = twitchRelay();
  return twitchRelay({
    id: 'relay-linkedin',
    config: {
      ...config,
      name: 'The guild',
      service: 'linkedin',
      url: 'rtmps://1-abc.linkedin.example:2935/live',
      backupUrl: null,
    },
  });
}

/** What a good encoder sends: more than some services take. */
export const fullHdSource: SourceInfo = {
  video: {
    codec: 'h264',
    profile: 'High',
    pixelFormat: 'yuv420p',
    width: 1920,
    height: 1080,
    fps: 30,
    gopSeconds: 2,
    bitrate: 7_500_000,
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: 128_000 },
};

/** A relay of the command line with everything as long as it may be, and without a key. */
export function longRelay(): Relay {
  const { config } = twitchRelay();
  return twitchRelay({
    id: 'cli-long',
    config: {
      ...config,
      name: 'The association for canoe building and all who watch rivers',
      service: 'rtmp',
      url: `rtmps://contribution.a-very-long-name-of-a-university.example.org:1937/${'live-'.repeat(20)}app`,
      backupUrl: `rtmps://backup.a-very-long-name-of-a-university.example.org:1937/${'live-'.repeat(20)}app`,
    },
    hasKey: false,
    keyHint: null,
    isTransient: true,
  });
}

/** An engine that knows the real services, these relays, and what they take of the line. */
export function stateWithRelays(relays: Relay[], more: Partial<StudioState> = {}): StudioState {
  const state: StudioState = { ...quietState(), relayServices: servicePresets(), relays, ...more };
  const enabled = relays.filter(({ config, isTransient }) => config.isEnabled || isTransient).map(({ id }) => id);
  return { ...state, ...forecast(state, enabled) };
}

/** The doctor's measurement of the line, bits per second. */
export function measured(bitsPerSecond: number): Pick<StudioState, 'doctor'> {
  const report = wholeReport('Cloudflare', [], 'pass');
  if (report.upload !== null) report.upload.bitsPerSecond = bitsPerSecond;
  return { doctor: { destinationId: 'dest-r2', report } };
}

export const sourceFeed: RelayFeed = { kind: 'source', name: 'source', bitrate: 4_580_000, reason: null };

/** A relay in good health. */
export function liveRun(relayId: string, more: Partial<RelayRun> = {}): RelayRun {
  return freshRun(relayId, {
    status: 'live',
    bitrate: 4_562_000,
    sentBytes: 1_440_000_000,
    liveSinceMs: Date.now() - 42 * 60_000 - 7000,
    lagMs: 120,
    feed: sourceFeed,
    ...more,
  });
}

/** A live broadcast with these relays taken along. */
export function broadcastWith(runs: RelayRun[], more: Partial<ActiveBroadcast> = {}): ActiveBroadcast {
  return { ...liveBroadcast(), relays: runs, ...more };
}
