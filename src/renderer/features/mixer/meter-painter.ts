import type { MeterReading } from '../../media/studio-media.js';
import { meterPosition } from './decibels.js';

/** Above these a level is loud, and too loud: as most mixers have it. */
const [loudDb, tooLoudDb] = [-20, -9];
const gap = 2;
const clipMark = 5;

interface Colours {
  readonly calm: string;
  readonly loud: string;
  readonly tooLoud: string;
  readonly rest: string;
  readonly hold: string;
}

/** Draws a level of two channels, upright: the peak pale, the RMS full, the hold as a line, clipping as a mark on top. */
export class MeterPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  #colours: Colours | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
  }

  /** The theme is another one: its colours are looked up anew, which is too dear for each picture. */
  forgetColours(): void {
    this.#colours = null;
  }

  /** Undefined: silence, as of a source that is not there. */
  paint(reading: MeterReading | undefined): void {
    const context = this.#context;
    if (context === null) return;
    const { width, height } = this.#fitted();
    const colours = this.#lookUp();
    const bar = (width - gap) / 2;
    const top = clipMark + gap;
    const length = height - top;
    context.clearRect(0, 0, width, height);
    for (const channel of [0, 1] as const) {
      const x = channel * (bar + gap);
      const fill = (db: number, alpha: number) => {
        this.#bands(context, { x, bar, top, length, upTo: meterPosition(db), alpha, colours });
      };
      context.fillStyle = colours.rest;
      context.fillRect(x, top, bar, length);
      fill(0, 0.13);
      if (reading === undefined) continue;
      fill(reading.peakDb[channel], 0.55);
      fill(reading.rmsDb[channel], 1);
      const held = meterPosition(reading.heldDb[channel]);
      context.fillStyle = colours.hold;
      if (held > 0) context.fillRect(x, top + length * (1 - held), bar, 2);
    }
    context.fillStyle = reading?.hasClipped === true ? colours.tooLoud : colours.rest;
    context.fillRect(0, 0, width, clipMark);
  }

  #bands(
    context: CanvasRenderingContext2D,
    request: {
      readonly x: number;
      readonly bar: number;
      readonly top: number;
      readonly length: number;
      readonly upTo: number;
      readonly alpha: number;
      readonly colours: Colours;
    },
  ): void {
    const { x, bar, top, length, upTo, alpha, colours } = request;
    const edges = [0, meterPosition(loudDb), meterPosition(tooLoudDb), 1];
    const fills = [colours.calm, colours.loud, colours.tooLoud];
    context.globalAlpha = alpha;
    for (const [index, fillStyle] of fills.entries()) {
      const from = edges[index] ?? 0;
      const to = Math.min(edges[index + 1] ?? 1, upTo);
      if (to <= from) break;
      context.fillStyle = fillStyle;
      context.fillRect(x, top + length * (1 - to), bar, length * (to - from));
    }
    context.globalAlpha = 1;
  }

  /** The canvas has the pixels that the screen has. */
  #fitted(): { readonly width: number; readonly height: number } {
    const canvas = this.#canvas;
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    return { width, height };
  }

  #lookUp(): Colours {
    if (this.#colours !== null) return this.#colours;
    const style = getComputedStyle(this.#canvas);
    // custom properties come as they are written; a colour of the element itself comes resolved for its theme
    const [calm = '', loud = '', tooLoud = '', rest = '', hold = ''] = [
      '--ok',
      '--warn',
      '--live',
      '--raised',
      '--text',
    ].map((name) => resolved(style.getPropertyValue(name), style.colorScheme));
    this.#colours = { calm, loud, tooLoud, rest, hold };
    return this.#colours;
  }
}

/** `light-dark(a, b)` is no colour to a canvas: the one that holds now. */
function resolved(value: string, scheme: string): string {
  const match = /^light-dark\((.+\)),\s*(.+\))\)$/.exec(value.trim());
  if (match === null) return value.trim();
  const isDark =
    scheme === 'dark' || (scheme.includes('dark') && window.matchMedia('(prefers-color-scheme: dark)').matches);
  const [, light = '', dark = ''] = match;
  return scheme === 'light' ? light : isDark ? dark : light;
}
