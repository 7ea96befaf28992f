import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import type { Picture } from '../compose/draw-list.js';
import { drawText } from './draw-text.js';
import { nextVersion, notShifted, type SourcePicture } from './source-picture.js';
import { clockText, countdownText } from './time-text.js';

type TextKind = Extract<SourceKind, { type: 'text' | 'clock' | 'countdown' }>;

/** Text as it was drawn last, laid out at `width` × `height` programme pixels. */
interface Drawn {
  readonly text: string;
  readonly picture: Omit<Picture, 'shift'> & { readonly image: ImageBitmap };
  readonly width: number;
  readonly height: number;
}

/** How far it has run at a moment, in programme pixels. */
interface Run {
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
}

/** Text, a clock or a countdown: drawn when what it says changes, moved without being drawn anew. */
export class TextPicture implements SourcePicture {
  readonly #kind: TextKind;
  #drawn: Drawn | null = null;
  #run: Run | null = null;

  /** `before`: what it takes the place of; it runs on from where that one was. */
  constructor(kind: TextKind, before: SourcePicture | null = null) {
    this.#kind = kind;
    if (before instanceof TextPicture) this.#run = before.#run;
  }

  at(nowMs: number): Picture | null {
    const text = textOf(this.#kind, nowMs);
    if (text.trim() === '') {
      this.#run = null;
      return null;
    }
    const drawn = this.#drawn?.text === text ? this.#drawn : this.#draw(text);
    if (this.#kind.type !== 'text') return { ...drawn.picture, shift: notShifted };
    const { x, y } = this.#kind.scroll;
    const { width, height } = drawn;
    const before = this.#run ?? { x: 0, y: 0, atMs: nowMs };
    const seconds = (nowMs - before.atMs) / 1000;
    // text that runs to the left shows what lies further right of it
    const run = { x: wrapped(before.x - x * seconds, width), y: wrapped(before.y - y * seconds, height), atMs: nowMs };
    this.#run = run;
    return { ...drawn.picture, shift: { u: run.x / width, v: run.y / height } };
  }

  close(): void {
    this.#drawn?.picture.image.close();
    this.#drawn = null;
  }

  #draw(text: string): Drawn {
    this.#drawn?.picture.image.close();
    const measured = this.#kind.type === 'text' ? text : text.replace(/\d/g, '0');
    const { bitmap, width, height } = drawText(text, this.#kind, measured);
    this.#drawn = {
      text,
      picture: { image: bitmap, version: nextVersion(), size: { width, height }, isMirrored: false },
      width,
      height,
    };
    return this.#drawn;
  }
}

function textOf(kind: TextKind, nowMs: number): string {
  switch (kind.type) {
    case 'text':
      return kind.text;
    case 'clock':
      return clockText(kind.format, nowMs);
    case 'countdown':
      return countdownText(kind, nowMs);
  }
}

const wrapped = (place: number, length: number): number => place - Math.floor(place / length) * length;
