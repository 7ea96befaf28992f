import type { SourceInfo } from '../../shared/domain.js';
import { toAppError, type ErrorCode } from '../../shared/errors.js';
import { feedLimits, visibilityOf, type FeedHello } from '../../shared/feed.js';
import type { StudioShow } from '../broadcast/studio-show.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { ProcessOwner } from '../process/owned-process.js';
import { FeedRemux } from './feed-remux.js';
import type { FeedSocket } from './feed-socket.js';

export interface FeedLineDeps {
  readonly hello: FeedHello;
  readonly socket: FeedSocket;
  readonly ffmpegPath: string;
  readonly owner: ProcessOwner;
  /** Where ffmpeg publishes, under a one-time name. Rejects while nothing can be published. */
  readonly publishUrl: () => Promise<string>;
  /** ffmpeg's arguments. */
  readonly args: (url: string) => string[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** ffmpeg ended by itself, before anything of it came to the media server. */
  readonly onEarlyEnd: () => void;
  /** It begins to send, or it is closing. */
  readonly onChange: () => void;
  /** The studio said that its show is over, and has not been answered yet; resolves when its broadcast has ended. */
  readonly onEnd: (packed: Promise<unknown>) => Promise<void>;
}

/** One stay of the studio: its socket, and the ffmpeg that makes one more encoder of it. Whichever ends, the other does, too. */
export class FeedLine {
  readonly hello: FeedHello;
  /** Resolves when its ffmpeg is gone. */
  readonly closed: Promise<void>;
  readonly #deps: FeedLineDeps;
  #remux: FeedRemux | null = null;
  #isClosing = false;
  #isSending = false;
  #takenBytes = 0;
  /** Monotonic: since when ffmpeg owes something, a first packet or the taking of what waits. Null: it owes nothing. */
  #owesSinceMs: number | null = null;
  #setClosed: () => void = () => undefined;

  constructor(deps: FeedLineDeps) {
    this.#deps = deps;
    this.hello = deps.hello;
    this.closed = new Promise((resolve) => {
      this.#setClosed = resolve;
    });
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  get isSending(): boolean {
    return this.#isSending;
  }

  /** Bytes that ffmpeg was given. */
  get takenBytes(): number {
    return this.#takenBytes;
  }

  /** What goes on air of it. */
  get show(): StudioShow {
    const { title, description, purpose, showId } = this.hello;
    return {
      wish: { title: title ?? undefined, description, visibility: visibilityOf[purpose], showId },
      describe: (source) => this.#describe(source),
      onSending: () => {
        this.#isSending = true;
        this.#owesSinceMs = null;
        this.#deps.onChange();
      },
      onRefused: ({ code, retryable }) => this.refuse(code, retryable),
    };
  }

  /** Starts ffmpeg, and has the studio send. Never rejects: what goes wrong is told to the studio. */
  async open(): Promise<void> {
    const { socket, owner, ffmpegPath, publishUrl, args, clock } = this.#deps;
    try {
      const url = await publishUrl();
      const remux = await FeedRemux.start({
        owner,
        ffmpegPath,
        args: args(url),
        redact: [url],
        onTaken: (bytes) => this.#onTaken(bytes),
        onFull: (isFull) => socket.setFlowing(!isFull),
      });
      this.#remux = remux;
      void remux.exited.then(() => this.#onExit(remux));
    } catch (thrown) {
      const { code } = toAppError(thrown, 'ffmpeg.failed');
      this.#deps.logger.warn({ err: thrown }, 'a feed could not be opened');
      this.refuse(code, true);
      this.#setClosed();
      return;
    }
    // its broadcast was ended meanwhile
    if (this.#isClosing) return void this.#remux.end();
    this.#owesSinceMs = clock.monotonicMs();
    socket.listen({
      onBytes: (chunk) => this.#onBytes(chunk),
      onEnd: () => void this.#finish(),
      onBroken: () => this.#end(),
    });
  }

  /** Once a second: gives up an ffmpeg that takes nothing, or makes nothing of what it gets. */
  look(): void {
    if (this.#isClosing || this.#owesSinceMs === null) return;
    if (this.#deps.clock.monotonicMs() - this.#owesSinceMs < feedLimits.stalledMs) return;
    this.#deps.logger.warn({ waitingBytes: this.#remux?.waitingBytes }, 'a feed stands still');
    const code = this.#isSending ? 'ffmpeg.failed' : 'ingest.no-video';
    void this.#remux?.kill();
    this.refuse(code, true);
  }

  refuse(code: ErrorCode, retryable: boolean): void {
    if (this.#isClosing) return;
    this.#deps.socket.refuse(code, retryable);
    this.#end();
  }

  /** Another stay takes its place. */
  replace(): void {
    if (this.#isClosing) return;
    this.#deps.socket.replaced();
    this.#end();
  }

  /** The engine stops. Resolves when ffmpeg is gone. */
  async goAway(): Promise<void> {
    this.#deps.socket.goAway();
    this.#end();
    await this.closed;
  }

  #onBytes(chunk: Buffer): void {
    if (this.#isClosing) return;
    this.#owesSinceMs ??= this.#deps.clock.monotonicMs();
    this.#remux?.write(chunk);
  }

  #onTaken(bytes: number): void {
    this.#takenBytes += bytes;
    if (this.#isSending) {
      const isWaiting = (this.#remux?.waitingBytes ?? 0) > 0;
      this.#owesSinceMs = isWaiting ? this.#deps.clock.monotonicMs() : null;
    }
    this.#deps.socket.took(bytes);
  }

  /** What has come is sent on; the broadcast, where there is one, waits for another stay. */
  #end(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    void this.#remux?.end();
    this.#deps.onChange();
  }

  async #finish(): Promise<void> {
    if (this.#isClosing) return;
    const packed = this.closed;
    this.#end();
    await this.#deps.onEnd(packed);
    this.#deps.socket.done();
  }

  #onExit(remux: FeedRemux): void {
    if (!this.#isClosing) {
      const isUnreadable = !this.#isSending && remux.couldNotRead;
      if (!this.#isSending && !isUnreadable) this.#deps.onEarlyEnd();
      if (isUnreadable) this.refuse('ingest.source-unreadable', false);
      else this.refuse('ffmpeg.failed', true);
    }
    this.#setClosed();
  }

  /** Matroska need not say what the studio knows. */
  #describe(source: SourceInfo): SourceInfo {
    if (source.video === null) return source;
    const { fps, bitrate } = this.hello.video;
    return {
      ...source,
      video: { ...source.video, fps: source.video.fps ?? fps, bitrate: source.video.bitrate ?? bitrate },
    };
  }
}
