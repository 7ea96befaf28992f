import type { AppError, ErrorCode } from '../../../shared/errors.js';

/**
 * What to do about a failed request, in one place. `again`: this request, soon. `offline`: nothing gets through; look for
 * the network with small requests, nothing else until it is back. `blocked`: the bucket says no; ask again every now and
 * then, for it may be mended at the provider, and at once when the destination is changed here.
 */
export type Remedy = 'again' | 'offline' | 'blocked';

const blocked: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'publish.unknown-key',
  'publish.wrong-secret',
  'publish.expired-key',
  'publish.forbidden',
  'publish.no-bucket',
  'publish.wrong-region',
  'publish.refused',
  'publish.unsupported',
  'destination.no-credentials',
  'destination.not-found',
  'destination.invalid',
  'secrets.locked',
]);
/** Two failures in a row may be two bad connections; more is the network. */
const failuresInARow = 3;
/** Where a server is busy some requests get through all the same: it takes more to call it gone. */
const refusalsInARow = 12;

/** `inARow`: failures since the last request that went through, this one included. */
export function remedyFor(error: AppError, inARow: number): Remedy {
  if (blocked.has(error.code)) return 'blocked';
  if (error.code === 'publish.throttled' || error.code === 'publish.server-error') {
    return inARow >= refusalsInARow ? 'offline' : 'again';
  }
  if (error.code === 'publish.clock-skew' || error.code === 'publish.conflict') return 'again';
  return inARow >= failuresInARow || error.details['why'] === 'dns' || error.details['why'] === 'refused'
    ? 'offline'
    : 'again';
}

/** Pause before the same request again: doubles from 0.2 s to 3 s, jittered, or as the server said. */
export function againAfterMs(error: AppError, attempt: number, chance: () => number = Math.random): number {
  const said = error.details['retryAfterMs'];
  if (typeof said === 'number' && said > 0) return Math.min(said, 30_000) * (1 + chance() * 0.1);
  // the offset is known now; where that does not help it must not go round and round
  if (error.code === 'publish.clock-skew' && attempt === 1) return 0;
  return Math.min(3_000, 200 * 2 ** Math.min(attempt - 1, 10)) * (0.5 + chance() / 2);
}

/**
 * Pause between looks at a bucket that cannot be reached (short: viewers wait, and the look is one small request) or that
 * says no (1 s to 15 s).
 */
export function lookAgainAfterMs(remedy: Remedy, looks: number, chance: () => number = Math.random): number {
  const longest =
    remedy === 'blocked' ? Math.min(15_000, 1_000 * 2 ** Math.min(looks, 4)) : Math.min(600, 250 * (looks + 1));
  return longest * (0.5 + chance() / 2);
}
