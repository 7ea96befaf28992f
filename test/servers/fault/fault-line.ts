import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { FaultRate } from './fault-rate.js';

/** Bytes of one connection that may wait for the line: enough that it is never idle while somebody has something to send. */
const windowBytes = 256 * 1024;

/** A client's connection behind the line: both directions at the line's rate, or into a black hole. */
export class FaultLine extends Duplex {
  readonly #socket: Socket;
  readonly #up: FaultRate;
  readonly #down: FaultRate;
  #waitingUp = 0;
  #waitingDown = 0;
  #heldWrite: (() => void) | null = null;
  #isBlack = false;

  constructor(socket: Socket, up: FaultRate, down: FaultRate) {
    super();
    this.#socket = socket;
    this.#up = up;
    this.#down = down;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      if (this.#isBlack) return;
      this.#waitingUp += chunk.length;
      up.send(this, chunk, (slice) => {
        this.#waitingUp -= slice.length;
        if (!this.destroyed) this.push(slice);
        this.#balanceReading();
      });
      this.#balanceReading();
    });
    socket.once('end', () => {
      if (this.#isBlack) this.destroy();
      else up.send(this, Buffer.alloc(0), () => this.push(null));
    });
    socket.on('drain', () => {
      this.#balanceWriting();
    });
    // a connection that breaks is everyday here
    socket.on('error', () => undefined);
    socket.once('close', () => this.destroy());
  }

  /** From now on nothing that comes is answered, for good: what was swallowed cannot come back. */
  blacken(): void {
    this.#isBlack = true;
    this.#up.drop(this);
    this.#down.drop(this);
    this.#socket.resume();
  }

  /** Ends it as a broken line does: with a reset. */
  reset(): void {
    this.#socket.resetAndDestroy();
    this.destroy();
  }

  override _read(): void {
    this.#balanceReading();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // what is written into a black hole is never done
    if (this.#isBlack) return;
    this.#waitingDown += chunk.length;
    this.#heldWrite = done;
    this.#down.send(this, chunk, (slice) => {
      this.#waitingDown -= slice.length;
      this.#socket.write(slice);
      this.#balanceWriting();
    });
    this.#balanceWriting();
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#isBlack) return;
    this.#down.send(this, Buffer.alloc(0), () => {
      this.#socket.end();
      done();
    });
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#up.drop(this);
    this.#down.drop(this);
    this.#socket.destroy();
    done(error);
  }

  #balanceReading(): void {
    if (this.#isBlack || this.destroyed) return;
    if (this.#waitingUp + this.readableLength > windowBytes) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }

  #balanceWriting(): void {
    if (this.#isBlack || this.#waitingDown + this.#socket.writableLength > windowBytes) return;
    const done = this.#heldWrite;
    this.#heldWrite = null;
    done?.();
  }
}
