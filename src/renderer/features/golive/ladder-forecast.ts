import { ladderSides } from '../../../shared/ladder-sides.js';
import { rungFps } from '../../../shared/rung-fps.js';
import type { Canvas } from '../../../shared/scenes/scene-collection.js';

/** Cores for a million pixels a second, measured with x264 veryfast at 1080p30, easy and hard pictures in the middle. */
const encodeCores = 0.0165;
const decodeCores = 0.00225;

export interface LadderForecast {
  /** Short sides, the top first. */
  readonly sides: readonly number[];
  /** Processor cores that the engine needs for it, in software. */
  readonly cores: number;
}

/** What the engine will make of the studio's programme. `isCopied`: the top rung is passed on as the studio encodes it. */
export function forecastLadder(canvas: Canvas, preset: 'auto' | 'economy', isCopied: boolean): LadderForecast {
  const top = Math.min(canvas.width, canvas.height);
  const sides = ladderSides(top, preset, isCopied);
  const shape = Math.max(canvas.width, canvas.height) / top;
  const megapixels = (side: number) => (side * side * shape * (rungFps(side, canvas.fps) ?? canvas.fps)) / 1e6;
  const encoded = isCopied ? sides.slice(1) : sides;
  const decode = encoded.length === 0 ? 0 : megapixels(top) * decodeCores;
  return { sides, cores: encoded.reduce((sum, side) => sum + megapixels(side) * encodeCores, decode) };
}
