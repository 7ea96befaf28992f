import { AppError } from '../../shared/errors.js';
import type { OwnedProcess, ProcessExit, ProcessOwner } from '../process/owned-process.js';

/** Bytes that wait for ffmpeg's standard input: above the first nothing more should come, below the second again. */
const fullBytes = 1024 * 1024;
const lowBytes = 512 * 1024;
/** From the end of the input to ffmpeg's own end. */
const flushMs = 10_000;

export interface FeedRemuxDeps {
  readonly owner: ProcessOwner;
  readonly ffmpegPath: string;
  readonly args: readonly string[];
  /** Among the arguments: what no log shall hold. */
  readonly redact: readonly string[];
  /** The operating system has taken so many bytes for ffmpeg. */
  readonly onTaken: (bytes: number) => void;
  /** More should not be written for now, or may be again. */
  readonly onFull: (isFull: boolean) => void;
}

/** One ffmpeg that reads the studio's stream from its standard input. */
export class FeedRemux {
  /** Resolves at its end, whoever brought it about. */
  readonly exited: Promise<ProcessExit>;
  readonly #child: OwnedProcess;
  readonly #stdin: NonNullable<OwnedProcess['stdin']>;
  readonly #deps: FeedRemuxDeps;
  #waitingBytes = 0;
  #isFull = false;
  #hasExited = false;
  #ending: Promise<ProcessExit> | null = null;

  private constructor(deps: FeedRemuxDeps, child: OwnedProcess, stdin: NonNullable<OwnedProcess['stdin']>) {
    this.#deps = deps;
    this.#child = child;
    this.#stdin = stdin;
    this.exited = child.exited;
    void child.exited.then(() => {
      this.#hasExited = true;
    });
  }

  /** Rejects with `ffmpeg.failed`, `engine.shutting-down`. */
  static async start(deps: FeedRemuxDeps): Promise<FeedRemux> {
    const { owner, ffmpegPath, args, redact } = deps;
    const child = await owner.spawn({ name: 'studio feed', file: ffmpegPath, args, redact, stdin: 'pipe' });
    if (child.stdin === null) throw new AppError('ffmpeg.failed', 'Expected a pipe to ffmpeg, got none');
    return new FeedRemux(deps, child, child.stdin);
  }

  /** Written, and not taken by the operating system yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** ffmpeg does not know what came. Tells after its end. */
  get couldNotRead(): boolean {
    return this.#child.stderrTail().some((line) => line.includes('Invalid data found when processing input'));
  }

  write(chunk: Buffer): void {
    if (this.#ending !== null || this.#hasExited) return;
    this.#waitingBytes += chunk.length;
    this.#stdin.write(chunk, (error) => {
      this.#waitingBytes -= chunk.length;
      if (error === null || error === undefined) this.#deps.onTaken(chunk.length);
      if (this.#waitingBytes <= lowBytes) this.#setFull(false);
    });
    if (this.#waitingBytes >= fullBytes) this.#setFull(true);
  }

  /** Nothing more comes: what was written is sent on. Resolves at ffmpeg's end, which is forced after 10 s. */
  end(): Promise<ProcessExit> {
    this.#ending ??= this.#flush();
    return this.#ending;
  }

  /** Ends it at once, with all that it had. */
  kill(): Promise<ProcessExit> {
    this.#ending ??= this.exited;
    this.#child.kill();
    return this.exited;
  }

  async #flush(): Promise<ProcessExit> {
    this.#stdin.end();
    const timer = setTimeout(() => this.#child.kill(), flushMs);
    try {
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }

  #setFull(isFull: boolean): void {
    if (this.#isFull === isFull) return;
    this.#isFull = isFull;
    this.#deps.onFull(isFull);
  }
}
