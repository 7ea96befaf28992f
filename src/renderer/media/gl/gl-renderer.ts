import { AppError } from '../../../shared/errors.js';
import type { Drawing, DrawItem, DrawLayer } from '../compose/draw-list.js';
import type { Renderer } from '../renderer.js';
import { glDriver, isSoftwareDriver } from './gl-driver.js';
import { GlProgram } from './gl-program.js';
import { ItemPainter, type Surface } from './item-painter.js';
import { PictureTextures } from './picture-textures.js';
import { RenderTargets } from './render-targets.js';
import { blurFragmentShader, blurVertexShader } from './shaders.js';

/** The blur's shader reaches no further: a wider one is done on a smaller picture. */
const largestSigma = 8;

/** Draws with WebGL2 on a canvas of its own. */
export class GlRenderer implements Renderer {
  readonly kind = 'webgl2';
  readonly #canvas = new OffscreenCanvas(2, 2);
  readonly #gl: WebGL2RenderingContext;
  readonly #textures: PictureTextures;
  readonly #targets: RenderTargets;
  readonly #painter: ItemPainter;
  readonly #blur: GlProgram;

  /**
   * Throws AppError `internal` where there is no WebGL2, or one that runs on the processor: ten times slower than Canvas 2D
   * there (bench/compositor.ts). `acceptsSoftware`: takes that one, too.
   */
  constructor({ acceptsSoftware = false }: { readonly acceptsSoftware?: boolean } = {}) {
    const gl = this.#canvas.getContext('webgl2', {
      failIfMajorPerformanceCaveat: !acceptsSoftware,
      alpha: false,
      antialias: false,
      depth: false,
      stencil: false,
      powerPreference: 'high-performance',
    });
    if (gl === null) throw new AppError('internal', 'Expected a WebGL2 context, got none');
    if (!acceptsSoftware && isSoftwareDriver(glDriver(gl)))
      throw new AppError('internal', 'Expected a GPU, got its imitation');
    this.#gl = gl;
    this.#textures = new PictureTextures(gl);
    this.#targets = new RenderTargets(gl);
    this.#painter = new ItemPainter(gl, this.#textures);
    this.#blur = new GlProgram(gl, blurVertexShader, blurFragmentShader);
    gl.bindVertexArray(gl.createVertexArray());
  }

  draw({ width, height, layers }: Drawing): ImageBitmap | null {
    const gl = this.#gl;
    if (gl.isContextLost()) return null;
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const screen: Surface = { framebuffer: null, width, height, isUpwards: true };
    for (const layer of layers) {
      if (layer.clip.width <= 0) continue;
      if (layer.opacity >= 1) {
        this.#drawLayer(screen, layer);
        continue;
      }
      const { framebuffer, texture } = this.#targets.get('layer', width, height);
      this.#drawLayer({ framebuffer, width, height, isUpwards: false }, layer);
      this.#painter.begin(screen, layer.clip);
      this.#painter.paintTexture(texture, { x: 0, y: 0, width, height }, layer.opacity);
    }
    this.#textures.endDraw();
    this.#targets.endDraw();
    return gl.isContextLost() ? null : this.#canvas.transferToImageBitmap();
  }

  dispose(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  /** For tests and the studio's own check: what a driver does when it is reset. */
  loseContext(): void {
    this.dispose();
  }

  #drawLayer(surface: Surface, { items, clip, offsetX }: DrawLayer): void {
    this.#painter.begin(surface, clip);
    this.#gl.clearColor(0, 0, 0, 1);
    this.#gl.clear(this.#gl.COLOR_BUFFER_BIT);
    for (const item of items) {
      const moved = offsetX === 0 ? item : { ...item, rect: { ...item.rect, x: item.rect.x + offsetX } };
      const blurPx = item.effects?.blurPx ?? 0;
      if (blurPx === 0) {
        this.#painter.paint(moved);
        continue;
      }
      const blurred = this.#blurred(moved, blurPx);
      this.#painter.begin(surface, clip);
      this.#painter.paint(moved, blurred);
    }
  }

  /** The shown part of a picture with its effects, softened; at the item's size or smaller. */
  #blurred(item: DrawItem, sigma: number): WebGLTexture {
    const gl = this.#gl;
    const scale = Math.min(1, largestSigma / sigma, 2048 / Math.max(item.rect.width, item.rect.height));
    const width = Math.max(1, Math.round(item.rect.width * scale));
    const height = Math.max(1, Math.round(item.rect.height * scale));
    const [first, second] = [this.#targets.get('blur', width, height), this.#targets.get('blur again', width, height)];
    const whole = { x: 0, y: 0, width, height };
    this.#painter.begin({ framebuffer: first.framebuffer, width, height, isUpwards: false }, whole);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.#painter.paint({ ...item, rect: whole, rotationRadians: 0, opacity: 1, blend: 'normal', cornerRadius: 0 });
    gl.disable(gl.BLEND);
    this.#blur.use();
    gl.uniform1f(this.#blur.at('sigma'), sigma * scale);
    gl.activeTexture(gl.TEXTURE0);
    for (const [from, to, x, y] of [
      [first, second, 1 / width, 0],
      [second, first, 0, 1 / height],
    ] as const) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, to.framebuffer);
      gl.bindTexture(gl.TEXTURE_2D, from.texture);
      gl.uniform2f(this.#blur.at('direction'), x, y);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
    return first.texture;
  }
}
