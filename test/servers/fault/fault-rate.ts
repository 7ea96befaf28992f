interface Slice {
  readonly chunk: Buffer;
  readonly deliver: (chunk: Buffer) => void;
}

/** Bytes that go out at once: small enough that connections share the line, large enough to cost no time. */
const sliceBytes = 8 * 1024;

/**
 * One direction of a line of a given rate, shared by all connections in turn. When a slice is through follows from the one
 * before and not from when its timer fired, so that late timers do not make the line slower.
 */
export class FaultRate {
  readonly #queues = new Map<object, Slice[]>();
  #bitsPerSecond: number | null = null;
  #freeAtMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #isPumping = false;
  #bytes = 0;

  /** Bytes that went through. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Null: as fast as it goes. */
  setRate(bitsPerSecond: number | null): void {
    if (bitsPerSecond === this.#bitsPerSecond) return;
    this.#bitsPerSecond = bitsPerSecond;
    this.#freeAtMs = performance.now();
    this.#pump();
  }

  /** Passes the bytes on to `deliver` when the line has carried them, slice by slice. None: when it is their turn. */
  send(connection: object, chunk: Buffer, deliver: (chunk: Buffer) => void): void {
    if (this.#queues.size === 0) this.#freeAtMs = Math.max(this.#freeAtMs, performance.now());
    const queue = this.#queues.get(connection) ?? [];
    this.#queues.set(connection, queue);
    const step = this.#bitsPerSecond === null ? Math.max(chunk.length, 1) : sliceBytes;
    let at = 0;
    do {
      queue.push({ chunk: chunk.subarray(at, at + step), deliver });
      at += step;
    } while (at < chunk.length);
    if (this.#timer === null) this.#pump();
  }

  /** Forgets what a connection still wanted to send. */
  drop(connection: object): void {
    this.#queues.delete(connection);
  }

  #pump(): void {
    // a delivery may send more: the loop below finds it
    if (this.#isPumping) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isPumping = true;
    for (let waitMs = 0; waitMs <= 0;) waitMs = this.#deliverNext();
    this.#isPumping = false;
  }

  /** One slice of the connection whose turn it is. Returns how long to wait, milliseconds; infinite: until more is sent. */
  #deliverNext(): number {
    const [next] = this.#queues;
    if (next === undefined) return Infinity;
    const [connection, queue] = next;
    const [slice] = queue;
    if (slice !== undefined) {
      const costMs = this.#bitsPerSecond === null ? 0 : (slice.chunk.length * 8000) / this.#bitsPerSecond;
      const waitMs = costMs === 0 ? 0 : this.#freeAtMs + costMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => {
          this.#pump();
        }, Math.ceil(waitMs));
        return waitMs;
      }
      queue.shift();
      this.#freeAtMs += costMs;
      this.#bytes += slice.chunk.length;
      slice.deliver(slice.chunk);
    }
    // the next connection's turn; a dropped one does not come back
    if (this.#queues.get(connection) === queue) {
      this.#queues.delete(connection);
      if (queue.length > 0) this.#queues.set(connection, queue);
    }
    return 0;
  }
}
