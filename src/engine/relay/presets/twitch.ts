import type { ServicePreset } from '../../../shared/relays.js';

const servers: readonly (readonly [id: string, label: string])[] = [
  ['fra', 'Europe: Frankfurt'],
  ['ams', 'Europe: Amsterdam'],
  ['lhr', 'Europe: London'],
  ['cdg', 'Europe: Paris'],
  ['mad', 'Europe: Madrid'],
  ['mil', 'Europe: Milan'],
  ['arn', 'Europe: Stockholm'],
  ['waw', 'Europe: Warsaw'],
  ['iad', 'US East: Ashburn'],
  ['jfk', 'US East: New York'],
  ['mia', 'US East: Miami'],
  ['ord', 'US Central: Chicago'],
  ['dfw', 'US Central: Dallas'],
  ['lax', 'US West: Los Angeles'],
  ['sea', 'US West: Seattle'],
  ['yto', 'Canada: Toronto'],
  ['qro', 'Mexico City'],
  ['sao', 'South America: Sao Paulo'],
  ['eze', 'South America: Buenos Aires'],
  ['tyo', 'Asia: Tokyo'],
  ['sel', 'Asia: Seoul'],
  ['sin', 'Asia: Singapore'],
  ['hkg', 'Asia: Hong Kong'],
  ['syd', 'Australia: Sydney'],
];

/** The global ingest leads to the nearest site, by TLS. It is the backup of a site that was chosen by hand. */
const nearest = 'rtmps://ingest.global-contribute.live-video.net:443/app';

/**
 * Twitch. Sites and limits: services.json of OBS Studio, which Twitch keeps up (6000 kbit/s of picture, 320 of sound, a
 * keyframe every 2 s, H.264); 320 kbit/s of AAC: also twitch.tv/creatorcamp, "Broadcast Recommendations"; address and
 * `?bandwidthtest=true` behind the key: dev.twitch.tv/docs/video-broadcast. The global address with TLS is the
 * `url_template_secure` of Twitch's own list of ingests. Remembered, not tried: a channel that comes back within 90 s goes
 * on with the same show.
 */
export const twitch: ServicePreset = {
  service: 'twitch',
  label: 'Twitch',
  servers: [
    { id: 'nearest', label: 'The nearest, encrypted', url: nearest, backupUrl: null },
    ...servers.map(([id, label]) => ({ id, label, url: `rtmp://live-${id}.twitch.tv/app`, backupUrl: nearest })),
  ],
  limits: {
    videoBitrate: 6_000_000,
    audioBitrate: 320_000,
    keyframeSeconds: 2,
    videoCodecs: ['h264'],
    audioCodecs: ['aac', 'mp3'],
    maxHeight: 1080,
    maxFps: 60,
  },
  keyLabel: 'Primary stream key',
  guide: [
    'Open dashboard.twitch.tv and choose "Settings", then "Stream".',
    'Next to "Primary Stream key" choose "Copy", and paste it here.',
    'To try it without going live, put ?bandwidthtest=true behind the key: inspector.twitch.tv shows what arrives.',
  ],
  urlPlaceholder: nearest,
  canTestKey: false,
  whileSourceIsGone: 'hold',
  needsTls: false,
  standing: 'documented',
};
