import type { Reason } from '../../../shared/domain.js';
import { feedLimits, type FeedHello } from '../../../shared/feed.js';
import type { MediaPacket, VideoPacket } from '../encode/media-packet.js';
import type { FeedStatus } from '../protocol.js';
import { FeedConnection, type FeedEnd } from './feed-connection.js';
import { MatroskaStream } from './matroska-stream.js';
import { NewestGop } from './newest-gop.js';
import { codecOf, isSameStream } from './stream-identity.js';

const longestPauseMs = 8_000;
/** A stream that lasted so long was healthy: the next try comes soon. */
const healthyMs = 10_000;

/** Sound alone for so long: the muxer holds it all, for it waits for a picture. */
const starvedUs = 10_000_000;

export interface FeedOptions {
  /** Opens a socket to the engine. */
  readonly connect: () => WebSocket;
  /** As it stands when a socket opens: codec and size may have changed since the last one. */
  readonly hello: () => FeedHello;
  readonly onStatus: (status: FeedStatus, reason: Reason | null) => void;
  /** A keyframe is needed as soon as possible. */
  readonly onKeyframeWanted: () => void;
  /** Before the first try after a break; doubled up to 8 s. */
  readonly firstPauseMs?: number;
}

/**
 * Keeps the feed going: packets in, a Matroska stream per socket out. When a socket breaks the next one begins with the
 * newest keyframe, time stamps going on; when the engine takes too little, pictures are left out up to the next keyframe.
 */
export class Feed {
  readonly #options: FeedOptions;
  readonly #waiting = new NewestGop(feedLimits.untakenBytes);
  #connection: FeedConnection | null = null;
  #isReady = false;
  #stream: MatroskaStream | null = null;
  #begunWith: VideoPacket | null = null;
  #isDropping = false;
  #failures = 0;
  #begunMs = 0;
  #lastPictureUs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dropped = 0;
  #sentBefore = 0;
  #ending: Promise<void> | null = null;
  #onDone: () => void = () => undefined;
  #isOver = false;

  /** Begins to connect. */
  constructor(options: FeedOptions) {
    this.#options = options;
    options.onStatus('connecting', null);
    this.#connect();
  }

  /** Bytes given to sockets, of all of them. */
  get sentBytes(): number {
    return this.#sentBefore + (this.#connection?.sent ?? 0);
  }

  get untakenBytes(): number {
    return this.#connection?.untaken ?? 0;
  }

  /** Pictures that nobody was there for, or that the engine was too slow for. */
  get dropped(): number {
    return this.#dropped;
  }

  push(packet: MediaPacket): void {
    if (this.#isOver || this.#ending !== null) return;
    if (this.#stream !== null && this.#isOfStream(packet)) return this.#offer(this.#stream, packet);
    if (this.#stream !== null) this.#connection?.drop();
    this.#dropped += this.#waiting.push(packet);
    this.#begin();
  }

  /** What comes now does not follow what was sent: it goes on as another stream, through another socket. */
  breakOff(): void {
    if (this.#stream !== null && this.#ending === null) this.#connection?.drop();
  }

  /** Sends what there is and says good-bye. Resolves when the engine has it, or cannot be reached. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    if (!this.#isOver && connection !== null) {
      const done = new Promise<void>((resolve) => {
        this.#onDone = resolve;
      });
      await this.#stream?.finish();
      connection.end();
      await done;
    }
    this.#isOver = true;
    this.#options.onStatus('off', null);
  }

  #connect(): void {
    this.#isReady = false;
    const connection: FeedConnection = new FeedConnection({
      socket: this.#options.connect(),
      hello: this.#options.hello(),
      onReady: () => {
        this.#isReady = true;
        if (!this.#waiting.hasKey) this.#options.onKeyframeWanted();
        this.#begin();
      },
      onEnd: (end) => this.#onEnd(connection, end),
    });
    this.#connection = connection;
  }

  /** Starts the stream as soon as there is a socket and a keyframe. */
  #begin(): void {
    const connection = this.#connection;
    if (!this.#isReady || connection === null || !this.#waiting.hasKey) return;
    const packets = this.#waiting.take();
    const first = packets.find((packet) => packet.kind === 'video');
    if (first === undefined) return;
    const { codec, width, height } = connection.hello.video;
    const { config } = first;
    if (codecOf(config) !== codec || config.codedWidth !== width || config.codedHeight !== height) {
      // the encoder was changed since this socket said hello
      for (const packet of packets) this.#waiting.push(packet);
      return connection.drop();
    }
    const stream = new MatroskaStream({
      codec,
      onBytes: (bytes) => {
        if (this.#stream === stream) connection.send(bytes);
      },
      onError: () => connection.drop(),
    });
    this.#stream = stream;
    this.#begunWith = first;
    this.#lastPictureUs = packets.findLast(({ kind }) => kind === 'video')?.timestampUs ?? first.timestampUs;
    this.#isDropping = false;
    for (const packet of packets) stream.add(packet);
    this.#begunMs = performance.now();
    this.#options.onStatus('sending', null);
  }

  #offer(stream: MatroskaStream, packet: MediaPacket): void {
    if (packet.kind === 'audio') {
      if (packet.timestampUs - this.#lastPictureUs > starvedUs) return this.#connection?.drop();
      return stream.add(packet);
    }
    this.#lastPictureUs = packet.timestampUs;
    const isFull = this.untakenBytes + packet.data.byteLength > feedLimits.untakenBytes;
    this.#isDropping = isFull || (this.#isDropping && !packet.isKey);
    if (this.#isDropping) this.#dropped += 1;
    else stream.add(packet);
  }

  /** Whether it can be decoded with what the stream's header says. */
  #isOfStream(packet: MediaPacket): boolean {
    return packet.kind === 'audio' || this.#begunWith === null || isSameStream(packet.config, this.#begunWith.config);
  }

  #onEnd(connection: FeedConnection, end: FeedEnd): void {
    if (this.#connection !== connection) return;
    const hadStream = this.#stream !== null;
    this.#sentBefore += connection.sent;
    this.#connection = null;
    this.#isReady = false;
    const stream = this.#stream;
    this.#stream = null;
    this.#begunWith = null;
    // what it still says is for nobody
    void stream?.cancel();
    this.#onDone();
    if (this.#ending !== null || this.#isOver) return;
    if (end.kind === 'replaced' || (end.kind === 'refused' && !end.retryable)) {
      this.#isOver = true;
      const reason = end.kind === 'refused' ? { code: end.code, details: {} } : null;
      return this.#options.onStatus(end.kind, reason);
    }
    if (hadStream) this.#options.onKeyframeWanted();
    if (hadStream && performance.now() - this.#begunMs > healthyMs) this.#failures = 0;
    const reason = end.kind === 'refused' ? { code: end.code, details: {} } : null;
    this.#options.onStatus('reconnecting', reason);
    const pauseMs = Math.min(longestPauseMs, (this.#options.firstPauseMs ?? 500) * 2 ** this.#failures);
    this.#failures += 1;
    // not all studios of a restarted engine at the same moment
    this.#timer = setTimeout(() => this.#connect(), pauseMs * (0.8 + 0.4 * Math.random()));
  }
}
