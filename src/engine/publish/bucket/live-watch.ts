import type { Reason } from '../../../shared/domain.js';
import { AppError, toAppError } from '../../../shared/errors.js';
import type { RenditionTimeline } from '../../package/rendition-timeline.js';
import { objectUrl } from '../s3/object-url.js';
import { elsewhere, fetchPublic, throwIfRefused } from './public-check.js';
import type { PublicVerifierDeps } from './public-verifier.js';

/** One small request a minute costs nothing, and a link that died is told before viewers write. */
const everyMs = 60_000;
/** One answer that is wrong may be a server that restarts. */
const againMs = 10_000;
const failuresToTell = 2;
/** A copy may be so old, and two segments: playlists may be kept for a second, and a CDN takes some more. */
const oldestSeconds = 10;
const mostBytes = 4 * 1024 * 1024;

/** A live playlist as it was written last. */
export interface WrittenPlaylist {
  /** Below the destination's prefix. */
  readonly path: string;
  readonly content: Buffer;
  readonly timeline: RenditionTimeline;
  readonly targetDurationSeconds: number;
}

export interface LiveWatchDeps {
  readonly eye: PublicVerifierDeps;
  /** Those that are written and not held back on purpose. */
  readonly playlists: () => readonly WrittenPlaylist[];
  /** False while nothing gets to the bucket: then nobody knows what viewers get. */
  readonly isLineUp: () => boolean;
  /** Viewers get it, or not any more. */
  readonly onVerified: (isVerified: boolean) => void;
  readonly onNotice: (level: 'info' | 'warning', reason: Reason) => void;
}

/**
 * Reads a live playlist back about once a minute, as viewers get it: a policy that was changed, a domain that ran out or a
 * cache that keeps old copies is told while the show is on. Nothing waits for it. It speaks after two failures in a row.
 */
export class LiveWatch {
  readonly #deps: LiveWatchDeps;
  #nextMs: number;
  #failures = 0;
  /** Which playlist is next; one that failed is read again. */
  #turn = 0;
  #isLooking = false;
  /** Why viewers do not get it; null: they do, as far as is known. */
  trouble: AppError | null = null;

  constructor(deps: LiveWatchDeps) {
    this.#deps = deps;
    this.#nextMs = deps.eye.clock.monotonicMs() + everyMs;
  }

  /** The destination was changed: look with the next tick. */
  poke(): void {
    this.#nextMs = -Infinity;
  }

  /** Looks, when it is time. Resolves when it has looked. Rejects as `onVerified` throws. */
  async tick(): Promise<void> {
    const { eye, playlists, isLineUp } = this.#deps;
    if (this.#isLooking || eye.clock.monotonicMs() < this.#nextMs) return;
    const written = playlists();
    const playlist = written[this.#turn % Math.max(1, written.length)];
    // no connection of the moment: it is being made anew
    const publicUrl = eye.target()?.publicUrl;
    if (playlist === undefined || publicUrl === undefined) return;
    this.#isLooking = true;
    try {
      const error = await this.#look(playlist);
      // of an address that is not the viewers' any more
      if (eye.target()?.publicUrl !== publicUrl) return;
      // called off, or a network that is gone here
      if (eye.signal.aborted || (error !== null && !isLineUp())) return;
      this.#nextMs = eye.clock.monotonicMs() + (error === null ? everyMs : againMs);
      if (error === null) this.#succeeded();
      else this.#failed(error);
    } finally {
      this.#isLooking = false;
    }
  }

  async #look({ path, content, timeline, targetDurationSeconds }: WrittenPlaylist): Promise<AppError | null> {
    const { target, keyOf, signal, onRequest } = this.#deps.eye;
    try {
      const publicUrl = target()?.publicUrl ?? null;
      if (publicUrl === null) {
        throw new AppError('destination.no-public-url', 'Expected the URL at which viewers read the bucket');
      }
      onRequest?.();
      // no `no-cache` here: the copy of a cache is what viewers get
      const { status, body } = await fetchPublic(objectUrl(publicUrl, keyOf(path)), { mostBytes, signal });
      throwIfRefused(status);
      const [read, wrote] = [newestNamed(body), newestNamed(content)];
      if (status !== 200 || read === null) throw elsewhere(status);
      const behind = timeline.segments.slice(read + 1, (wrote ?? -1) + 1);
      const ticks = behind.reduce((sum, { durationTicks }) => sum + durationTicks, 0);
      const behindSeconds = Math.round(ticks / timeline.row.timescale);
      if (behindSeconds > oldestSeconds + 2 * targetDurationSeconds) {
        throw new AppError('publish.stale', `Expected a fresh playlist, got one that is ${behindSeconds} s old`, {
          details: { behindSeconds },
          retryable: true,
        });
      }
      return null;
    } catch (error) {
      return toAppError(error, 'publish.unreachable');
    }
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#turn += 1;
    if (this.trouble === null) return;
    this.trouble = null;
    this.#deps.onNotice('info', { code: 'publish.public-again', details: {} });
    this.#deps.onVerified(true);
  }

  #failed(error: AppError): void {
    this.#failures += 1;
    if (this.#failures < failuresToTell) return;
    const isNews = this.trouble?.code !== error.code;
    this.trouble = error;
    if (!isNews) return;
    this.#deps.onNotice('warning', { code: error.code, details: error.details });
    this.#deps.onVerified(false);
  }
}

/**
 * The newest sequence that a media playlist names; null when it is none of ours. Not read with hls-parser: it writes to
 * standard error about the second EXT-X-GAP.
 */
function newestNamed(playlist: Buffer): number | null {
  const text = playlist.toString();
  const last = text.startsWith('#EXTM3U') ? /(?:^|\n)(\d+)\.m4s\s*(?:#EXT-X-ENDLIST\s*)?$/.exec(text) : null;
  return last === null ? null : Number(last[1]);
}
