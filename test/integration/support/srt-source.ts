import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';

/** A sender that waits for callers by SRT and sends each of them a file at its own speed, one after the other. */
export class SrtSource {
  readonly url: string;
  #child: ChildProcess | null = null;
  #isStopping = false;
  #ended: Promise<void> = Promise.resolve();

  private constructor(port: number) {
    this.url = `srt://127.0.0.1:${port}`;
  }

  static async start(file: string): Promise<SrtSource> {
    const source = new SrtSource(await freeUdpPort());
    source.#ended = source.#serve(file);
    return source;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  async #serve(file: string): Promise<void> {
    while (!this.#isStopping) {
      const args = [
        '-v',
        'error',
        '-nostdin',
        '-re',
        '-i',
        file,
        '-c',
        'copy',
        '-f',
        'mpegts',
        `${this.url}?mode=listener`,
      ];
      const child = spawn('ffmpeg', args, { stdio: 'ignore' });
      this.#child = child;
      await new Promise((resolve) => child.once('close', resolve));
    }
  }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
