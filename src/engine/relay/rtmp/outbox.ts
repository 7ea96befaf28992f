import type { Writable } from 'node:stream';

/** What one writev hands over: small enough that a slow line is seen to move, large enough to be cheap. */
const BATCH_BYTES = 64 * 1024;

/**
 * What waits for a socket. It hands over one batch at a time, so that progress shows while a long queue drains. Nothing here
 * is bounded: whoever fills it looks at `unsentBytes`.
 */
export class Outbox {
  readonly #socket: Writable;
  #queue: Buffer[] = [];
  #next = 0;
  #queuedBytes = 0;
  #inFlightBytes = 0;
  #takenBytes = 0;
  #lastProgressAtMs = performance.now();
  #isOver = false;
  #onEmpty: (() => void) | null = null;

  constructor(socket: Writable) {
    this.#socket = socket;
  }

  /** What the socket has not taken yet. */
  get unsentBytes(): number {
    return this.#queuedBytes + this.#inFlightBytes;
  }

  /** What the socket has taken in all. */
  get takenBytes(): number {
    return this.#takenBytes;
  }

  /** Monotonic time at which the socket last took something, or had nothing to take. */
  get lastProgressAtMs(): number {
    return this.#lastProgressAtMs;
  }

  /** Queues; the buffers must not change any more. Never waits, never throws. */
  write(buffers: readonly Buffer[]): void {
    if (this.#isOver) return;
    if (this.unsentBytes === 0) this.#lastProgressAtMs = performance.now();
    for (const buffer of buffers) {
      this.#queue.push(buffer);
      this.#queuedBytes += buffer.length;
    }
    if (this.#inFlightBytes === 0) this.#pump();
  }

  /** Resolves once all is taken, or nothing will be any more. */
  async emptied(): Promise<void> {
    if (this.unsentBytes === 0 || this.#isOver) return;
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
  }

  /** Lets go of what waits. */
  discard(): void {
    this.#isOver = true;
    this.#queue = [];
    this.#next = 0;
    this.#queuedBytes = 0;
    this.#inFlightBytes = 0;
    this.#onEmpty?.();
  }

  #pump(): void {
    const batch: Buffer[] = [];
    let bytes = 0;
    while (bytes < BATCH_BYTES) {
      const buffer = this.#queue[this.#next];
      if (buffer === undefined) break;
      this.#next += 1;
      batch.push(buffer);
      bytes += buffer.length;
    }
    if (this.#next >= 1_024 || this.#next === this.#queue.length) {
      this.#queue.splice(0, this.#next);
      this.#next = 0;
    }
    if (bytes === 0) return;
    this.#queuedBytes -= bytes;
    this.#inFlightBytes = bytes;
    const last = batch.length - 1;
    this.#socket.cork();
    batch.forEach((buffer, index) => {
      if (index < last) this.#socket.write(buffer);
      else this.#socket.write(buffer, (error) => this.#onTaken(bytes, error ?? null));
    });
    this.#socket.uncork();
  }

  #onTaken(bytes: number, error: Error | null): void {
    // The socket's own 'error' tells who has to know.
    if (this.#isOver || error !== null) return;
    this.#inFlightBytes = 0;
    this.#takenBytes += bytes;
    this.#lastProgressAtMs = performance.now();
    this.#pump();
    if (this.unsentBytes === 0) this.#onEmpty?.();
  }
}
