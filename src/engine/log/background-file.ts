import { closeSync, fstatSync, write, writeSync } from 'node:fs';

/** What waits to be written while the disk does not answer; beyond it lines are dropped rather than memory filled. */
const maxWaitingBytes = 1024 * 1024;
/** How long a flush waits for what is being written at that moment. */
const patienceMs = 500;
const pollMs = 1;

interface UnderWay {
  readonly bytes: Buffer;
  /** The file's size once it is written. */
  readonly endsAt: number;
  /** A flush has seen it arrive: its own word is not needed any more. */
  isSettled: boolean;
}

/**
 * Appends to an open file in the background, in order: one write at a time, what comes meanwhile goes together in the next. `flush` is
 * for the moment before the process ends: when it returns, everything is in the file. A disk that is full or gone costs
 * lines and is tried again with the next one.
 */
export class BackgroundFile {
  readonly #fd: number;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #underWay: UnderWay | null = null;
  #isClosed = false;

  /** Takes the descriptor over: opened for appending, and by nobody else at the same time. */
  constructor(fd: number) {
    this.#fd = fd;
  }

  append(text: string): void {
    if (this.#isClosed || this.#waitingBytes > maxWaitingBytes) return;
    this.#waiting.push(text);
    this.#waitingBytes += text.length;
    this.#pump();
  }

  /** Writes what waits, at once. */
  flush(): void {
    try {
      this.#awaitUnderWay();
      const rest = this.#takeWaiting();
      for (let at = 0; at < rest.length;) at += writeSync(this.#fd, rest, at);
    } catch {
      // full or gone disk: there is no place left to say so
    }
  }

  /** Writes what waits and closes. */
  close(): void {
    if (this.#isClosed) return;
    this.flush();
    this.#isClosed = true;
    if (this.#underWay === null || this.#underWay.isSettled) closeSync(this.#fd);
  }

  #pump(): void {
    if (this.#underWay !== null || this.#waiting.length === 0) return;
    const bytes = this.#takeWaiting();
    let underWay: UnderWay;
    try {
      underWay = { bytes, endsAt: fstatSync(this.#fd).size + bytes.length, isSettled: false };
    } catch {
      this.#putBack(bytes);
      return;
    }
    this.#underWay = underWay;
    write(this.#fd, bytes, (error, written) => {
      this.#underWay = null;
      const rest = error === null ? bytes.subarray(written) : bytes;
      if (!underWay.isSettled && rest.length > 0) this.#putBack(rest);
      if (this.#isClosed && !underWay.isSettled) closeSync(this.#fd);
      else if (error === null) this.#pump();
    });
  }

  /** The write goes on in a thread of its own while this one sleeps. */
  #awaitUnderWay(): void {
    const underWay = this.#underWay;
    if (underWay === null || underWay.isSettled) return;
    const sleeper = new Int32Array(new SharedArrayBuffer(4));
    const untilMs = performance.now() + patienceMs;
    while (fstatSync(this.#fd).size < underWay.endsAt && performance.now() < untilMs) {
      Atomics.wait(sleeper, 0, 0, pollMs);
    }
    underWay.isSettled = fstatSync(this.#fd).size >= underWay.endsAt;
  }

  #takeWaiting(): Buffer {
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#waitingBytes = 0;
    return bytes;
  }

  #putBack(bytes: Buffer): void {
    this.#waiting.unshift(bytes.toString());
    this.#waitingBytes += bytes.length;
  }
}
