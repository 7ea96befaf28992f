import { toAppError, type AppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { BroadcastPublication } from './broadcast-publication.js';
import type { BucketClient } from '../s3/bucket-client.js';
import type { BucketLine, Work } from './bucket-line.js';
import { readItem, sendItem, uploadTimeoutMs } from './media-uploads.js';
import { ObjectRefusals } from './object-refusals.js';
import { RateMeter } from './rate-meter.js';
import type { UploadItem } from './upload-track.js';

const mostUploads = 12;
const firstUploads = 4;
const fewUploads = 3;
/** Uploads that take longer share an uplink that is full: fewer at once get the live edge there sooner. */
const slowUploadMs = 4_000;
const quickUploadMs = 1_500;
/** A file that the archive has lost may be put back by hand, a full disk be made free. */
const localRetryMs = 10_000;
/** What the provider refuses for good is tried again so seldom in the end. */
const longestRefusalMs = 600_000;

interface Attempts {
  readonly count: number;
  readonly timeouts: number;
}

export interface MediaPumpDeps {
  readonly line: BucketLine;
  readonly clock: Clock;
  /** The archive's root. */
  readonly root: string;
  readonly keyOf: (path: string) => string;
  /** Those that may send, the live one first. */
  readonly publications: () => readonly BroadcastPublication[];
  readonly onConfirmed: (publication: BroadcastPublication) => void;
  /** Must not throw. */
  readonly onRetry: (publication: BroadcastPublication) => void;
  readonly logger: Logger;
}

/**
 * Sends media to one bucket, several objects at once: as many as the uplink likes. Takes the next one anew after every
 * failure, so that after an outage the newest goes first.
 */
export class MediaPump {
  readonly #deps: MediaPumpDeps;
  readonly #rate = new RateMeter();
  readonly #attempts = new WeakMap<UploadItem, Attempts>();
  readonly #refusals = new ObjectRefusals(longestRefusalMs);
  readonly #running = new Set<Promise<void>>();
  #limit = firstUploads;
  /** How long uploads take of late. */
  #usualMs = 0;
  #isWaiting = false;
  #cancelTimer: () => void = () => undefined;

  constructor(deps: MediaPumpDeps) {
    this.#deps = deps;
  }

  get bitsPerSecond(): number | null {
    return this.#rate.bitsPerSecond;
  }

  /** What was measured is of another network. */
  forgetRate(): void {
    this.#rate.reset(this.#deps.clock.monotonicMs());
    this.#limit = firstUploads;
  }

  /** Sends what there is to send. Call whenever there may be something new. */
  kick(): void {
    const { line } = this.#deps;
    if (line.isClosed) return;
    if (!line.isUp) {
      if (this.#isWaiting) return;
      this.#isWaiting = true;
      void line.ready().then(() => {
        this.#isWaiting = false;
        this.kick();
      });
      return;
    }
    while (this.#rate.inFlight < this.#limit) {
      const next = this.#next();
      if (next === null) break;
      const work = this.#send(next.publication, next.item);
      this.#running.add(work);
      void work.finally(() => this.#running.delete(work));
    }
    this.#setTimer();
  }

  /** What was refused may go through now: the destination was changed, or the bucket mended. */
  retryRefused(): void {
    for (const { backlog } of this.#deps.publications()) backlog.retryRefused();
    this.kick();
  }

  /** Resolves when nothing is under way. */
  async settle(): Promise<void> {
    this.#cancelTimer();
    await Promise.all(this.#running);
  }

  #next(): { readonly publication: BroadcastPublication; readonly item: UploadItem } | null {
    const nowMs = this.#deps.clock.monotonicMs();
    const publications = this.#deps.publications();
    const live = publications.find(({ isOver }) => !isOver);
    // the live edge always finds a way through: one upload is kept for it, unless there is only one
    const liveOnly = live !== undefined && this.#limit > 1 && this.#rate.inFlight >= this.#backlogSlots;
    for (const publication of publications) {
      if (liveOnly && publication !== live) continue;
      const item = publication.backlog.take(nowMs, { liveOnly });
      if (item !== null) return { publication, item };
    }
    return null;
  }

  /** Never rejects. */
  async #send(publication: BroadcastPublication, item: UploadItem): Promise<void> {
    const { line, clock, root, keyOf } = this.#deps;
    const known = this.#attempts.get(item) ?? { count: 0, timeouts: 0 };
    const startedMs = clock.monotonicMs();
    this.#rate.begin(startedMs);
    let sentBytes = 0;
    try {
      const body = await readItem(root, publication.folder, item);
      // not waited for with it in hand: after an outage something newer goes first
      if (!line.isUp) {
        publication.backlog.giveBack(item, startedMs);
        return;
      }
      const timeoutMs = uploadTimeoutMs({
        bytes: body.length,
        bitsPerSecond: this.#rate.bitsPerSecond,
        inFlight: this.#rate.inFlight,
        timeouts: known.timeouts,
      });
      // the key is made when there is a client: both may be another destination's by then
      const work: Work<void> = (client, signal) => {
        const key = keyOf(`${publication.folder}/${item.path}`);
        return sendItem(client, key, body, { signal, timeoutMs });
      };
      await line.attempt(work, known.count + 1, {
        ownFaultMs: (error) => this.#refusals.judge(item, error),
        look: (client, signal) => this.#lookWithAnother(work, client, signal),
      });
      sentBytes = body.length;
      this.#stored(publication, item, body.length);
    } catch (thrown) {
      if (!line.isClosed) this.#failed(publication, item, known, toAppError(thrown));
    } finally {
      const nowMs = clock.monotonicMs();
      this.#rate.end(nowMs, sentBytes);
      this.#adapt(nowMs - startedMs, sentBytes > 0);
      this.kick();
    }
  }

  #stored(publication: BroadcastPublication, item: UploadItem, bytes: number): void {
    this.#refusals.stored(item);
    publication.confirm(item, bytes);
    this.#attempts.delete(item);
    this.#deps.onConfirmed(publication);
  }

  /** The bucket has refused an object: only another one shows whether it refuses all. */
  async #lookWithAnother(refused: Work<void>, client: BucketClient, signal: AbortSignal): Promise<void> {
    const { root, keyOf, clock } = this.#deps;
    const next = this.#next();
    if (next === null) return refused(client, signal);
    const { publication, item } = next;
    try {
      const body = await readItem(root, publication.folder, item);
      const timeoutMs = uploadTimeoutMs({ bytes: body.length, bitsPerSecond: null, inFlight: 1, timeouts: 0 });
      await sendItem(client, keyOf(`${publication.folder}/${item.path}`), body, { signal, timeoutMs });
      this.#stored(publication, item, body.length);
    } finally {
      publication.backlog.giveBack(item, clock.monotonicMs());
    }
  }

  #failed(publication: BroadcastPublication, item: UploadItem, known: Attempts, error: AppError): void {
    const { clock, onRetry, logger } = this.#deps;
    const again = error.details['againAfterMs'];
    // what the line did not refuse failed here: the archive, or the journal (disk full)
    const pauseMs = typeof again === 'number' ? again : localRetryMs;
    publication.backlog.giveBack(item, clock.monotonicMs() + pauseMs);
    if (error.details['isOwnFault'] === true) publication.refuse(item, error);
    const timeouts = known.timeouts + (error.details['why'] === 'timeout' ? 1 : 0);
    this.#attempts.set(item, { count: known.count + 1, timeouts });
    if (typeof again === 'number') logger.debug({ err: error, path: item.path }, 'upload failed');
    else logger.error({ err: error, path: item.path }, 'not sent, or not written down that it was');
    onRetry(publication);
  }

  /**
   * How many uploads the backlog may have under way beside a live edge. What comes next shares the line with them: on a line
   * that is full a few keep it full, and the edge gets its part; where the bucket is slow to answer more are needed for that.
   */
  get #backlogSlots(): number {
    const isFull = this.#usualMs > quickUploadMs;
    return Math.min(this.#limit - 1, isFull ? fewUploads : Math.max(fewUploads, Math.floor(this.#limit / 2)));
  }

  #adapt(tookMs: number, hasSucceeded: boolean): void {
    this.#usualMs = this.#usualMs * 0.8 + tookMs * 0.2;
    if (tookMs > slowUploadMs) this.#limit = Math.max(1, this.#limit - 1);
    else if (hasSucceeded && tookMs < quickUploadMs) this.#limit = Math.min(mostUploads, this.#limit + 1);
  }

  #setTimer(): void {
    this.#cancelTimer();
    const nowMs = this.#deps.clock.monotonicMs();
    const due = Math.min(...this.#deps.publications().map(({ backlog }) => backlog.nextDueMs(nowMs) ?? Infinity));
    if (due === Infinity) return;
    this.#cancelTimer = this.#deps.clock.after(Math.max(10, due - nowMs), () => this.kick());
  }
}
