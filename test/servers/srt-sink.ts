import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';

/** A packet that came by SRT, as ffmpeg's framecrc prints it. */
export interface SrtPacket {
  readonly stream: number;
  readonly dts: number;
  readonly size: number;
  readonly crc: string;
}

/** Lines of framecrc, comments left out. */
export function readFramecrc(text: string): SrtPacket[] {
  return text
    .split('\n')
    .filter((line) => /^\d.*0x/.test(line))
    .map((line) => line.split(',').map((field) => field.trim()))
    .map(([stream, dts, , , size, crc]) => ({
      stream: Number(stream),
      dts: Number(dts),
      size: Number(size),
      crc: crc ?? '',
    }));
}

/** An ffmpeg that waits for one caller by SRT at a time, and for the next one when it has gone. */
export class SrtSink {
  readonly port: number;
  readonly url: string;
  /** What each of its callers has sent. */
  readonly calls: { text: string }[] = [];
  readonly #passphrase: string | null;
  #child: ChildProcess | null = null;
  #closed: Promise<void> = Promise.resolve();
  #isUp = false;

  private constructor(port: number, passphrase: string | null) {
    this.port = port;
    this.url = `srt://127.0.0.1:${port}`;
    this.#passphrase = passphrase;
  }

  static async start(options: { readonly passphrase?: string } = {}): Promise<SrtSink> {
    const sink = new SrtSink(await freeUdpPort(), options.passphrase ?? null);
    sink.comeBack();
    return sink;
  }

  comeBack(): void {
    this.#isUp = true;
    this.#closed = this.#serve();
  }

  /** Hangs up and is gone: with SIGKILL without a word to the caller. */
  async die(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#isUp = false;
    this.#child?.kill(signal);
    await this.#closed;
  }

  /** Stands still, with its connection open. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  packets(call: number): SrtPacket[] {
    return readFramecrc(this.calls[call]?.text ?? '');
  }

  async #serve(): Promise<void> {
    while (this.#isUp) {
      const call = { text: '' };
      const secret = this.#passphrase === null ? [] : ['-passphrase', this.#passphrase];
      const input = [...secret, '-analyzeduration', '1000000', '-f', 'mpegts', '-i', `${this.url}?mode=listener`];
      const output = ['-c', 'copy', '-copyts', '-flush_packets', '1', '-f', 'framecrc', 'pipe:1'];
      const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', ...input, ...output], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      this.#child = child;
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (call.text === '') this.calls.push(call);
        call.text += text;
      });
      await new Promise((resolve) => child.once('close', resolve));
    }
  }
}

/** A port that nobody has by UDP just now. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
