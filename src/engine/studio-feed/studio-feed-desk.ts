import { availableParallelism } from 'node:os';
import type { WebSocket } from 'ws';
import { AppError, toAppError } from '../../shared/errors.js';
import { studioInputId, type FeedHello, type StudioFeed } from '../../shared/feed.js';
import type { BroadcastRow, Journal } from '../archive/journal.js';
import type { BroadcastManager } from '../broadcast/broadcast-manager.js';
import type { StudioShow } from '../broadcast/studio-show.js';
import type { Clock } from '../clock.js';
import type { MediaServer } from '../ingest/media-server.js';
import type { Logger } from '../log/logger.js';
import type { ProcessOwner } from '../process/owned-process.js';
import type { Service } from '../service.js';
import type { EncoderProfile } from '../transcode/encoder-profile.js';
import { describeFeed } from './describe-feed.js';
import { feedArgs } from './feed-args.js';
import { FeedLine } from './feed-line.js';
import { FeedSocket } from './feed-socket.js';

const tickMs = 1_000;

export interface StudioFeedDeskDeps {
  readonly mediaServer: Pick<MediaServer, 'mintPublishUrl'>;
  readonly broadcasts: Pick<BroadcastManager, 'active' | 'ended'>;
  readonly journal: Pick<Journal, 'broadcastOfShow'>;
  readonly ffmpeg: { readonly path: string };
  readonly owner: ProcessOwner;
  readonly encoder: () => EncoderProfile;
  /** Encodes fail: the next one may be made by another encoder. */
  readonly onEncoderTrouble: () => void;
  readonly segmentSeconds: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told at each change of its status, and with its bit rate once a second. */
  readonly onState: (feed: StudioFeed) => void;
}

/**
 * Receives the studio's own feed: one at a time, each as an encoder of the input `studio`. A show has one broadcast: whoever
 * comes with its `showId` goes on with it while it lasts, and never begins another one.
 */
export class StudioFeedDesk implements Service {
  readonly name = 'studio-feed';
  readonly #deps: StudioFeedDeskDeps;
  #line: FeedLine | null = null;
  /** Shows whose end was told, by the studio or to it. */
  readonly #over = new Set<string>();
  /** Studios are admitted one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #isStopping = false;
  #cancelTick: () => void = () => undefined;
  #countedBytes = 0;
  #bitrate: number | null = null;

  constructor(deps: StudioFeedDeskDeps) {
    this.#deps = deps;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#line?.goAway();
    await this.#turn;
    this.#cancelTick();
  }

  /** What is to be put on air of the stream that comes now; null: none. */
  get show(): StudioShow | null {
    const line = this.#line;
    return line === null || line.isClosing || this.#over.has(line.hello.showId) ? null : line.show;
  }

  /** A studio's socket, whose session was checked. */
  accept(socket: WebSocket): void {
    const { clock, logger } = this.#deps;
    new FeedSocket({
      ...{ socket, clock, logger },
      onHello: (hello, from) => {
        this.#turn = this.#turn.then(() => this.#admit(hello, from));
      },
    });
  }

