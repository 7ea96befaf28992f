import type { ServicePreset } from '../../../shared/relays.js';

/**
 * Any other RTMP or RTMPS server. Nothing is known of its limits; H.264 with AAC is what all of them take (FLV 10.1 has both,
 * and HEVC or AV1 need a server that speaks enhanced RTMP, which `feed: source` leaves to the creator).
 */
export const customRtmp: ServicePreset = {
  service: 'rtmp',
  label: 'Other service (RTMP, RTMPS)',
  servers: [],
  limits: {
    videoBitrate: null,
    audioBitrate: null,
    keyframeSeconds: null,
    videoCodecs: ['h264'],
    audioCodecs: ['aac', 'mp3'],
    maxHeight: null,
    maxFps: null,
  },
  keyLabel: 'Stream key',
  guide: [
    'Copy the server address (rtmp:// or rtmps://) from the service and paste it here.',
    "Copy the stream key, or the stream's name, and paste it here. In rtmp://server/app/name the name is the key.",
  ],
  urlPlaceholder: 'rtmp://live.example.com/app',
  canTestKey: false,
  whileSourceIsGone: 'hold',
  needsTls: false,
  standing: 'documented',
};
