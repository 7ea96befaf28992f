import type { Canvas } from '../../../shared/scenes/scene-collection.js';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import type { ProgrammeFigures } from '../../media/protocol.js';
import { formatBytes, formatNumber } from '../../ui/format.js';
import type { StageLine } from './stage-lines.js';

const counted = (count: number, one: string, many: string): string =>
  `${formatNumber(count, 0)} ${count === 1 ? one : many}`;
const codecs = { h264: 'H.264', vp8: 'VP8', vp9: 'VP9' };

/** Everything that the live panel says, in one place, ready for translation. */
export const panelWords = {
  panel: 'Live',
  quality: 'Quality and delay',
  ladder: 'Ladder',
  ladders: [
    { value: 'auto', label: 'Automatic' },
    { value: 'economy', label: 'Economy' },
  ] as const,
  nextOnly: 'Counts from the next broadcast on.',
  cost: 'What it takes',
  rungs: 'Viewers can choose',
  rungList: (sides: readonly number[]) => sides.map((side) => `${side}p`).join(', '),
  uplink: 'Uplink',
  uplinkNone: 'none: it stays on this computer',
  processor: 'Processor',
  cores: (cores: number, all: number) => `about ${formatNumber(Math.max(0.1, cores), 1)} of ${all} cores`,
  graphics: 'the graphics card encodes',
  processorHint: 'For the ladder; composing and encoding here comes on top.',
  delay: 'Viewers are behind by',
  delayAbout: (seconds: number) => `about ${formatNumber(seconds, seconds < 10 ? 1 : 0)} s`,
  money: 'Requests',
  moneyPerHour: (text: string) => `about ${text} an hour`,
  moneyNone: 'nothing',
  moneyUnknown: 'no list prices known',
  way: 'The way of the picture',
  stages: {
    capture: 'Capture',
    compose: 'Compose and encode',
    feed: 'To the engine',
    ingest: 'Ingest',
    transcode: 'Transcode',
    package: 'Package',
    publish: 'Upload',
  } satisfies Record<StageLine['name'], string>,
  statuses: {
    idle: 'Waits',
    starting: 'Starting',
    ok: 'Running',
    degraded: 'Running with trouble',
    failed: 'Stopped',
  } satisfies Record<StageLine['status'], string>,
  captures: (live: number, all: number) =>
    all === 0 ? 'No screen, camera or microphone is used' : `${live} of ${counted(all, 'source', 'sources')} live`,
  notBegun: ({ name, kind }: Pick<SceneSource, 'name' | 'kind'>) => ({
    summary: kind.type === 'display' ? `${name} is not shared` : `${name} is off`,
    mend:
      kind.type === 'microphone'
        ? 'Start it in the list of sources: viewers hear nothing of it.'
        : 'Start it in the list of sources: viewers see an empty card in its place.',
  }),
  frozen: (name: string) => `Nothing new comes from ${name}`,
  compose: ({
    p95Ms,
    budgetMs,
    encoder,
  }: {
    p95Ms: number;
    budgetMs: number;
    encoder: ProgrammeFigures['encoder'];
  }) => {
    const time = `${formatNumber(p95Ms, 1)} of ${formatNumber(budgetMs, 0)} ms`;
    return encoder === null
      ? time
      : `${time}, ${codecs[encoder.codec]} ${encoder.isHardware ? 'on the graphics card' : 'in software'}`;
  },
  composeLate: (summary: string) => `Too slow for this canvas: ${summary}`,
  canvasOffer: 'A smaller canvas',
  canvasEdit: 'canvas',
  canvasTooLarge: ({ width, height, fps }: Canvas, isSoftware: boolean) =>
    `${width} × ${height} at ${fps} pictures a second is too much for this computer${isSoftware ? ', which has no graphics card for it' : ''}: some would be shown a moment longer than they should.`,
  canvasUse: ({ width, height, fps }: Canvas) => `Use ${width} × ${height} at ${fps}`,
  lostLately: (lost: number, seconds: number) =>
    `${counted(lost, 'picture', 'pictures')} lost in the last ${counted(seconds, 'second', 'seconds')}`,
  feed: (waitingBytes: number) => (waitingBytes < 100_000 ? 'Keeps up' : `${formatBytes(waitingBytes)} wait`),
  feedReconnecting: 'The connection broke; it comes back by itself',
  feedReplaced: 'Another window sends the show now',
  figures: 'Figures',
  bitrate: 'Bitrate',
  fps: 'Frame rate',
  lost: 'Pictures lost',
  lag: 'Ladder behind',
  losses: 'Pictures',
  lossesOfLast: 'Pictures of this show',
  lossesNone: (all: number) => `All ${formatNumber(all, 0)} are as they should be.`,
  lossesOf: (all: number) => `Of ${formatNumber(all, 0)}:`,
  repeated: (count: number) => `${counted(count, 'was', 'were')} shown a moment longer: composing came too late`,
  skipped: (count: number) => `${counted(count, 'was', 'were')} left out: the encoder was behind`,
  failed: (count: number) => `${counted(count, 'was', 'were')} lost: the video encoder failed and was made anew`,
  failedMend: 'Update the graphics driver. An encoder that fails again and again gives way to another by itself.',
  dropped: (count: number) =>
    `${counted(count, 'was', 'were')} not sent: the engine or the line to it was behind, or away`,
  droppedLately: (dropped: number, seconds: number) =>
    `${counted(dropped, 'picture', 'pictures')} not sent in the last ${counted(seconds, 'second', 'seconds')}`,
  droppedMend:
    'The engine or the line to it did not keep up, or was away. It goes on by itself. If it happens again, close other programs where the engine runs, or lower the bitrate in the settings.',
  /** To the second: what was made since its last figures is not known. */
  missing: (count: number) =>
    `About ${counted(count, 'was', 'were')} never made: composing had stopped, and was begun anew`,
  missingMend: 'Composing stopped, and was begun anew by itself. Nothing to do.',
  lossesMend: 'Close other programs, or choose a smaller canvas or fewer pictures a second in the settings.',
  embed: 'Embed code',
  embedLead: 'Shows the player in a page of your own.',
  relays: 'Also sent to',
  relaysNone: 'no other service',
  manage: 'Manage',
  privateNote: 'This recording stays on this computer. Nobody else sees it.',
} as const;