  /** A broadcast began, changed or ended. */
  rowChanged(row: BroadcastRow): void {
    if (row.showId === null) return;
    if (isOver(row)) {
      this.#over.add(row.showId);
      if (this.#line?.hello.showId === row.showId) this.#line.refuse('broadcast.not-found', false);
    } else if (this.#over.has(row.showId) && row.reconnectWindowSeconds > 0) {
      // it began when its studio had just said that it is over
      this.#active(row.showId)?.sourceOver();
    }
    this.#tell();
  }

  async #admit(hello: FeedHello, socket: FeedSocket): Promise<void> {
    try {
      const why = await this.#whyNot(hello);
      if (this.#isStopping) return socket.goAway();
      if (why !== null) return socket.refuse(why.code, why.retryable);
      this.#line?.replace();
      await this.#line?.closed;
      if (this.#isTooLate(hello, socket)) return;
      await this.#open(hello, socket);
    } catch (thrown) {
      this.#deps.logger.error({ err: thrown }, 'a feed was not admitted');
      socket.refuse(toAppError(thrown).code, true);
    }
  }

  async #whyNot({ showId }: FeedHello): Promise<AppError | null> {
    const { broadcasts, journal } = this.#deps;
    const { active } = broadcasts;
    if (active?.row.status === 'ending') await broadcasts.ended(active.row.id);
    const on = broadcasts.active;
    if (on !== null && on.row.showId === showId && !this.#over.has(showId)) return null;
    if (this.#over.has(showId) || journal.broadcastOfShow(showId) !== null) {
      return new AppError('broadcast.not-found', 'Expected a show that goes on, got one that is over');
    }
    const other = this.#line?.isClosing === false && this.#line.hello.showId !== showId;
    return on !== null || other ? new AppError('broadcast.busy', 'Expected no other broadcast to be on') : null;
  }

  #isTooLate({ showId }: FeedHello, socket: FeedSocket): boolean {
    if (this.#isStopping) socket.goAway();
    else if (this.#over.has(showId)) socket.refuse('broadcast.not-found', false);
    else return socket.isOver;
    return true;
  }

  async #open(hello: FeedHello, socket: FeedSocket): Promise<void> {
    const { ffmpeg, mediaServer, owner, clock, logger } = this.#deps;
    const line: FeedLine = new FeedLine({
      ...{ hello, socket, owner, clock, logger },
      ffmpegPath: ffmpeg.path,
      publishUrl: () => mediaServer.mintPublishUrl(studioInputId),
      args: (url) => this.#args(hello, url),
      onEarlyEnd: () => {
        if (hello.video.codec !== 'h264') this.#deps.onEncoderTrouble();
      },
      onChange: () => this.#tell(),
      onEnd: (packed) => this.#onEnd(hello.showId, packed),
    });
    this.#line = line;
    this.#countedBytes = 0;
    this.#bitrate = null;
    const { studioId, showId, purpose, video } = hello;
    logger.info({ studioId, showId, purpose, video }, 'the studio sends');
    void line.closed.then(() => {
      logger.info({ studioId, showId, bytes: line.takenBytes }, 'the studio sends no more');
      if (this.#line === line) this.#line = null;
      this.#tell();
    });
    this.#cancelTick();
    this.#tick();
    await line.open();
  }

  #args({ video }: FeedHello, url: string): string[] {
    const { encoder, segmentSeconds } = this.#deps;
    const cores = availableParallelism();
    return feedArgs({ video, encoder: encoder(), segmentSeconds: segmentSeconds(), cores, url });
  }

  /** The studio has ended its show: the broadcast ends with the last that came. */
  async #onEnd(showId: string, packed: Promise<unknown>): Promise<void> {
    this.#over.add(showId);
    this.#active(showId)?.sourceOver();
    await packed;
    const { broadcasts } = this.#deps;
    const { active } = broadcasts;
    if (active?.row.showId === showId) await broadcasts.ended(active.row.id);
  }

  /** The broadcast of this show, while it goes on. */
  #active(showId: string): BroadcastManager['active'] {
    const { active } = this.#deps.broadcasts;
    return active?.row.showId === showId && !isOver(active.row) ? active : null;
  }

  #tick(): void {
    const line = this.#line;
    if (line === null) return;
    line.look();
    this.#bitrate = line.isSending ? ((line.takenBytes - this.#countedBytes) * 8_000) / tickMs : null;
    this.#countedBytes = line.takenBytes;
    this.#tell();
    this.#cancelTick = this.#deps.clock.after(tickMs, () => this.#tick());
  }

  #tell(): void {
    const line = this.#line?.isClosing === false ? this.#line : null;
    const row = this.#deps.broadcasts.active?.row ?? null;
    this.#deps.onState(describeFeed({ line, row, over: this.#over, bitrate: this.#bitrate }));
  }
}

function isOver({ status }: BroadcastRow): boolean {
  return status === 'ending' || status === 'ended' || status === 'failed';
}
