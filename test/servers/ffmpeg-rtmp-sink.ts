import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { readFlvTags } from './flv-file.js';

/** An ffmpeg that takes one RTMP publish and writes down what comes: a service that others wrote, in a process of its own. */
export class FfmpegRtmpSink {
  /** Without the key. */
  readonly url: string;
  /** Resolves at its real end. */
  readonly ended: Promise<void>;
  readonly #file: string;
  readonly #child: ChildProcess;
  #progress = '';

  private constructor(url: string, file: string, child: ChildProcess) {
    this.url = url;
    this.#file = file;
    this.#child = child;
    this.ended = new Promise((resolve) => child.once('close', () => resolve()));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#progress += text));
  }

  /** Listens soon; `file` is what it writes, an FLV. */
  static async start(file: string, key: string): Promise<FfmpegRtmpSink> {
    const url = `rtmp://127.0.0.1:${await freePort()}/live`;
    const input = ['-v', 'error', '-nostdin', '-y', '-copyts', '-listen', '1', '-i', `${url}/${key}`];
    const output = ['-c', 'copy', '-flvflags', 'no_duration_filesize', '-progress', 'pipe:1', '-stats_period', '0.2'];
    const child = spawn('ffmpeg', [...input, ...output, file], { stdio: ['ignore', 'pipe', 'ignore'] });
    return new FfmpegRtmpSink(url, file, child);
  }

  /** What it has written so far, bytes. */
  get writtenBytes(): number {
    return Number(/.*total_size=(\d+)/s.exec(this.#progress)?.[1] ?? 0);
  }

  /** SIGSTOP: its kernel goes on taking. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  /** SIGKILL. */
  async die(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** What it has taken, once it has ended; the end of H.264 that its muxer adds is not of it. */
  async tags(): Promise<{ type: number; timestampMs: number; sha: string }[]> {
    const tags = readFlvTags(await readFile(this.#file));
    return tags
      .filter(({ type, data }) => type !== 9 || data[1] !== 2)
      .map(({ type, timestampMs, data }) => {
        return { type, timestampMs, sha: createHash('sha1').update(data).digest('hex') };
      });
  }
}

/** A port that nobody has just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
