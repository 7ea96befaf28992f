import type { Effects } from '../../../shared/scenes/scene-source.js';
import { chromaOf, colourMatrix, parseColour } from '../compose/colour-maths.js';
import type { DrawItem, Rect } from '../compose/draw-list.js';
import { imageSize } from '../renderer.js';
import { GlProgram } from './gl-program.js';
import { drawnScale, type PictureTextures } from './picture-textures.js';
import { itemFragmentShader, itemVertexShader } from './shaders.js';

/** What is drawn into. `framebuffer` null: the canvas, whose first row is the lowest (`isUpwards`). */
export interface Surface {
  readonly framebuffer: WebGLFramebuffer | null;
  readonly width: number;
  readonly height: number;
  readonly isUpwards: boolean;
}

const wholePart = { left: 0, top: 0, right: 1, bottom: 1 };

/** Paints placed pictures onto a surface, one after the other. */
export class ItemPainter {
  readonly #gl: WebGL2RenderingContext;
  readonly #textures: PictureTextures;
  readonly #program: GlProgram;
  #surface: Surface = { framebuffer: null, width: 1, height: 1, isUpwards: true };
  #backdrop: { readonly texture: WebGLTexture; width: number; height: number } | null = null;

  constructor(gl: WebGL2RenderingContext, textures: PictureTextures) {
    this.#gl = gl;
    this.#textures = textures;
    this.#program = new GlProgram(gl, itemVertexShader, itemFragmentShader);
  }

  /** What follows goes onto this surface, inside of `clip`. */
  begin(surface: Surface, clip: Rect): void {
    const gl = this.#gl;
    this.#surface = surface;
    gl.bindFramebuffer(gl.FRAMEBUFFER, surface.framebuffer);
    gl.viewport(0, 0, surface.width, surface.height);
    gl.enable(gl.SCISSOR_TEST);
    const bottom = surface.isUpwards ? surface.height - clip.y - clip.height : clip.y;
    gl.scissor(clip.x, bottom, clip.width, clip.height);
  }

  /** One item; `ready`: its picture as it was prepared (part and effects are done), in place of its own. */
  paint(item: DrawItem, ready?: WebGLTexture): void {
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0);
    if (ready === undefined) {
      const scale = drawnScale(item.picture, item.rect, item.part);
      this.#textures.bind(item.sourceId, item.picture, scale);
      this.#draw(item, item.part, item.picture.shift, item.effects, imageSize(item.picture.image));
    } else {
      gl.bindTexture(gl.TEXTURE_2D, ready);
      this.#draw(item, wholePart, { u: 0, v: 0 }, null, item.rect);
    }
  }

  /** A whole texture, upright. */
  paintTexture(texture: WebGLTexture, rect: Rect, opacity: number): void {
    this.#gl.activeTexture(this.#gl.TEXTURE0);
    this.#gl.bindTexture(this.#gl.TEXTURE_2D, texture);
    const upright = { rect, opacity, rotationRadians: 0, blend: 'normal', cornerRadius: 0 } as const;
    this.#draw(upright, wholePart, { u: 0, v: 0 }, null, rect);
  }

  #draw(
    item: Pick<DrawItem, 'rect' | 'rotationRadians' | 'opacity' | 'blend' | 'cornerRadius'>,
    part: DrawItem['part'],
    shift: { readonly u: number; readonly v: number },
    effects: Effects | null,
    size: { readonly width: number; readonly height: number },
  ): void {
    const gl = this.#gl;
    const program = this.#program;
    const { rect } = item;
    const mixing = item.blend === 'lighten' ? 1 : item.blend === 'darken' ? 2 : 0;
    if (mixing > 0) this.#copyBackdrop();
    program.use();
    gl.uniform1i(program.at('picture'), 0);
    gl.uniform1i(program.at('backdrop'), 1);
    gl.uniform2f(program.at('centre'), rect.x + rect.width / 2, rect.y + rect.height / 2);
    gl.uniform2f(program.at('halfSize'), rect.width / 2, rect.height / 2);
    gl.uniform2f(program.at('turn'), Math.cos(item.rotationRadians), Math.sin(item.rotationRadians));
    gl.uniform2f(program.at('canvas'), this.#surface.width, this.#surface.height);
    gl.uniform1f(program.at('upwards'), this.#surface.isUpwards ? -1 : 1);
    gl.uniform4f(program.at('part'), part.left, part.top, part.right, part.bottom);
    // half a texel inside: what was cropped away does not shine through at the edge
    const [x, y] = [0.5 / size.width, 0.5 / size.height];
    const [left, right] = [Math.min(part.left, part.right), Math.max(part.left, part.right)];
    gl.uniform4f(program.at('bounds'), left + x, part.top + y, right - x, part.bottom - y);
    gl.uniform2f(program.at('shift'), shift.u, shift.v);
    gl.uniform1f(program.at('radius'), item.cornerRadius);
    gl.uniform1f(program.at('opacity'), item.opacity);
    gl.uniform1i(program.at('mixing'), mixing);
    this.#setEffects(effects);
    this.#setBlend(item.blend);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  #setEffects(effects: Effects | null): void {
    const gl = this.#gl;
    const program = this.#program;
    const key = effects?.chromaKey ?? null;
    gl.uniform1i(program.at('hasKey'), key === null ? 0 : 1);
    if (key !== null) {
      const [red, green, blue] = parseColour(key.colour);
      const [u, v] = chromaOf(red, green, blue);
      gl.uniform2f(program.at('keyChroma'), u, v);
      gl.uniform3f(program.at('keyRange'), key.similarity, key.smoothness, key.spill);
    }
    const colour = effects?.colour ?? null;
    gl.uniform1i(program.at('hasColour'), colour === null ? 0 : 1);
    if (colour === null) return;
    // rows are told, WebGL2 turns them into its columns
    gl.uniformMatrix3fv(program.at('colourMatrix'), true, colourMatrix(colour));
    gl.uniform3f(program.at('tone'), colour.brightness, colour.contrast, 1 / colour.gamma);
  }

  /** Of premultiplied colours on an opaque picture. Lighten and darken look at what is below by themselves. */
  #setBlend(blend: DrawItem['blend']): void {
    const gl = this.#gl;
    if (blend === 'lighten' || blend === 'darken') return gl.disable(gl.BLEND);
    gl.enable(gl.BLEND);
    switch (blend) {
      case 'normal':
        return gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      case 'add':
        return gl.blendFunc(gl.ONE, gl.ONE);
      case 'screen':
        return gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_COLOR);
      case 'multiply':
        return gl.blendFunc(gl.DST_COLOR, gl.ONE_MINUS_SRC_ALPHA);
    }
  }

  #copyBackdrop(): void {
    const gl = this.#gl;
    const { width, height } = this.#surface;
    gl.activeTexture(gl.TEXTURE1);
    if (this.#backdrop === null || this.#backdrop.width !== width || this.#backdrop.height !== height) {
      if (this.#backdrop !== null) gl.deleteTexture(this.#backdrop.texture);
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGB8, width, height);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
      this.#backdrop = { texture, width, height };
    }
    gl.bindTexture(gl.TEXTURE_2D, this.#backdrop.texture);
    gl.copyTexSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 0, 0, width, height);
    gl.activeTexture(gl.TEXTURE0);
  }
}
