import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import type { Effects } from '../../../shared/scenes/scene-source.js';

/** What is drawn on: a frame of a stream or a copy of its pixels, or a picture made once. Alpha is premultiplied; the first row is the upper one. */
export type PictureImage = VideoFrame | ImageBitmap | OffscreenCanvas;

/** A source's picture of the moment. It belongs to the source: a renderer may upload it, never close it. */
export interface Picture {
  readonly image: PictureImage;
  /** Another number whenever the content is another; the same source's alone. */
  readonly version: number;
  /** As it is laid out, pixels. Null: it has no shape of its own and fills whatever box it is put in (a colour). */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Shares of the picture by which its content has moved on, wrapping around (scrolling text). */
  readonly shift: { readonly u: number; readonly v: number };
  readonly isMirrored: boolean;
}

/** A rectangle of the programme, pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One picture, placed: everything that a renderer needs to draw it. */
export interface DrawItem {
  /** Whose picture it is: what was uploaded or filtered for it is kept under this name. */
  readonly sourceId: string;
  readonly picture: Picture;
  /** Before it is turned about its centre. */
  readonly rect: Rect;
  /** Clockwise. */
  readonly rotationRadians: number;
  /** The part of the picture that is shown, as shares of it: left, top, right, bottom. `left` > `right`: mirrored. */
  readonly part: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly opacity: number;
  readonly blend: SceneItem['blend'];
  readonly cornerRadius: number;
  /** Null: there are none, the picture is drawn as it is. */
  readonly effects: Effects | null;
}

/** A scene on its way over the programme: opaque, black where it has nothing. */
export interface DrawLayer {
  readonly items: readonly DrawItem[];
  /** Where it is seen. */
  readonly clip: Rect;
  /** By how much all of it is moved. */
  readonly offsetX: number;
  readonly opacity: number;
}

/** A whole picture of the programme; the lowest layer first. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly layers: readonly DrawLayer[];
}
