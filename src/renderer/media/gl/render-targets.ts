/** A texture that is drawn into. Its first row is the upper one, as of pictures. */
export interface RenderTarget {
  readonly width: number;
  readonly height: number;
  readonly texture: WebGLTexture;
  readonly framebuffer: WebGLFramebuffer;
}

/** Targets not used for so many pictures are given back. */
const keptDraws = 120;

/** Textures for what is drawn on the way to the picture, kept from one picture to the next by name and size. */
export class RenderTargets {
  readonly #gl: WebGL2RenderingContext;
  readonly #held = new Map<string, RenderTarget & { usedAt: number }>();
  #draws = 0;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  /** The target of that name and size; what it holds is whatever was drawn into it last. */
  get(name: string, width: number, height: number): RenderTarget {
    const key = `${name} ${width}x${height}`;
    let target = this.#held.get(key);
    if (target === undefined) {
      const gl = this.#gl;
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
      clampToEdge(gl);
      const framebuffer = gl.createFramebuffer();
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
      target = { width, height, texture, framebuffer, usedAt: this.#draws };
      this.#held.set(key, target);
    }
    target.usedAt = this.#draws;
    return target;
  }

  /** After each whole picture. */
  endDraw(): void {
    this.#draws += 1;
    for (const [key, { texture, framebuffer, usedAt }] of this.#held) {
      if (this.#draws - usedAt < keptDraws) continue;
      this.#gl.deleteTexture(texture);
      this.#gl.deleteFramebuffer(framebuffer);
      this.#held.delete(key);
    }
  }
}

/** Sampling of the bound texture: smooth, and its edge goes on beyond it. */
export function clampToEdge(gl: WebGL2RenderingContext): void {
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
}
