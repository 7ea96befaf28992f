import type { MessagePort } from 'node:worker_threads';
import type { SourceInfo } from '../../shared/domain.js';
import type { ServerState } from '../../shared/studio-state.js';
import type { Service } from '../service.js';

/** Figures of an incoming stream over the last second. Bits per second. */
export interface IngestFigures {
  readonly bitrate: number;
  readonly fps: number | null;
  /** Length of the last complete GOP. */
  readonly gopSeconds: number | null;
  /** Time since the last IDR on the stream's own clock: grows past `gopSeconds` when the GOP is longer than before. */
  readonly openGopSeconds: number | null;
  /** RTMP timestamp of the newest packet, in milliseconds. */
  readonly newestTimestampMs: number;
  readonly totalBytes: number;
}

/**
 * One stay of an encoder: from its accepted publish to its end. Never spliced with another.
 *
 * It has one decoder configuration. An encoder that sends another one while it stays connected (the phone was turned,
 * another scene size, another sample rate: a new SPS or AudioSpecificConfig) ends its session with `disconnected`, and
 * `onPublish` brings another one of the same input: other id, figures from zero, `ready` anew, timestamps that go on. As
 * after any end, pulls of the old session get everything up to the change, then EOF; what has not pulled by then never will.
 * After a new picture size the next session starts with its first IDR; when the sound alone changes, at the next keyframe,
 * and the sound between the two is lost. Repeated headers that say the same change nothing. More than ten changes in 10 s
 * cut the encoder off (`onRefused` with `input.invalid`).
 */
export interface PublishSession {
  readonly id: string;
  readonly inputId: string;
  /** Address of the encoder, for people. */
  readonly remoteAddress: string;
  readonly startedAtMs: number;
  /**
   * Mints a one-time loopback URL under which one ffmpeg may pull this session. It names neither key nor input. Each
   * pull starts at an IDR of the last 12 s: the newest not after `fromSeconds` on the stream's own clock (the oldest when
   * all are after it), or simply the newest. It ends (EOF) when the session ends.
   */
  createPullUrl(options?: { readonly fromSeconds?: number }): Promise<string>;
  /**
   * The encoder's own packets as RelayFeedMessages, from the GOP under way on, for a thread that sends them on untouched. The
   * port is to be passed on, and read at once: what is not answered for (RelayFeedAnswer) is bounded, and a reader that stands
   * still finds its port closed. Ends with `end` when the session does, at once when it already has.
   */
  tap(): MessagePort;
  /**
   * What is coming in. Resolves when the announced tracks' sequence headers are there, at the latest 5 s after the
   * publish with what is there then. Rejects with `ingest.no-video`/`ingest.codec-unsupported`, or when the session ends first.
   */
  readonly ready: Promise<SourceInfo>;
  readonly ended: Promise<{ reason: 'disconnected' | 'refused' | 'server-restarted' | 'stopped' }>;
  /** The newest figures; null before the first second. */
  figures(): IngestFigures | null;
  /** Called every second with new figures; returns the unsubscriber. */
  onFigures(listener: (figures: IngestFigures) => void): () => void;
  /** Cuts the encoder off. Does nothing once the session has ended, even where the encoder goes on in another one. */
  disconnect(): void;
}

/** The local RTMP server, in its own worker thread, supervised. */
export interface MediaServer extends Service {
  state(): ServerState;
  onState(listener: (state: ServerState) => void): () => void;
  onPublish(listener: (session: PublishSession) => void): () => void;
  /** A publisher was cut off before a packet was used. */
  onRefused(
    listener: (refusal: {
      code: 'ingest.unknown-key' | 'ingest.already-publishing' | 'input.invalid';
      remoteAddress: string;
    }) => void,
  ): () => void;
  /** Replaces the accepted stream keys. A session whose key is gone is cut off. */
  setKeys(keys: readonly { inputId: string; key: string }[]): void;
  /**
   * Mints a one-time loopback URL under which one ffmpeg of the engine's own may publish for this input, key or no key. It lasts
   * 10 s. Whoever publishes for the input gives way to it. Rejects with `ingest.source-ended` (retryable) while the server is away.
   */
  mintPublishUrl(inputId: string): Promise<string>;
  /** Listens on the network too (or no longer). Live sessions are cut off only when they came from there and may no longer. */
  setLan(allowed: boolean): Promise<void>;
}
