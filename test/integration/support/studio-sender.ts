import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { feedToStudioSchema, type FeedHello, type FeedToStudio } from '../../../src/shared/feed.js';

/** What takes longer hangs. */
const hungMs = 90_000;

/** A `hello` as a studio says it. */
export function helloOf(more: Partial<FeedHello> = {}): FeedHello {
  return {
    type: 'hello',
    version: 1,
    studioId: randomUUID(),
    showId: randomUUID(),
    purpose: 'live',
    title: 'Tea',
    description: 'With milk\nand sugar',
    video: { codec: 'h264', width: 640, height: 360, fps: 15, bitrate: 400_000 },
    audio: { codec: 'opus', sampleRate: 48_000, channels: 2, bitrate: 128_000 },
    ...more,
  };
}

/** A session of the studio, as a browser gets it from the printed URL. */
export interface StudioSession {
  readonly origin: string;
  readonly host: string;
  readonly cookie: string;
}

/** Exchanges the token of a printed URL. */
export async function openSession(studioUrl: string): Promise<StudioSession> {
  const { origin, host, hash } = new URL(studioUrl);
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: new URLSearchParams(hash.slice(1)).get('token') }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`Expected a session, got ${answer.status}`);
  return { origin, host, cookie };
}

/** A studio that feeds an engine: a WebSocket, and an ffmpeg that makes live Matroska of a file at its own speed. */
export class StudioSender {
  readonly socket: WebSocket;
  readonly messages: FeedToStudio[] = [];
  sentBytes = 0;
  /** Code of the close; null while it is open. */
  closeCode: number | null = null;
  #source: ChildProcess | null = null;
  #wakers: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.messages.push(feedToStudioSchema.parse(JSON.parse(data.toString('utf8'))));
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#source?.kill('SIGKILL');
      this.#wake();
    });
    socket.on('error', () => undefined);
  }

  /** An open socket on which nothing was said. */
  static async open({ origin, host, cookie }: StudioSession): Promise<StudioSender> {
    const socket = new WebSocket(`ws://${host}/feed`, { headers: { origin, cookie } });
    await once(socket, 'open');
    return new StudioSender(socket);
  }

  /** A studio that may send. */
  static async ready(session: StudioSession, hello: FeedHello): Promise<StudioSender> {
    const sender = await StudioSender.open(session);
    sender.say(hello);
    await sender.until('ready');
    return sender;
  }

  /** A studio that sends this file over and over. `codec` of the picture: `copy`, or what ffmpeg shall encode it with. */
  static async sending(
    session: StudioSession,
    hello: FeedHello,
    file: string,
    codec: readonly string[] = ['copy'],
  ): Promise<StudioSender> {
    const sender = await StudioSender.ready(session, hello);
    sender.send(file, codec);
    return sender;
  }

  get takenBytes(): number {
    return this.messages.reduce((bytes, message) => (message.type === 'taken' ? message.bytes : bytes), 0);
  }

  say(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  send(file: string, codec: readonly string[] = ['copy']): void {
    const args = [
      ...['-v', 'error', '-nostdin', '-re', '-stream_loop', '-1', '-i', file, '-c:v', ...codec],
      ...['-c:a', 'libopus', '-b:a', '128k', '-ac', '2', '-f', 'matroska', '-live', '1'],
      ...['-cluster_time_limit', '30', '-flush_packets', '1', 'pipe:1'],
    ];
    const source = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#source = source;
    source.stdout.on('data', (chunk: Buffer) => {
      if (this.socket.readyState !== this.socket.OPEN) return;
      this.socket.send(chunk);
      this.sentBytes += chunk.length;
    });
  }

  /** The first message of this type, now or later. Rejects when the socket closes without one. */
  async until<T extends FeedToStudio['type']>(type: T): Promise<FeedToStudio & { type: T }> {
    return this.wait(`a message "${type}"`, () => {
      const found = this.messages.find((message): message is FeedToStudio & { type: T } => message.type === type);
      if (found === undefined && this.closeCode !== null) {
        throw new Error(`Expected "${type}", got ${JSON.stringify(this.messages)} and ${this.closeCode}`);
      }
      return found ?? null;
    });
  }

  /** The code with which the engine closes. */
  closed(): Promise<number> {
    return this.wait('the close', () => this.closeCode);
  }

  /** The first answer of `look` that is not null, now or at a later message. */
  async wait<T>(what: string, look: () => T | null): Promise<T> {
    const deadline = setTimeout(() => this.#wake(), hungMs);
    const endMs = performance.now() + hungMs;
    try {
      for (;;) {
        const found = look();
        if (found !== null) return found;
        if (performance.now() >= endMs) throw new Error(`Expected ${what}, got ${JSON.stringify(this.messages)}`);
        await new Promise<void>((resolve) => this.#wakers.push(resolve));
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Ends the show as a studio does: all that was encoded, then `end`. Resolves with the code of the close. */
  async end(): Promise<number> {
    await this.#stopSource('SIGTERM');
    this.say({ type: 'end' });
    return this.closed();
  }

  /** The socket breaks. */
  async cut(): Promise<void> {
    this.socket.terminate();
    await this.#stopSource('SIGKILL');
  }

  async #stopSource(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const source = this.#source;
    if (source === null || source.exitCode !== null || source.signalCode !== null) return;
    const closed = once(source, 'close');
    source.kill(signal);
    await closed;
  }

  #wake(): void {
    for (const wake of this.#wakers.splice(0)) wake();
  }
}
