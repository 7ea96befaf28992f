import type { ProblemCode } from './problems.js';

/** A failure of a player, in terms that hls.js and the video element share. */
export interface Failure {
  readonly kind: 'network' | 'media' | 'unsupported' | 'other';
  /** What was being loaded when a network failure struck. */
  readonly what: 'master' | 'playlist' | 'segment' | 'none';
  /** HTTP status, 0 when there was no answer. */
  readonly status: number;
}

/** Failures since the last time that playback went well, this one included. */
export interface FailureCounts {
  readonly network: number;
  readonly media: number;
}

/**
 * What to do about a failure. `load-again` asks for the rest of the same stream, `recover-media` empties the decoder,
 * `start-over` builds the player anew, `skip` jumps over a segment that is gone, `give-up` waits for the viewer.
 */
export interface Recovery {
  readonly action: 'load-again' | 'recover-media' | 'start-over' | 'skip' | 'give-up';
  readonly delayMs: number;
  readonly problem: ProblemCode;
}

const maxMediaTries = 5;

function backOffMs(tries: number): number {
  return Math.min(15_000, 1_000 * 2 ** Math.min(Math.max(tries - 1, 0), 8));
}

const isGone = (status: number): boolean => status === 403 || status === 404 || status === 410;

/** The one place that decides. Nobody else retries (hls.js has made its own short tries before). */
export function decideRecovery(failure: Failure, counts: FailureCounts): Recovery {
  switch (failure.kind) {
    case 'unsupported':
      return { action: 'give-up', delayMs: 0, problem: 'unsupported' };
    case 'network': {
      const delayMs = backOffMs(counts.network);
      if (failure.what === 'segment' && isGone(failure.status))
        return { action: 'skip', delayMs, problem: 'media-missing' };
      // A playlist that is not there before the first segment is there: the stream is just being set up.
      const problem = isGone(failure.status) ? 'not-yet' : 'connection';
      return { action: failure.what === 'master' ? 'start-over' : 'load-again', delayMs, problem };
    }
    case 'media':
    case 'other': {
      if (counts.media > maxMediaTries) return { action: 'give-up', delayMs: 0, problem: 'media-broken' };
      if (failure.kind === 'media' && counts.media === 1) {
        return { action: 'recover-media', delayMs: 0, problem: 'media-broken' };
      }
      return { action: 'start-over', delayMs: backOffMs(counts.media - 1), problem: 'media-broken' };
    }
  }
}
