import { spawn, type ChildProcess } from 'node:child_process';

/** An ffmpeg of the benchmark's own: not the product's. */
export class Ffmpeg {
  readonly pid: number;
  /** Resolves at its end with its status; rejects when it could not be started. */
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #stderr = '';

  constructor(args: readonly string[]) {
    this.#child = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', resolve);
    });
    this.pid = this.#child.pid ?? 0;
  }

  /** Waits for its end. Throws with its own words when that is not a good one. */
  async done(): Promise<void> {
    const code = await this.ended;
    if (code !== 0) throw new Error(`Expected ffmpeg to end well, got ${String(code)}: ${this.#stderr.slice(-2000)}`);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

const quiet = ['-hide_banner', '-v', 'error', '-nostdin', '-y'];

/** Pushes a file as an encoder would: in its own time, untouched. */
export function pushFile(file: string, url: string, { loops = 0 } = {}): Ffmpeg {
  const loop = loops === 0 ? [] : ['-stream_loop', String(loops)];
  return new Ffmpeg([...quiet, ...loop, '-re', '-i', file, '-c', 'copy', '-f', 'flv', url]);
}

/** What a streamer's encoder sends: H.264 with a 2 s GOP and no B-frames, AAC at 48 kHz. `kbits`: of the picture. */
export interface SourceOptions {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly kbits: number;
}

/** Makes a source of 30 fps: moving patterns under fresh noise, so that it takes the bits it is given. */
export async function makeSource(file: string, { width, height, seconds, kbits }: SourceOptions): Promise<void> {
  const size = `${width}x${height}`;
  const picture = `testsrc2=size=${size}:rate=30:duration=${seconds},noise=alls=12:allf=t,format=yuv420p`;
  const sound = `sine=frequency=440:sample_rate=48000:duration=${seconds}`;
  const rate = ['-b:v', `${kbits}k`, '-maxrate', `${kbits}k`, '-bufsize', `${kbits}k`];
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'high', ...rate];
  const gop = ['-g', '60', '-keyint_min', '60', '-sc_threshold', '0'];
  const audio = ['-c:a', 'aac', '-b:a', '128k', '-ac', '2'];
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound];
  await new Ffmpeg([...quiet, ...inputs, ...video, ...gop, ...audio, '-f', 'flv', file]).done();
}
