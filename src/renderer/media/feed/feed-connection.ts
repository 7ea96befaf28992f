import type { ErrorCode } from '../../../shared/errors.js';
import {
  feedCloseCodes,
  feedLimits,
  feedToStudioSchema,
  type FeedFromStudio,
  type FeedHello,
} from '../../../shared/feed.js';

/** Why a connection is over. `broken`: it may be tried again at once. */
export type FeedEnd =
  | { readonly kind: 'broken' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly retryable: boolean }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'done' };

/** Between the socket's making and `ready`: the engine starts ffmpeg meanwhile. */
const readyMs = 20_000;
/** With bytes under way and nothing taken for so long, the engine hangs: it would have said so itself. */
const stalledMs = feedLimits.stalledMs + 5_000;
/** After `end` the engine packs what it has and closes; if it does not, we do. */
const endMs = 15_000;

/** One socket of the feed, from its making to its end, which is told once. Speaks src/shared/feed.ts. */
export class FeedConnection {
  readonly hello: FeedHello;
  readonly #socket: WebSocket;
  readonly #onReady: () => void;
  readonly #onEnd: (end: FeedEnd) => void;
  #timer: ReturnType<typeof setTimeout>;
  #isReady = false;
  #isEnding = false;
  #isOver = false;
  #sent = 0;
  #taken = 0;

  constructor(options: {
    readonly socket: WebSocket;
    readonly hello: FeedHello;
    readonly onReady: () => void;
    readonly onEnd: (end: FeedEnd) => void;
  }) {
    this.hello = options.hello;
    this.#socket = options.socket;
    this.#onReady = options.onReady;
    this.#onEnd = options.onEnd;
    this.#socket.binaryType = 'arraybuffer';
    this.#timer = setTimeout(() => this.#over({ kind: 'broken' }), readyMs);
    this.#socket.onopen = () => this.#tell(this.hello);
    this.#socket.onmessage = ({ data }) => this.#hear(data);
    this.#socket.onclose = ({ code }) => {
      const isDone = this.#isEnding && code === feedCloseCodes.done;
      this.#over({ kind: isDone ? 'done' : 'broken' });
    };
    // `close` always follows, and says no more
    this.#socket.onerror = () => undefined;
  }

  /** Bytes sent since `ready`. */
  get sent(): number {
    return this.#sent;
  }

  /** Bytes on their way to ffmpeg. */
  get untaken(): number {
    return this.#sent - this.#taken;
  }

  send(bytes: Uint8Array): void {
    if (this.#isOver || !this.#isReady) return;
    if (this.untaken === 0) this.#watch(stalledMs);
    for (let at = 0; at < bytes.byteLength; at += feedLimits.messageBytes) {
      // a copy: the muxer's buffer may be larger, or written again
      this.#socket.send(bytes.slice(at, at + feedLimits.messageBytes));
    }
    this.#sent += bytes.byteLength;
  }

  /** All is sent: says so and waits for the engine to close. */
  end(): void {
    if (this.#isOver) return;
    if (!this.#isReady) return this.#over({ kind: 'done' });
    this.#isEnding = true;
    this.#tell({ type: 'end' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#over({ kind: 'done' }), endMs);
  }

  /** Gives it up. */
  drop(): void {
    this.#over({ kind: 'broken' });
  }

  #tell(message: FeedFromStudio): void {
    this.#socket.send(JSON.stringify(message));
  }

  #hear(data: unknown): void {
    if (this.#isOver) return;
    const message = feedToStudioSchema.safeParse(typeof data === 'string' ? parsed(data) : null);
    // a newer engine may say more
    if (!message.success) return;
    switch (message.data.type) {
      case 'ready':
        if (this.#isReady) return;
        this.#isReady = true;
        clearTimeout(this.#timer);
        return this.#onReady();
      case 'taken':
        this.#taken = Math.min(this.#sent, Math.max(this.#taken, message.data.bytes));
        if (!this.#isEnding) this.#watch(this.untaken > 0 ? stalledMs : null);
        return;
      case 'refused': {
        const { code, retryable } = message.data;
        return this.#over({ kind: 'refused', code, retryable });
      }
      case 'replaced':
        return this.#over({ kind: 'replaced' });
    }
  }

  #watch(forMs: number | null): void {
    clearTimeout(this.#timer);
    if (forMs !== null) this.#timer = setTimeout(() => this.#over({ kind: 'broken' }), forMs);
  }

  #over(end: FeedEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket.onclose = null;
    this.#socket.onmessage = null;
    this.#socket.onopen = null;
    // 1000: an ordinary end; while it is opening it is given up
    this.#socket.close(1000);
    this.#onEnd(end);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
