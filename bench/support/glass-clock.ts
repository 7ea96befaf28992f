import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Bits of the time that is shown, and of its check: a picture that was decoded badly must not be taken for a time. */
export const timeBits = 24;
export const checkBits = 8;
const cells = timeBits + checkBits;

/** Encoder of a streamer: what it shows, and how. */
export interface GlassProgramme {
  /** Played over and over behind the clock; 30 pictures a second. */
  readonly picture: string;
  readonly width: number;
  readonly height: number;
  readonly kbits: number;
  readonly keyframeSeconds: number;
  readonly pushUrl: string;
}

const fps = 30;

/** The lowest bits of a time, and a sum of its bytes: what one picture shows. `atMs`: epoch. */
export function cellsOf(atMs: number): boolean[] {
  const time = Math.floor(atMs) % 2 ** timeBits;
  const check = ((time & 0xff) + ((time >> 8) & 0xff) * 3 + ((time >> 16) & 0xff) * 7 + 0x5a) & 0xff;
  const bits = (value: number, count: number): boolean[] =>
    Array.from({ length: count }, (_, index) => ((value >> index) & 1) === 1);
  return [...bits(time, timeBits), ...bits(check, checkBits)];
}

/**
 * A live encoder (ffmpeg, x264) that pushes a programme whose every picture shows, as black and white fields along its top,
 * when it was made: it is drawn at that moment, composed and encoded after it, as a camera's would be.
 */
export class GlassClock {
  readonly #child: ChildProcess;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #ended: Promise<unknown>;
  #stderr = '';
  #isStopped = false;

  constructor(programme: GlassProgramme) {
    const { picture, width, height, kbits, keyframeSeconds, pushUrl } = programme;
    const fieldHeight = Math.round(height / 18 / 2) * 2;
    const gop = String(Math.round(keyframeSeconds * fps));
    const rate = ['-b:v', `${kbits}k`, '-maxrate', `${kbits}k`, '-bufsize', `${kbits / 2}k`];
    this.#child = spawn(
      'ffmpeg',
      [
        ...['-hide_banner', '-v', 'error', '-fflags', 'nobuffer', '-probesize', '32', '-analyzeduration', '0'],
        ...['-f', 'rawvideo', '-pixel_format', 'gray', '-video_size', `${cells}x1`, '-framerate', String(fps)],
        ...[
          '-i',
          'pipe:0',
          '-stream_loop',
          '-1',
          '-i',
          picture,
          '-f',
          'lavfi',
          '-i',
          'sine=frequency=440:sample_rate=48000',
        ],
        '-filter_complex',
        `[0:v]scale=${width}:${fieldHeight}:flags=neighbor,format=yuv420p[clock];[1:v][clock]overlay=0:0,format=yuv420p[out]`,
        ...['-map', '[out]', '-map', '2:a', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', ...rate],
        ...['-g', gop, '-keyint_min', gop, '-sc_threshold', '0', '-c:a', 'aac', '-b:a', '128k'],
        ...['-flush_packets', '1', '-f', 'flv', pushUrl],
      ],
      { stdio: ['pipe', 'ignore', 'pipe'] },
    );
    this.#ended = once(this.#child, 'close');
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#child.stdin?.on('error', () => undefined);
    let shown = 0;
    const startMs = performance.now();
    this.#timer = setInterval(() => {
      const due = Math.floor(((performance.now() - startMs) * fps) / 1000);
      for (; shown < due; shown += 1) {
        this.#child.stdin?.write(Buffer.from(cellsOf(Date.now()).map((isSet) => (isSet ? 235 : 16))));
      }
    }, 4);
    void this.#ended.then(() => {
      clearInterval(this.#timer);
      if (!this.#isStopped) console.error(`the encoder ended: ${this.#stderr.slice(-1000)}`);
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3_000);
    await this.#ended;
    clearTimeout(timer);
  }
}
