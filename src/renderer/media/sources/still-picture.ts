import type { Picture } from '../compose/draw-list.js';
import { nextVersion, notShifted, type SourcePicture } from './source-picture.js';

/** A picture that was made once. Closes its bitmap. `size`: as it is laid out; left out: the bitmap's own. */
export class StillPicture implements SourcePicture {
  readonly #picture: Picture & { readonly image: ImageBitmap };

  constructor(bitmap: ImageBitmap, size?: Picture['size']) {
    this.#picture = {
      image: bitmap,
      version: nextVersion(),
      size: size === undefined ? { width: bitmap.width, height: bitmap.height } : size,
      shift: notShifted,
      isMirrored: false,
    };
  }

  at(): Picture {
    return this.#picture;
  }

  close(): void {
    this.#picture.image.close();
  }
}
