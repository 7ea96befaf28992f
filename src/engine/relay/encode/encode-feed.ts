import { availableParallelism } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import type { Clock } from '../../clock.js';
import { parseVideoTag } from '../../ingest/codec/flv-tag.js';
import type { Logger } from '../../log/logger.js';
import type { OwnedProcess, ProcessOwner } from '../../process/owned-process.js';
import type { EncoderProfile } from '../../transcode/encoder-profile.js';
import { FeedTaps } from '../feed-taps.js';
import { FlvPipe } from '../flv/flv-pipe.js';
import { FlvReader } from '../flv/flv-reader.js';
import type { RelayEncode } from '../plan/relay-feed-plan.js';
import type { RelayTag } from '../relay-tag.js';
import { encodeArgs } from './encode-args.js';
import { EncodeWatch } from './encode-watch.js';

const maxHistoryBytes = 24 * 1024 * 1024;
const maxUntakenBytes = 48 * 1024 * 1024;
/** An encode that lived for so long is well. */
const healthyMs = 10_000;
const pausesMs = [250, 1_000, 2_000, 5_000] as const;
/** So many deaths in a row, and it cannot be had: the next attempt would be no better. */
const hopelessFailures = 4;
/** From the end of its input to the end of an ffmpeg; then it is ended. */
const endingMs = 2_000;

/** An encode that keeps ending. */
export interface EncodeTrouble {
  /** In a row. */
  readonly failures: number;
  /** It is tried on, but nobody should wait for it. */
  readonly isHopeless: boolean;
}

export interface EncodeFeedDeps {
  readonly encode: RelayEncode;
  readonly ffmpeg: { readonly path: string };
  readonly owner: ProcessOwner;
  readonly encoder: () => EncoderProfile;
  /** Encodes keep failing: true when another encoder was chosen. */
  readonly onEncoderTrouble: () => boolean;
  /** What is encoded, from the GOP under way on; null while there is none. */
  readonly openInput: () => MessagePort | null;
  /** The feed before is over and another one begins: whoever wants it attaches a new port. */
  readonly onRestart: () => void;
  /** It has ended early, once more; null: it is well again. */
  readonly onTrouble: (trouble: EncodeTrouble | null) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * An encode within one service's limits, as a feed: an ffmpeg that reads FLV from its standard input and writes FLV to its standard
 * output, so that no address and no key is among its arguments. Started again when it dies, as long as there is something to encode.
 */
export class EncodeFeed {
  readonly #deps: EncodeFeedDeps;
  #taps: FeedTaps;
  #child: OwnedProcess | null = null;
  #pipe: FlvPipe | null = null;
  #cancelPause: (() => void) | null = null;
  #cancelHealthy: (() => void) | null = null;
  #failures = 0;
  /** Of the inputs before the one that is read. */
  #droppedBefore = 0;
  #turn: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(deps: EncodeFeedDeps) {
    this.#deps = deps;
    this.#taps = this.#newTaps();
  }

  /** Sends everything from the GOP under way on through the port. */
  attach(port: MessagePort): void {
    this.#taps.attach(port);
  }

  /** Pictures of the input that were left out because ffmpeg did not keep up. */
  get droppedFrames(): number {
    return this.#droppedBefore + (this.#pipe?.droppedFrames ?? 0);
  }

  /** There is something to encode, or another stay of it. */
  inputBegins(): void {
    this.#recovered();
    this.#startAgain();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelPause?.();
    this.#cancelHealthy?.();
    this.#pipe?.end();
    // first: a start that is under way waits for its end
    await this.#child?.stop();
    await this.#turn;
    this.#cancelHealthy?.();
    await this.#child?.stop();
  }

  /** What runs is let end first: its last pictures belong to the feed before. */
  #startAgain(): void {
    this.#cancelPause?.();
    this.#cancelPause = null;
    this.#pipe?.end();
    this.#turn = this.#turn
      .then(() => this.#run())
      .catch((error: unknown) => {
        this.#deps.logger.warn({ err: error }, 'a relay encode did not start');
        this.#pause();
      });
  }

