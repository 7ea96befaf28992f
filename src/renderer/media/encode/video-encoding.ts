import type { Reason } from '../../../shared/domain.js';
import { AppError } from '../../../shared/errors.js';
import type { VideoPacket } from './media-packet.js';
import { PictureChoice } from './picture-choice.js';
import { supportedCandidates, type FeedCodec, type VideoCandidate, type VideoSettings } from './video-settings.js';

/** An encoder that was given pictures and brought none for so long has hung. */
const silentMs = 4_000;
/** Between two pictures: after so long it was the worker that stood still, and what the encoder brought is still to be read. */
const standstillMs = 1_000;
/** After one has failed, the next is not made before. */
const pauseMs = 500;
/** So many failures of one way to encode within so long, and it gives way to the next. */
const failuresAllowed = 3;
const failuresWithinMs = 60_000;

/**
 * Encodes the programme's pictures, whatever becomes of encoders: one that fails is made anew and begins with a keyframe;
 * one that failed before its first picture, or again and again, is not asked again while there is another.
 */
export class VideoEncoding {
  readonly settings: VideoSettings;
  readonly #candidates: readonly VideoCandidate[];
  readonly #onPacket: (packet: VideoPacket) => void;
  readonly #onTrouble: (reason: Reason) => void;
  readonly #choice: PictureChoice;
  #encoder: VideoEncoder | null = null;
  #candidate = 0;
  #hasBrought = false;
  /** Time stamps of what it was given and has not brought: what never comes was left out by the encoder itself. */
  #underWay: number[] = [];
  /** Time stamps of keyframes that were asked for and have not come yet. */
  #keysUnderWay: number[] = [];
  #waitingSinceMs: number | null = null;
  #askedMs = -Infinity;
  #failedMs = -Infinity;
  /** When the present way to encode failed, as far as that counts. */
  #failuresMs: number[] = [];
  #config: VideoDecoderConfig | null = null;
  #skipped = 0;
  #lost = 0;
  /** Left out since it brought the last picture: its failure, if it turns out to have hung. */
  #skippedSince = 0;
  #isClosed = false;

  private constructor(
    settings: VideoSettings,
    candidates: readonly VideoCandidate[],
    onPacket: (packet: VideoPacket) => void,
    onTrouble: (reason: Reason) => void,
  ) {
    this.settings = settings;
    this.#candidates = candidates;
    this.#onPacket = onPacket;
    this.#onTrouble = onTrouble;
    this.#choice = new PictureChoice(settings.fps, settings.keyframeSeconds);
  }

  /** Finds a way to encode. Throws AppError `ingest.codec-unsupported` when the browser has none. */
  static async open(options: {
    readonly settings: VideoSettings;
    readonly onPacket: (packet: VideoPacket) => void;
    readonly onTrouble: (reason: Reason) => void;
  }): Promise<VideoEncoding> {
    const { settings, onPacket, onTrouble } = options;
    const candidates = await supportedCandidates(settings);
    if (candidates.length === 0) {
      const { width, height, fps } = settings;
      throw new AppError('ingest.codec-unsupported', `Expected an encoder for ${width}×${height} at ${fps}, got none`);
    }
    return new VideoEncoding(settings, candidates, onPacket, onTrouble);
  }

  /** What it encodes with now. */
  get codec(): { readonly codec: FeedCodec; readonly isHardware: boolean } {
    const { codec, isHardware } = this.#now();
    return { codec, isHardware };
  }

  get queue(): number {
    return this.#encoder?.encodeQueueSize ?? 0;
  }

  /** Pictures left out because the encoder was behind, or had failed. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Of `skipped`: those that went with an encoder that failed, and those that came until there was another. */
  get lost(): number {
    return this.#lost;
  }

