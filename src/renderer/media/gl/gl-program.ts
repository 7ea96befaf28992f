import { AppError } from '../../../shared/errors.js';

/** A linked program; its uniforms are looked up once. */
export class GlProgram {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #places = new Map<string, WebGLUniformLocation | null>();

  /** Throws AppError `internal` when the driver does not take the shaders; a lost context takes everything. */
  constructor(gl: WebGL2RenderingContext, vertex: string, fragment: string) {
    this.#gl = gl;
    this.#program = gl.createProgram();
    for (const [type, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(type);
      if (shader === null) continue; // the context is lost: the next draw says so
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(this.#program, shader);
      gl.deleteShader(shader);
    }
    gl.linkProgram(this.#program);
    if (gl.getProgramParameter(this.#program, gl.LINK_STATUS) === false && !gl.isContextLost()) {
      throw new AppError('internal', `Expected a linked program, got ${gl.getProgramInfoLog(this.#program) ?? '?'}`);
    }
  }

  use(): void {
    this.#gl.useProgram(this.#program);
  }

  /** Where a uniform is set; null where the driver has optimised it away, which WebGL ignores. */
  at(name: string): WebGLUniformLocation | null {
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.#gl.getUniformLocation(this.#program, name);
      this.#places.set(name, place);
    }
    return place;
  }
}
