import type { ServicePreset } from '../../../shared/relays.js';

/**
 * Kick, which runs on Amazon IVS. The creator pastes the address, as it is the channel's own
 * (`<id>.global-contribute.live-video.net`, RTMPS on port 443). Remembered: 8000 kbit/s of picture and 320 of sound, as OBS's
 * list has them; of docs.aws.amazon.com/ivs, "Streaming configuration": H.264 and AAC-LC, at most 1080p60, keyframes every
 * 2 s, and that a silent connection is ended, so hanging up loses nothing.
 */
export const kick: ServicePreset = {
  service: 'kick',
  label: 'Kick',
  servers: [],
  limits: {
    videoBitrate: 8_000_000,
    audioBitrate: 320_000,
    keyframeSeconds: 2,
    videoCodecs: ['h264'],
    audioCodecs: ['aac'],
    maxHeight: 1080,
    maxFps: 60,
  },
  keyLabel: 'Stream key',
  guide: [
    'Open dashboard.kick.com, choose "Channel", then "Stream URL & Key".',
    'Copy the stream URL (rtmps://… .global-contribute.live-video.net/app) and paste it here.',
    'Copy the stream key and paste it here.',
  ],
  urlPlaceholder: 'rtmps://0123456789ab.global-contribute.live-video.net/app',
  canTestKey: false,
  whileSourceIsGone: 'hang-up',
  needsTls: true,
  standing: 'remembered',
};
