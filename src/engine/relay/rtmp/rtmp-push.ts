import { toAppError, type AppError } from '../../../shared/errors.js';
import type { RelayTag } from '../relay-tag.js';
import { withSession, type OpenedSession } from './opening.js';
import type { RtmpPushOptions } from './push-options.js';
import type { RtmpConnection } from './rtmp-connection.js';
import { messageType } from './rtmp-message.js';
import { scriptMessage } from './script-message.js';

/** Chunk streams as ffmpeg numbers them: each kind of media keeps its own clock there. */
const chunkStreams = { [messageType.audio]: 4, [messageType.video]: 6, [messageType.data]: 5 } as const;

/**
 * One publish at one service by RTMP or RTMPS (RTMP 1.0, section 7.2). It neither retries nor bounds what waits: its owner
 * watches `unsentBytes` and `lastProgressAtMs`. The key is in none of its errors, nor does inspecting it show it.
 */
export class RtmpPush {
  /**
   * Resolves at the end: null when we closed it, else what the service said, or `relay.closed` (`details.why`: hung-up, reset,
   * protocol; `afterMs` since Publish.Start: a few seconds without words usually mean the key). Never rejects.
   */
  readonly closed: Promise<AppError | null>;
  /** It said so. */
  readonly taken: Promise<void> = Promise.resolve();
  readonly #connection: RtmpConnection;
  readonly #streamId: number;
  readonly #key: string;
  #closing: Promise<void> | null = null;

  private constructor(session: OpenedSession, key: string) {
    this.#connection = session.connection;
    this.#streamId = session.streamId;
    this.#key = key;
    this.closed = session.connection.ended.then((error) => (error === null ? null : toAppError(error, 'relay.closed')));
  }

  /**
   * Goes on the air: resolves at `NetStream.Publish.Start`. Rejects with `relay.invalid`, `relay.no-key`, `relay.unreachable`,
   * `relay.tls`, what the service said (`relay.bad-key`, …, see refusal.ts), `relay.closed` when it hung up (`details.phase`:
   * `publishing` when that was its answer to the key), or with the signal's reason. Aborting later does nothing.
   */
  static open(options: RtmpPushOptions, signal: AbortSignal): Promise<RtmpPush> {
    return withSession(options, 'publish', signal, async (session) => {
      const { connection, voice, streamId, orEnd } = session;
      voice.publishing();
      // Its answer is a status; some servers send `_error`.
      const answer = connection.call(streamId, 'publish', null, options.key, 'live');
      const answered = answer.then(() => voice.started);
      await orEnd(Promise.race([voice.started, answered]));
      session.onStep('publishing');
      return new RtmpPush(session, options.key);
    });
  }

  /** As far as a service goes without anything being published: it is reached, it takes us in. Rejects as `open` does. */
  static probe(options: RtmpPushOptions, signal: AbortSignal): Promise<void> {
    return withSession(options, 'look', signal, async ({ connection, streamId }) => {
      connection.tell(0, 'deleteStream', null, streamId);
      await connection.close();
    });
  }

  /** What the socket has not taken yet, bytes. Nobody but the caller bounds it. */
  get unsentBytes(): number {
    return this.#connection.outbox.unsentBytes;
  }

  /** What the socket has taken since the connection was made, bytes, with all of RTMP's overhead. */
  get sentBytes(): number {
    return this.#connection.outbox.takenBytes;
  }

  /** Monotonic (performance.now()): when the socket last took bytes, or first got some to take. Telling while bytes wait. */
  get lastProgressAtMs(): number {
    return this.#connection.outbox.lastProgressAtMs;
  }

  /** For how long a service that acknowledges what it gets has owed an acknowledgement, milliseconds. */
  get owedMs(): number {
    return this.#connection.owedMs;
  }

  /** Queues a tag. Never waits; after the end it does nothing. The tag's bytes must not change any more. */
  send(tag: RelayTag): void {
    const data = Buffer.from(tag.data.buffer, tag.data.byteOffset, tag.data.byteLength);
    this.#connection.send(chunkStreams[tag.type], {
      type: tag.type,
      streamId: this.#streamId,
      timestampMs: tag.timestampMs,
      payload: tag.type === messageType.data ? scriptMessage(data) : data,
    });
  }

  /** Leaves in order: what waits, FCUnpublish, deleteStream, FIN; after two seconds without. Never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#leave();
    return this.#closing;
  }

  async #leave(): Promise<void> {
    this.#connection.tell(0, 'FCUnpublish', null, this.#key);
    this.#connection.tell(0, 'deleteStream', null, this.#streamId);
    await this.#connection.close();
  }
}
