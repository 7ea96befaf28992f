import type { Drawing, PictureImage } from './compose/draw-list.js';

/** Draws pictures of the programme. One per canvas; thrown away when it has failed. */
export interface Renderer {
  readonly kind: 'webgl2' | '2d';
  /** The picture of a drawing; its maker closes it. Null: the GPU's context is lost, this renderer draws nothing any more. */
  draw(drawing: Drawing): ImageBitmap | null;
  dispose(): void;
}

/** How large an image is, pixels of its own. */
export function imageSize(image: PictureImage): { readonly width: number; readonly height: number } {
  return 'displayWidth' in image
    ? { width: image.displayWidth, height: image.displayHeight }
    : { width: image.width, height: image.height };
}
