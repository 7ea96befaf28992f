import type { ServicePreset } from '../../../shared/relays.js';

/**
 * Facebook. Limits: developers.facebook.com/docs/live-video-api/reference (H.264 and AAC-LC, keyframes every 2 s and at most
 * 4 s apart, up to 9000 kbit/s at 1080p60, RTMPS only, 8 h, no change of settings while live). Remembered: 256 kbit/s of
 * sound; the server, which Live Producer shows everybody (OBS's list has rtmp-api.facebook.com for the same); that a show
 * ends when its encoder stays away, which is why the connection is held.
 */
export const facebook: ServicePreset = {
  service: 'facebook',
  label: 'Facebook',
  servers: [
    {
      id: 'live',
      label: 'Facebook Live',
      url: 'rtmps://live-api-s.facebook.com:443/rtmp',
      backupUrl: null,
    },
  ],
  limits: {
    videoBitrate: 9_000_000,
    audioBitrate: 256_000,
    keyframeSeconds: 4,
    videoCodecs: ['h264'],
    audioCodecs: ['aac'],
    maxHeight: 1080,
    maxFps: 60,
  },
  keyLabel: 'Stream key',
  guide: [
    'Open facebook.com/live/producer and choose "Go live", then "Streaming software".',
    'Under "Advanced settings" switch on "Persistent stream key", so that the same one serves every show.',
    'Copy the stream key and paste it here. The show begins once you choose "Go live" there.',
  ],
  urlPlaceholder: 'rtmps://live-api-s.facebook.com:443/rtmp',
  canTestKey: false,
  whileSourceIsGone: 'hold',
  needsTls: true,
  standing: 'documented',
};
