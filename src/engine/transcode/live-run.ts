import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';
import type { Logger } from '../log/logger.js';
import type { OwnedProcess } from '../process/owned-process.js';
import { ProgressParser } from './progress-parser.js';
import type { TranscodeProgress, TranscodeRun } from './transcoder.js';

/** From `q` to SIGTERM. ffmpeg looks at the keyboard ten times a second, but not while it waits for a silent source. */
const quitDelayMs = 1500;
/** From there to a second SIGTERM, which takes it out of that wait; the owner's SIGKILL comes last. */
const secondTermDelayMs = 1000;

type Output = TranscodeRun['outputs'][number];

/** A run whose ffmpeg has been started. Owns the child, its progress and the ends of its outputs. */
export class LiveRun implements TranscodeRun {
  readonly exited: TranscodeRun['exited'];
  readonly #child: OwnedProcess;
  readonly #logger: Logger;
  readonly #listeners = new Set<(progress: TranscodeProgress) => void>();
  readonly #outputs: Output[] = [];
  #stopping: Promise<void> | null = null;

  constructor({ child, logger }: { child: OwnedProcess; logger: Logger }) {
    this.#child = child;
    this.#logger = logger;
    this.exited = child.exited.then((exit) => ({
      ...exit,
      asked: exit.asked || this.#stopping !== null,
      stderrTail: child.stderrTail(),
    }));
    // Writing to a child that has just ended is no fault of ours.
    child.stdin?.on('error', (error) => logger.debug({ error: error.message }, 'The input of ffmpeg was closed'));
    if (child.stdout !== null) this.#readProgress(child.stdout);
  }

  get outputs(): readonly Output[] {
    return this.#outputs;
  }

  /** Takes over the connection of one output. */
  addOutput(name: string, kind: Output['kind'], stream: Socket): void {
    // A killed ffmpeg resets its connections: that ends the stream, and `exited` says why.
    stream.on('error', (error) => this.#logger.debug({ output: name, error: error.message }, 'An output was cut'));
    this.#outputs.push({ name, kind, stream });
  }

  onProgress(listener: (progress: TranscodeProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    // ffmpeg can only end once it has written what it holds: what nobody reads is thrown away.
    for (const { stream } of this.#outputs) {
      if (stream.readableFlowing === null && stream.listenerCount('readable') === 0) stream.resume();
    }
    const timers = [
      setTimeout(() => void this.#child.stop(), quitDelayMs),
      setTimeout(() => this.#signalAgain(), quitDelayMs + secondTermDelayMs),
    ];
    this.#child.stdin?.end('q');
    await this.#child.exited;
    timers.forEach((timer) => clearTimeout(timer));
  }

  #signalAgain(): void {
    // On Windows a signal is a hard end, which the owner has given it already.
    if (process.platform === 'win32') return;
    try {
      process.kill(this.#child.pid, 'SIGTERM');
    } catch (thrown) {
      this.#logger.debug({ error: String(thrown) }, 'ffmpeg had ended');
    }
  }

  #readProgress(stdout: NonNullable<OwnedProcess['stdout']>): void {
    const parser = new ProgressParser(() => performance.now());
    createInterface({ input: stdout }).on('line', (line) => {
      const progress = parser.push(line);
      if (progress !== null) for (const listener of this.#listeners) listener(progress);
    });
  }
}
