import type { ServicePreset } from '../../../shared/relays.js';

/**
 * Any SRT server that waits for callers. It gets MPEG-TS, which carries H.264, HEVC and AAC; `streamid` and `passphrase` are
 * libsrt's options of that name (docs/API/API-socket-options.md of Haivision/srt: a passphrase has 10 to 79 characters).
 */
export const srt: ServicePreset = {
  service: 'srt',
  label: 'SRT',
  servers: [],
  limits: {
    videoBitrate: null,
    audioBitrate: null,
    keyframeSeconds: null,
    videoCodecs: ['h264', 'hevc'],
    audioCodecs: ['aac', 'mp3'],
    maxHeight: null,
    maxFps: null,
  },
  keyLabel: 'Stream id',
  guide: [
    'Copy the address (srt://server:port) from the service and paste it here. Only servers that wait for callers can be used.',
    'Where the service gives a stream id or a passphrase, enter them here: they are kept as secrets.',
  ],
  urlPlaceholder: 'srt://live.example.com:9000?latency=500',
  canTestKey: false,
  whileSourceIsGone: 'hang-up',
  needsTls: false,
  standing: 'documented',
};
