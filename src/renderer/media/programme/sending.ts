import type { Reason } from '../../../shared/domain.js';
import { toAppError } from '../../../shared/errors.js';
import type { FeedHello } from '../../../shared/feed.js';
import type { Canvas } from '../../../shared/scenes/scene-collection.js';
import { audioBitrate, AudioEncoding } from '../encode/audio-encoding.js';
import type { MediaPacket } from '../encode/media-packet.js';
import type { SoundLine } from '../encode/sound-line.js';
import { VideoEncoding } from '../encode/video-encoding.js';
import { Feed } from '../feed/feed.js';
import type { FeedStatus, ProgrammeFigures, ToProgramme } from '../protocol.js';

export interface SendingOptions {
  readonly request: Extract<ToProgramme, { type: 'send' }>;
  readonly canvas: Canvas;
  /** The programme's sound; it is given for the time of the sending. */
  readonly sound: SoundLine;
  readonly onFeed: (status: FeedStatus, reason: Reason | null) => void;
  readonly onTrouble: (reason: Reason) => void;
  /** All that is to be sent has been encoded. */
  readonly onEncoded: () => void;
}

/** One press of "Go live": encoders and feed, on a time line that begins with the first picture. */
export class Sending {
  readonly #options: SendingOptions;
  readonly #audio: AudioEncoding;
  #video: VideoEncoding | null = null;
  #feed: Feed | null = null;
  #originMs: number | null = null;
  #skippedBefore = 0;
  #lostBefore = 0;
  #canvas: Canvas;
  #opening = 0;
  #stopping: Promise<void> | null = null;

  constructor(options: SendingOptions) {
    this.#options = options;
    this.#canvas = options.canvas;
    this.#audio = new AudioEncoding({ onPacket: (packet) => this.#push(packet), onTrouble: options.onTrouble });
    options.onFeed('connecting', null);
    void this.#open();
  }

  get figures(): Pick<
    ProgrammeFigures,
    'skippedByEncoder' | 'lostWithEncoder' | 'droppedByFeed' | 'encodeQueue' | 'sentBytes' | 'untakenBytes' | 'encoder'
  > {
    return {
      skippedByEncoder: this.#skippedBefore + (this.#video?.skipped ?? 0),
      lostWithEncoder: this.#lostBefore + (this.#video?.lost ?? 0),
      droppedByFeed: this.#feed?.dropped ?? 0,
      encodeQueue: this.#video?.queue ?? 0,
      sentBytes: this.#feed?.sentBytes ?? 0,
      untakenBytes: this.#feed?.untakenBytes ?? 0,
      encoder: this.#video?.codec ?? null,
    };
  }

  /** Whether pictures are wanted already: the way to encode them is found. */
  get isReady(): boolean {
    return this.#video !== null && !this.#isStopping;
  }

  /** Where a moment of the worker's clock lies on the time line, microseconds. The first one asked for is its beginning. */
  timestampUs(atMs: number): number {
    if (this.#originMs === null) {
      this.#originMs = atMs;
      // a picture waits half a tick on average until it is composed: so does sound
      const soundStartMs = atMs - 500 / this.#canvas.fps;
      this.#options.sound.begin(soundStartMs, (left, right) => this.#audio.encode(left, right));
    }
    return Math.round((atMs - this.#originMs) * 1000);
  }

  /** A tick's picture, stamped by `timestampUs`; it stays the caller's. */
  encode(frame: VideoFrame, tick: number): void {
    const { width, height } = this.#canvas;
    const isOfSize = frame.displayWidth === width && frame.displayHeight === height;
    // repeated from before the programme's size was changed
    if (isOfSize && !this.#isStopping) this.#video?.encode(frame, tick);
  }

  /**
   * The computer slept: the time line goes on without these milliseconds. What follows is a stream of its own, so that the engine
   * dates it by when it is, and the playlists say that there is a gap.
   */
  wake(jumpedMs: number): void {
    if (this.#originMs !== null) this.#originMs += jumpedMs;
    this.#video?.demandKeyframe();
    this.#feed?.breakOff();
  }

  /** Another size or rate is another stream: a new encoder, and the feed says hello again. */
  setCanvas(canvas: Canvas): void {
    const { width, height, fps } = this.#canvas;
    if (canvas.width === width && canvas.height === height && canvas.fps === fps) return;
    this.#canvas = canvas;
    void this.#open();
  }

  /** Sends what is encoded, says good-bye, ends. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  get #isStopping(): boolean {
    return this.#stopping !== null;
  }

  async #stop(): Promise<void> {
    this.#options.sound.end();
    await Promise.all([this.#video?.close(), this.#audio.close()]);
    this.#options.onEncoded();
    if (this.#feed === null) this.#options.onFeed('off', null);
    else await this.#feed.end();
  }

  async #open(): Promise<void> {
    this.#opening += 1;
    const opening = this.#opening;
    const { width, height, fps } = this.#canvas;
    const { videoBitrate: bitrate, keyframeSeconds } = this.#options.request;
    const old = this.#video;
    this.#video = null;
    this.#skippedBefore += old?.skipped ?? 0;
    this.#lostBefore += old?.lost ?? 0;
    try {
      await old?.close();
      const video = await VideoEncoding.open({
        settings: { width, height, fps, bitrate, keyframeSeconds },
        onPacket: (packet) => this.#push(packet),
        onTrouble: this.#options.onTrouble,
      });
      if (opening !== this.#opening || this.#isStopping) return await video.close();
      this.#video = video;
      this.#feed ??= this.#openFeed();
    } catch (thrown) {
      const { code } = toAppError(thrown);
      if (!this.#isStopping) this.#options.onFeed('refused', { code, details: { width, height, fps } });
    }
  }

  #openFeed(): Feed {
    const { url } = this.#options.request;
    return new Feed({
      connect: () => new WebSocket(url),
      hello: () => this.#hello(),
      onStatus: this.#options.onFeed,
      onKeyframeWanted: () => this.#video?.demandKeyframe(),
    });
  }

  #hello(): FeedHello {
    const { width, height, fps } = this.#canvas;
    const { hello, videoBitrate: bitrate } = this.#options.request;
    return {
      ...hello,
      video: { codec: this.#video?.codec.codec ?? 'h264', width, height, fps, bitrate },
      audio: { codec: 'opus', sampleRate: 48_000, channels: 2, bitrate: audioBitrate },
    };
  }

  #push(packet: MediaPacket): void {
    this.#feed?.push(packet);
  }
}
