import { toAppError, type AppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { OwnedProcess, ProcessExit, ProcessOwner } from '../../process/owned-process.js';
import { flvHead } from '../flv/flv-bytes.js';
import type { SrtAddress } from './call-listener.js';
import type { FlvReadingFfmpeg } from './carried.js';
import { PresetFile } from './preset-file.js';
import { srtArgs } from './srt-args.js';
import { srtEnding } from './srt-ending.js';
import type { SrtPlace } from './srt-place.js';
import { SrtProgress } from './srt-progress.js';

/** ffmpeg has read its preset before it says anything; one that says nothing does not keep it on the disk. */
const presetMs = 10_000;
/** From the last tag to the end of ffmpeg. */
const leaveMs = 2_000;

export interface SrtSenderDeps {
  readonly ffmpeg: FlvReadingFfmpeg;
  readonly owner: ProcessOwner;
  /** For short-lived files; made when it is not there. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Whom to call, and as whom. */
export interface SrtCall {
  readonly place: SrtPlace;
  readonly host: SrtAddress;
  readonly connectTimeoutMs: number;
  /** Text of the preset; '' where nothing is secret. */
  readonly preset: string;
  /** Never to stand in what ffmpeg says. */
  readonly secrets: readonly string[];
}

/** One ffmpeg that gets FLV and sends MPEG-TS to one SRT server, from its start to its real end. */
export class SrtSender {
  /** Null: it was asked to leave. Never rejects. */
  readonly ended: Promise<AppError | null>;
  /** Resolves once the server has taken the call and something has gone out to it. */
  readonly taken: Promise<void>;
  readonly #call: SrtCall;
  readonly #deps: SrtSenderDeps;
  readonly #progress = new SrtProgress();
  readonly #started: Promise<void>;
  #settle: (error: AppError | null) => void = () => undefined;
  #take: () => void = () => undefined;
  /** What ffmpeg gets as soon as it is there. */
  #waiting: Buffer[] = [flvHead];
  #waitingBytes = 0;
  #child: OwnedProcess | null = null;
  #preset: PresetFile | null = null;
  #leaving: Promise<void> | null = null;
  #isOver = false;
  #lastProgressAtMs: number;

  /** Starts as soon as `before`, another call to the same server, is over: many take one call only. */
  constructor(call: SrtCall, deps: SrtSenderDeps, before: Promise<void>) {
    this.#call = call;
    this.#deps = deps;
    this.#lastProgressAtMs = deps.clock.monotonicMs();
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.taken = new Promise((resolve) => {
      this.#take = resolve;
    });
    this.#started = before
      .then(() => this.#start())
      .catch((thrown: unknown) => this.#finish(toAppError(thrown, 'ffmpeg.failed')));
  }

  /** Handed over and not taken by ffmpeg yet. */
  get unsentBytes(): number {
    return this.#waitingBytes + (this.#child?.stdin?.writableLength ?? 0);
  }

  /** Monotonic: when ffmpeg last took something, or something last left it. */
  get lastProgressAtMs(): number {
    return this.#lastProgressAtMs;
  }

  /** Never waits; after the end it does nothing. */
  write(bytes: Buffer): void {
    if (this.#isOver || this.#leaving !== null) return;
    if (this.#child === null) {
      this.#waiting.push(bytes);
      this.#waitingBytes += bytes.length;
    } else this.#hand(this.#child, bytes);
  }

  /** What is in ffmpeg goes out as far as that goes in time; its end is the good-bye. Never rejects. */
  leave(): Promise<void> {
    this.#leaving ??= this.#leave();
    return this.#leaving;
  }

  #hand({ stdin }: OwnedProcess, bytes: Buffer): void {
    stdin?.write(bytes, (error) => error ?? this.#progressed());
  }

  async #start(): Promise<void> {
    const { owner, ffmpeg, folder, clock } = this.#deps;
    const { preset, secrets } = this.#call;
    if (this.#isAskedToLeave()) return;
    this.#preset = preset === '' ? null : await PresetFile.write(folder, preset);
    if (this.#isAskedToLeave()) return;
    const child = await owner.spawn({
      name: 'relay by SRT',
      file: ffmpeg.path,
      args: srtArgs({ ...this.#call, presetFile: this.#preset?.path ?? null }),
      stdin: 'pipe',
      stdout: 'pipe',
      redact: secrets,
    });
    const cancel = clock.after(presetMs, () => void this.#removePreset());
    void child.exited.then((exit) => {
      cancel();
      return this.#exited(child, exit);
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#report(text));
    for (const bytes of this.#waiting) this.#hand(child, bytes);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#child = child;
  }

  #isAskedToLeave(): boolean {
    return this.#leaving !== null;
  }

  #report(text: string): void {
    if (this.#progress.push(text)) {
      this.#progressed();
      this.#take();
    }
    if (this.#progress.isBegun) void this.#removePreset();
  }

  #progressed(): void {
    this.#lastProgressAtMs = this.#deps.clock.monotonicMs();
  }

  #exited(child: OwnedProcess, { code }: ProcessExit): Promise<void> {
    const ending = { lines: child.stderrTail(), hasConnected: this.#progress.isBegun, exitCode: code };
    return this.#finish(this.#leaving === null ? srtEnding(ending) : null);
  }

  async #leave(): Promise<void> {
    await this.#started;
    const child = this.#child;
    child?.stdin?.end();
    const cancel = this.#deps.clock.after(leaveMs, () => child?.kill());
    await child?.exited;
    cancel();
    await this.#finish(null);
  }

  async #finish(error: AppError | null): Promise<void> {
    this.#isOver = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    // whoever hears of the end finds nothing left behind
    await this.#removePreset();
    this.#settle(error);
  }

  async #removePreset(): Promise<void> {
    try {
      await this.#preset?.remove();
    } catch (error) {
      this.#deps.logger.error({ err: error }, 'A file with secrets of an SRT relay could not be removed');
    }
  }
}