  /** One that stands still does not end with its input. */
  async #endBefore(child: OwnedProcess): Promise<void> {
    const cancel = this.#deps.clock.after(endingMs, () => void child.stop());
    await child.exited;
    cancel();
  }

  async #run(): Promise<void> {
    if (this.#child !== null) await this.#endBefore(this.#child);
    const input = this.#isClosed ? null : this.#deps.openInput();
    if (input === null) return;
    const { encode, ffmpeg, owner, encoder, clock, logger } = this.#deps;
    const spawning = owner.spawn({
      name: 'relay encode',
      file: ffmpeg.path,
      args: encodeArgs({ encode, encoder: encoder(), cores: availableParallelism() }),
      stdin: 'pipe',
      stdout: 'pipe',
    });
    spawning.catch(() => input.close()); // told by #startAgain; what nobody reads must not be kept for it
    const child = await spawning;
    if (child.stdin === null || child.stdout === null) throw new TypeError('Expected pipes to ffmpeg, got none');
    this.#child = child;
    let hasInput = true;
    this.#droppedBefore = this.droppedFrames;
    const watch = new EncodeWatch();
    const onTags = (): void => {
      if (!watch.fed(clock.monotonicMs())) return;
      logger.warn({ tail: child.stderrTail().slice(-3) }, 'a relay encode stands still');
      child.kill();
    };
    const onEnd = (): void => {
      hasInput = false;
    };
    this.#pipe = new FlvPipe(input, child.stdin, onEnd, onTags);
    if (!this.#taps.isWaitedFor) {
      this.#taps.end();
      this.#taps = this.#newTaps();
      this.#deps.onRestart();
    }
    this.#read(child, watch);
    this.#cancelHealthy?.();
    this.#cancelHealthy = clock.after(healthyMs, () => this.#recovered());
    void child.exited.then(({ code }) => {
      const isEarly = hasInput;
      this.#taps.end();
      this.#pipe?.end();
      if (!isEarly || this.#isClosed) return;
      logger.warn({ code, tail: child.stderrTail().slice(-3) }, 'a relay encode ended early');
      this.#pause();
    });
  }

  #read(child: OwnedProcess, watch: EncodeWatch): void {
    const taps = this.#taps;
    const reader = new FlvReader();
    child.stdout?.on('data', (chunk: Buffer) => {
      watch.gave();
      try {
        for (const tag of reader.push(chunk)) passOn(tag, taps);
      } catch (error) {
        this.#deps.logger.warn({ err: error }, 'a relay encode wrote no FLV');
        child.kill();
      }
    });
  }

  #recovered(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.#deps.onTrouble(null);
  }

  #pause(): void {
    if (this.#isClosed) return;
    this.#cancelHealthy?.();
    this.#failures += 1;
    // a copied picture needs no encoder
    if (this.#failures === 2 && this.#deps.encode.picture !== null) this.#deps.onEncoderTrouble();
    this.#deps.onTrouble({ failures: this.#failures, isHopeless: this.#failures >= hopelessFailures });
    const pauseMs = pausesMs[Math.min(this.#failures, pausesMs.length) - 1] ?? 0;
    this.#cancelPause = this.#deps.clock.after(pauseMs, () => this.#startAgain());
  }

  #newTaps(): FeedTaps {
    return new FeedTaps({
      maxHistoryBytes,
      maxUntakenBytes,
      onSlow: (untakenBytes) => this.#deps.logger.warn({ untakenBytes }, 'closed a tap of a relay encode'),
    });
  }
}

function passOn({ type, timestampMs, data }: RelayTag, taps: FeedTaps): void {
  if (type === 18) return taps.open('script', timestampMs, data);
  if (type === 8) return data[1] === 0 ? taps.open('audio', timestampMs, data) : taps.add(8, timestampMs, data, false);
  const tag = parseVideoTag(data);
  if (tag?.role === 'header') return taps.open('video', timestampMs, data);
  if (tag?.kind === 'video' && tag.role === 'frame') taps.add(9, timestampMs, data, tag.isKeyframe);
}
