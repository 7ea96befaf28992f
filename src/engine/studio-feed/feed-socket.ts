import type { RawData, WebSocket } from 'ws';
import type { ErrorCode } from '../../shared/errors.js';
import {
  feedCloseCodes,
  feedFromStudioSchema,
  feedLimits,
  type FeedFromStudio,
  type FeedHello,
  type FeedToStudio,
} from '../../shared/feed.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import { TakenReport } from './taken-report.js';

/** A `hello` is a few kilobytes. */
const textBytes = 64 * 1024;

/** Whom what comes is for. */
export interface FeedListener {
  /** The next bytes of the Matroska stream. */
  onBytes(chunk: Buffer): void;
  /** There are no more. */
  onEnd(): void;
  /** The socket is closed, and no `end` was said. */
  onBroken(): void;
}

export interface FeedSocketDeps {
  readonly socket: WebSocket;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onHello: (hello: FeedHello, from: FeedSocket) => void;
}

/**
 * One studio's socket: speaks the protocol of shared/feed.ts, and closes on whoever does not. Nothing is read between `hello`
 * and `listen`, nor while `setFlowing(false)` holds: the studio's own kernel buffers fill up then.
 */
export class FeedSocket {
  readonly #deps: FeedSocketDeps;
  readonly #taken: TakenReport;
  #listener: FeedListener | null = null;
  #stage: 'greeting' | 'greeted' | 'ended' | 'over' = 'greeting';
  /** What had been read already when reading was stopped behind `hello`. */
  #early: Buffer[] = [];
  readonly #cancelHello: () => void;

  constructor(deps: FeedSocketDeps) {
    this.#deps = deps;
    const { socket, clock } = deps;
    this.#taken = new TakenReport({ clock, tell: (bytes) => this.#send({ type: 'taken', bytes }) });
    this.#cancelHello = clock.after(feedLimits.helloMs, () => this.#misbehaved('no hello in time'));
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('close', () => this.#onClose());
  }

  /** Nothing more comes from it: it broke, or was refused. */
  get isOver(): boolean {
    return this.#stage === 'over';
  }

  /** Tells the studio to send, and gives what comes to this listener. */
  listen(listener: FeedListener): void {
    this.#listener = listener;
    this.#send({ type: 'ready' });
    this.setFlowing(true);
    for (const chunk of this.#early.splice(0)) listener.onBytes(chunk);
    if (this.#stage === 'ended') listener.onEnd();
    else if (this.#stage === 'over') listener.onBroken();
  }

  setFlowing(isFlowing: boolean): void {
    const { socket } = this.#deps;
    // what is closing is read to its end: the other side's good-bye is in there
    if (isFlowing || this.#stage === 'over') socket.resume();
    else socket.pause();
  }

  /** ffmpeg was given so many bytes more. */
  took(bytes: number): void {
    if (this.#stage !== 'over') this.#taken.add(bytes);
  }

  refuse(code: ErrorCode, retryable: boolean): void {
    this.#close(feedCloseCodes.refused, { type: 'refused', code, retryable });
  }

  replaced(): void {
    this.#close(feedCloseCodes.replaced, { type: 'replaced' });
  }

  /** All that came is packed. */
  done(): void {
    this.#taken.flush();
    this.#close(feedCloseCodes.done);
  }

  goAway(): void {
    this.#close(feedCloseCodes.engineStops);
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (this.#stage === 'over') return;
    const bytes = toBuffer(data);
    if (!isBinary) return this.#onText(bytes);
    if (this.#stage !== 'greeted') return this.#misbehaved('bytes at the wrong time');
    if (this.#listener === null) this.#early.push(bytes);
    else this.#listener.onBytes(bytes);
  }

  #onText(bytes: Buffer): void {
    const message = bytes.length > textBytes ? null : parse(bytes.toString('utf8'));
    if (message === null) return this.#misbehaved('text that is no message');
    if (message.type === 'hello' && this.#stage === 'greeting') {
      this.#cancelHello();
      this.#stage = 'greeted';
      this.setFlowing(false);
      this.#deps.onHello(message, this);
    } else if (message.type === 'end' && this.#stage === 'greeted') {
      this.#stage = 'ended';
      this.#listener?.onEnd();
    } else this.#misbehaved(`${message.type} at the wrong time`);
  }

  #misbehaved(what: string): void {
    if (this.#stage === 'over') return;
    this.#deps.logger.warn({ what }, 'a feed was refused');
    this.refuse('input.invalid', false);
    this.#listener?.onBroken();
  }

  #onClose(): void {
    this.#cancelHello();
    const isBroken = this.#stage === 'greeted';
    // behind an `end` nothing is missing
    if (this.#stage !== 'ended') this.#stage = 'over';
    if (isBroken) this.#listener?.onBroken();
  }

  #close(code: number, last?: FeedToStudio): void {
    if (this.#stage === 'over') return;
    this.#cancelHello();
    if (last !== undefined) this.#send(last);
    this.#stage = 'over';
    this.#early = [];
    this.setFlowing(true);
    this.#deps.socket.close(code);
  }

  #send(message: FeedToStudio): void {
    const { socket } = this.#deps;
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  }
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

function parse(text: string): FeedFromStudio | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // told as what it is by the caller
  }
  const parsed = feedFromStudioSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