  /** The next picture is a keyframe, unless one is under way. */
  demandKeyframe(): void {
    if (this.#keysUnderWay.length === 0) this.#choice.demandKeyframe();
  }

  /** Encodes a tick's picture or leaves it out. The frame stays the caller's to close. */
  encode(frame: VideoFrame, tick: number): void {
    const nowMs = performance.now();
    if (this.#waitingSinceMs !== null && nowMs - this.#askedMs > standstillMs) this.#waitingSinceMs = nowMs;
    this.#askedMs = nowMs;
    if (this.#waitingSinceMs !== null && nowMs - this.#waitingSinceMs > silentMs) this.#fail('no pictures');
    const encoder = this.#ready(nowMs);
    const choice = encoder === null ? 'skip' : this.#choice.choose(tick, encoder.encodeQueueSize);
    if (encoder === null) return this.#lose(1);
    if (choice === 'skip') {
      this.#skipped += 1;
      this.#skippedSince += 1;
      return;
    }
    this.#waitingSinceMs ??= nowMs;
    try {
      encoder.encode(frame, { keyFrame: choice === 'key' });
      this.#underWay.push(frame.timestamp);
      if (choice === 'key') this.#keysUnderWay.push(frame.timestamp);
    } catch (cause) {
      this.#lose(1);
      this.#fail(messageOf(cause));
    }
  }

  /** Waits for what is being encoded, at most two seconds, and ends. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const encoder = this.#encoder;
    if (encoder === null || encoder.state !== 'configured') return;
    // an encoder that fails now has told so already
    await Promise.race([encoder.flush().catch(() => undefined), new Promise((done) => setTimeout(done, 2_000))]);
    // its state has changed meanwhile when it failed
    if ((encoder.state as CodecState) !== 'closed') encoder.close();
    this.#encoder = null;
    this.#countDropped(Infinity);
  }

  #now(): VideoCandidate {
    const candidate = this.#candidates[this.#candidate % this.#candidates.length];
    if (candidate === undefined) throw new AppError('internal', 'Expected a way to encode, got none');
    return candidate;
  }

  #ready(nowMs: number): VideoEncoder | null {
    if (this.#encoder !== null) return this.#encoder;
    if (this.#isClosed || nowMs - this.#failedMs < pauseMs) return null;
    const encoder: VideoEncoder = new VideoEncoder({
      output: (chunk, metadata) => {
        if (this.#encoder === encoder) this.#bring(chunk, metadata);
      },
      error: (error) => {
        if (this.#encoder === encoder) this.#fail(error.message);
      },
    });
    this.#encoder = encoder;
    this.#hasBrought = false;
    this.#underWay = [];
    this.#keysUnderWay = [];
    this.#waitingSinceMs = null;
    this.#skippedSince = 0;
    this.#choice.demandKeyframe();
    try {
      encoder.configure(this.#now().config);
    } catch (cause) {
      this.#fail(messageOf(cause));
      return null;
    }
    return encoder;
  }

  #bring(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    this.#hasBrought = true;
    this.#skippedSince = 0;
    this.#countDropped(chunk.timestamp);
    this.#waitingSinceMs = this.queue > 0 ? performance.now() : null;
    if (metadata?.decoderConfig !== undefined) this.#config = metadata.decoderConfig;
    this.#checkKeyframes(chunk);
    if (this.#config === null) return;
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const { width, height, fps } = this.settings;
    this.#onPacket({
      kind: 'video',
      data,
      isKey: chunk.type === 'key',
      timestampUs: chunk.timestamp,
      durationUs: chunk.duration ?? 1e6 / fps,
      // software encoders of VP8 leave the size out
      config: {
        ...this.#config,
        codedWidth: this.#config.codedWidth ?? width,
        codedHeight: this.#config.codedHeight ?? height,
      },
    });
  }

  /** Pictures come in their order: those before this one that have not come never will (rate control, or no time). */
  #countDropped(timestamp: number): void {
    this.#skipped += this.#underWay.filter((given) => given < timestamp).length;
    this.#underWay = this.#underWay.filter((given) => given > timestamp);
  }

  /** A keyframe that the encoder left out itself is asked for anew: those that save bitrate may drop any picture. */
  #checkKeyframes({ type, timestamp }: EncodedVideoChunk): void {
    const expected = this.#keysUnderWay.length;
    this.#keysUnderWay = this.#keysUnderWay.filter((asked) => asked > timestamp);
    const hasCome = type === 'key' || this.#keysUnderWay.length === expected;
    if (!hasCome) this.demandKeyframe();
  }

  #fail(message: string): void {
    const encoder = this.#encoder;
    const { codec, isHardware } = this.#now();
    this.#encoder = null;
    this.#config = null;
    this.#lose(this.#underWay.length);
    this.#lost += this.#skippedSince;
    this.#skippedSince = 0;
    this.#underWay = [];
    this.#keysUnderWay = [];
    this.#waitingSinceMs = null;
    this.#failedMs = performance.now();
    const isReplaced = this.#givesWay();
    if (isReplaced) {
      this.#candidate += 1;
      this.#failuresMs = [];
    }
    if (encoder !== null && encoder.state !== 'closed') encoder.close();
    this.#onTrouble({ code: 'programme.encoder-failed', details: { codec, isHardware, isReplaced, message } });
  }

  /** Whether what has just failed is to be replaced by the next way to encode. */
  #givesWay(): boolean {
    this.#failuresMs = [...this.#failuresMs.filter((at) => this.#failedMs - at < failuresWithinMs), this.#failedMs];
    if (this.#candidates.length === 1) return false;
    return !this.#hasBrought || this.#failuresMs.length >= failuresAllowed;
  }

  #lose(count: number): void {
    this.#skipped += count;
    this.#lost += count;
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
