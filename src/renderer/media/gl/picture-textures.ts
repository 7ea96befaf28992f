import type { Picture } from '../compose/draw-list.js';
import { imageSize } from '../renderer.js';

interface Held {
  readonly texture: WebGLTexture;
  version: number;
  hasMipmaps: boolean;
  usedAt: number;
}

/** Textures of sources that were not drawn for so many pictures are given back. */
const keptDraws = 300;

/** The sources' pictures on the GPU: each is uploaded once per version, however many items show it. */
export class PictureTextures {
  readonly #gl: WebGL2RenderingContext;
  readonly #held = new Map<string, Held>();
  readonly #largest: number;
  #draws = 0;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#largest = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  }

  /** Binds the source's picture to the active unit. `scale`: how much smaller it is drawn; below a half it gets mipmaps. */
  bind(sourceId: string, picture: Picture, scale: number): void {
    const gl = this.#gl;
    const held = this.#held.get(sourceId) ?? this.#make(sourceId);
    gl.bindTexture(gl.TEXTURE_2D, held.texture);
    held.usedAt = this.#draws;
    if (held.version !== picture.version) {
      // frames with alpha come straight, bitmaps are premultiplied already and ignore this
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, this.#fitting(picture.image));
      held.version = picture.version;
      held.hasMipmaps = false;
    }
    const isSmall = scale < 0.5;
    if (isSmall && !held.hasMipmaps) {
      gl.generateMipmap(gl.TEXTURE_2D);
      held.hasMipmaps = true;
    }
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, isSmall ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
  }

  /** After each whole picture. */
  endDraw(): void {
    this.#draws += 1;
    for (const [sourceId, { texture, usedAt }] of this.#held) {
      if (this.#draws - usedAt < keptDraws) continue;
      this.#gl.deleteTexture(texture);
      this.#held.delete(sourceId);
    }
  }

  /** A picture that no texture holds is made smaller: drawn as it is it would be black. */
  #fitting(image: Picture['image']): Picture['image'] {
    const { width, height } = imageSize(image);
    const scale = this.#largest / Math.max(width, height);
    if (scale >= 1) return image;
    const canvas = new OffscreenCanvas(Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale)));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  #make(sourceId: string): Held {
    const gl = this.#gl;
    const held = { texture: gl.createTexture(), version: -1, hasMipmaps: false, usedAt: this.#draws };
    gl.bindTexture(gl.TEXTURE_2D, held.texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    this.#held.set(sourceId, held);
    return held;
  }
}

/** How large a picture's part is drawn against its own pixels: the smaller of both directions. */
export function drawnScale(
  picture: Picture,
  rect: { readonly width: number; readonly height: number },
  part: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): number {
  const { width, height } = imageSize(picture.image);
  return Math.min(
    rect.width / (width * Math.abs(part.right - part.left)),
    rect.height / (height * Math.abs(part.bottom - part.top)),
  );
}
