import type { RelayConfig } from '../../shared/relays.js';
import { planLadder } from '../transcode/plan-ladder.js';
import type { RelayProgramme } from './relay-feeds.js';

/** For tests: a relay of any server that goes along. */
export const config = (name: string, more: Partial<RelayConfig> = {}): RelayConfig => ({
  name,
  service: 'rtmp',
  url: `rtmp://${name.toLowerCase()}.example/app`,
  backupUrl: null,
  isEnabled: true,
  feed: 'auto',
  whileSourceIsGone: 'hold',
  ...more,
});

/** For tests: what an encoder sends that every service takes, with its ladder; bitrate in bits per second. */
export function programme(more: { readonly broadcastId?: string; readonly bitrate?: number } = {}): RelayProgramme {
  const { broadcastId = 'show-1', bitrate = 5_000_000 } = more;
  const picture = { codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', width: 1920, height: 1080, fps: 30 };
  const source = {
    video: { ...picture, gopSeconds: 2, bitrate },
    audio: { codec: 'aac', sampleRate: 48000, channels: 2, bitrate: 160_000 },
  };
  const ladder = planLadder({ source, preset: 'auto', segmentSeconds: 2, copyAllowed: true, shed: 0, live: true });
  return { broadcastId, source, ladder, segmentSeconds: 2 };
}
