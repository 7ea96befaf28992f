import type { ServicePreset } from '../../../shared/relays.js';

/**
 * YouTube. Servers: services.json of OBS Studio and developers.google.com, "Delivering Live YouTube Content via RTMPS" (TLS
 * on port 443, a second address as backup). Limits: support.google.com/youtube/answer/2853702 advises 35 Mbit/s of H.264 at
 * 2160p60; the ceiling of 51 Mbit/s is OBS's for the same service. Remembered of that page: keyframes every 2 s, at most 4 s
 * apart, AAC with 128 kbit/s for stereo and 384 for 5.1. HEVC and AV1 come by enhanced RTMP. YouTube waits for an encoder
 * that hung up (remembered), so that ends no show.
 */
export const youtube: ServicePreset = {
  service: 'youtube',
  label: 'YouTube',
  servers: [
    {
      id: 'primary',
      label: 'Primary, with the backup server behind it',
      url: 'rtmps://a.rtmps.youtube.com:443/live2',
      backupUrl: 'rtmps://b.rtmps.youtube.com:443/live2?backup=1',
    },
    {
      id: 'plain',
      label: 'Primary, not encrypted',
      url: 'rtmp://a.rtmp.youtube.com/live2',
      backupUrl: 'rtmp://b.rtmp.youtube.com/live2?backup=1',
    },
  ],
  limits: {
    videoBitrate: 51_000_000,
    audioBitrate: 384_000,
    keyframeSeconds: 4,
    videoCodecs: ['h264', 'hevc', 'av1'],
    audioCodecs: ['aac', 'mp3'],
    maxHeight: 2160,
    maxFps: 60,
  },
  keyLabel: 'Stream key',
  guide: [
    'Open studio.youtube.com, choose "Create", then "Go live", then "Stream". Live streaming must have been enabled a day before.',
    'Under "Stream key" choose "Copy", and paste it here. The same key serves the backup server.',
    'With "Enable auto-start" the show begins when the stream arrives; else start it there.',
  ],
  urlPlaceholder: 'rtmps://a.rtmps.youtube.com:443/live2',
  canTestKey: false,
  whileSourceIsGone: 'hang-up',
  needsTls: false,
  standing: 'documented',
};
