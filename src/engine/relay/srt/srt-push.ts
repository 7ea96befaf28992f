import type { AppError } from '../../../shared/errors.js';
import { flvTagBytes } from '../flv/flv-bytes.js';
import type { RelayPush } from '../relay-push.js';
import type { RelayTag } from '../relay-tag.js';
import type { RtmpPushOptions } from '../rtmp/push-options.js';
import { isHeader, readFeedTag, type FeedTagKind } from '../worker/feed-tag.js';
import { callListener } from './call-listener.js';
import { whyNotCarried } from './carried.js';
import { parseSrtPlace } from './srt-place.js';
import { presetText, unpackSecrets } from './srt-secrets.js';
import { SrtSender, type SrtCall, type SrtSenderDeps } from './srt-sender.js';

/** Shorter ones would blank out ordinary words. */
const shortestRedacted = 4;

/**
 * The programme on its way to one SRT server. A sender starts with the first picture or sound. It keeps the decoder configurations that it
 * began with (ffmpeg 5.1, copying, writes those before each keyframe whatever comes later): others are another sender, another call.
 */
export class SrtPush implements RelayPush {
  readonly closed: Promise<AppError | null>;
  readonly taken: Promise<void>;
  /** A peer's silence is for SRT to notice. */
  readonly owedMs = 0;
  readonly #call: SrtCall;
  readonly #deps: SrtSenderDeps;
  readonly #openedAtMs: number;
  /** Newest of each kind. */
  readonly #headers = new Map<FeedTagKind, RelayTag>();
  #settle: (error: AppError | null) => void = () => undefined;
  #take: () => void = () => undefined;
  #sender: SrtSender | null = null;
  #isStale = false;
  #isOver = false;
  #closing: Promise<void> | null = null;

  private constructor(call: SrtCall, deps: SrtSenderDeps) {
    this.#call = call;
    this.#deps = deps;
    this.#openedAtMs = deps.clock.monotonicMs();
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.taken = new Promise((resolve) => {
      this.#take = resolve;
    });
  }

  /**
   * Resolves when an SRT server has shown that it listens; whether it takes the stream id and the passphrase shows once something
   * is sent (`closed`: `relay.bad-key` …). Rejects with `relay.invalid`, `relay.unreachable`, `relay.refused`, the signal's reason.
   */
  static async open(options: RtmpPushOptions, deps: SrtSenderDeps, signal: AbortSignal): Promise<SrtPush> {
    const place = parseSrtPlace(options.url);
    const secrets = unpackSecrets(options.key);
    const preset = presetText(secrets);
    const host = await callListener(place, options, signal);
    const hidden = [secrets.streamId, secrets.passphrase ?? ''].filter(({ length }) => length >= shortestRedacted);
    return new SrtPush({ place, host, connectTimeoutMs: options.connectTimeoutMs, preset, secrets: hidden }, deps);
  }

  /** Looks whether a server listens, as `open` does; it makes no call. */
  static async probe(options: RtmpPushOptions, signal: AbortSignal): Promise<void> {
    const place = parseSrtPlace(options.url);
    presetText(unpackSecrets(options.key));
    await callListener(place, options, signal);
  }

  get unsentBytes(): number {
    return this.#sender?.unsentBytes ?? 0;
  }

  get lastProgressAtMs(): number {
    return this.#sender?.lastProgressAtMs ?? this.#openedAtMs;
  }

  send(tag: RelayTag): void {
    if (this.#isOver) return;
    const error = whyNotCarried(tag, this.#deps.ffmpeg);
    if (error !== null) return this.#end(error);
    const { kind } = readFeedTag(tag);
    if (isHeader(kind)) return this.#takeHeader(kind, tag);
    if (this.#sender === null || this.#isStale) this.#sender = this.#begin();
    this.#sender.write(flvTagBytes(tag));
  }

  close(): Promise<void> {
    this.#closing ??= this.#leave();
    return this.#closing;
  }

  #takeHeader(kind: FeedTagKind, tag: RelayTag): void {
    const before = this.#headers.get(kind);
    this.#headers.set(kind, tag);
    if (kind === 'script' || (before !== undefined && Buffer.compare(before.data, tag.data) === 0)) return;
    this.#isStale = this.#sender !== null;
  }

  /** With all headers first: what has none by now is no track of this call. */
  #begin(): SrtSender {
    const before = this.#sender?.leave() ?? Promise.resolve();
    const sender = new SrtSender(this.#call, this.#deps, before);
    this.#isStale = false;
    for (const header of this.#headers.values()) sender.write(flvTagBytes({ ...header, timestampMs: 0 }));
    void sender.taken.then(() => this.#take());
    void sender.ended.then((error) => {
      if (sender === this.#sender && error !== null) this.#end(error);
    });
    return sender;
  }

  #end(error: AppError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    void this.#sender?.leave();
    this.#settle(error);
  }

  async #leave(): Promise<void> {
    this.#isOver = true;
    await this.#sender?.leave();
    this.#settle(null);
  }
}
