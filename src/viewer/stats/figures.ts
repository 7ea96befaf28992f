import { clockTime } from '../data/time-format.js';
import type { PlaybackFigures, Quality } from '../playback/playback.js';
import { edgeWords, playerWords, statsWords } from './stats-words.js';

export type FigureName =
  | 'broadcast'
  | 'position'
  | 'latency'
  | 'buffer'
  | 'bandwidth'
  | 'quality'
  | 'shown'
  | 'frames'
  | 'speed'
  | 'stalls'
  | 'failures'
  | 'edge'
  | 'player';

/** How playing goes, as it is; null: not known. */
export interface Measured {
  readonly broadcastId: string | null;
  /** Seconds of the broadcast. */
  readonly seconds: number | null;
  /** From the studio to this screen, by the server's clock; null in a recording, too. */
  readonly latencySeconds: number | null;
  readonly bufferSeconds: number;
  readonly quality: Quality | null;
  readonly isAutomatic: boolean;
  /** The picture as it was decoded, and the box on the page that it is shown in, pixels. */
  readonly picture: { readonly width: number; readonly height: number };
  readonly box: { readonly width: number; readonly height: number };
  readonly frames: { readonly total: number; readonly dropped: number };
  readonly speed: number;
  readonly stalls: { readonly count: number; readonly seconds: number };
  readonly playback: PlaybackFigures | null;
}

const tenths = (value: number): string => value.toFixed(1);
const megabits = (bitsPerSecond: number): string => `${(bitsPerSecond / 1e6).toFixed(2)} Mb/s`;

/** The figures as text. Pure. */
export function figuresOf(measured: Measured): Readonly<Record<FigureName, string>> {
  const { playback, quality, picture, box, frames, stalls } = measured;
  const { unknown } = statsWords;
  const percent = frames.total > 0 ? (100 * frames.dropped) / frames.total : 0;
  return {
    broadcast: measured.broadcastId ?? unknown,
    position: measured.seconds === null ? unknown : clockTime(measured.seconds),
    latency: measured.latencySeconds === null ? unknown : `${tenths(measured.latencySeconds)} s`,
    buffer: `${tenths(measured.bufferSeconds)} s`,
    bandwidth: typeof playback?.bandwidth === 'number' ? megabits(playback.bandwidth) : unknown,
    quality:
      quality === null
        ? unknown
        : [
            `${quality.height}p${quality.fps === null ? '' : Math.round(quality.fps)}`,
            megabits(quality.bandwidth),
            measured.isAutomatic ? 'automatic' : 'chosen',
          ].join(', '),
    shown: picture.width === 0 ? unknown : `${picture.width}×${picture.height} in ${box.width}×${box.height}`,
    frames: `${frames.dropped} of ${frames.total} (${tenths(percent)} %)`,
    speed: `${measured.speed.toFixed(2)}×`,
    stalls: stalls.count === 0 ? '0' : `${stalls.count}, ${tenths(stalls.seconds)} s`,
    failures: String(playback?.failedRequests ?? 0),
    edge: playback === null ? unknown : playback.isAhead ? edgeWords.ahead : edgeWords.listed,
    player: playback === null ? unknown : playerWords[playback.player],
  };
}
