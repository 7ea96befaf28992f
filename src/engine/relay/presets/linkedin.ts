import type { ServicePreset } from '../../../shared/relays.js';

/**
 * LinkedIn Live. Each event gets an address and a key of its own ("Custom stream (RTMP)"), good for that event alone.
 * Limits from LinkedIn's help for custom streams, remembered: 1080p at most, 30 pictures a second, up to 6 Mbit/s, keyframes
 * every 2 s, AAC with 128 kbit/s, 4 h. RTMPS is offered beside RTMP (learn.microsoft.com/linkedin, Live Events API:
 * "Ingest RTMP(s) content").
 */
export const linkedin: ServicePreset = {
  service: 'linkedin',
  label: 'LinkedIn',
  servers: [],
  limits: {
    videoBitrate: 6_000_000,
    audioBitrate: 128_000,
    keyframeSeconds: 2,
    videoCodecs: ['h264'],
    audioCodecs: ['aac'],
    maxHeight: 1080,
    maxFps: 30,
  },
  keyLabel: 'Stream key',
  guide: [
    'On LinkedIn create an event with the format "LinkedIn Live".',
    'Open linkedin.com/video/golive/now, choose the event, then "Custom stream", and your region.',
    'Copy the stream URL and the stream key and paste them here. They are good for this event only.',
  ],
  urlPlaceholder: 'rtmps://0123456789abcdef.example.net:443/live',
  canTestKey: false,
  whileSourceIsGone: 'hold',
  needsTls: false,
  standing: 'remembered',
};
