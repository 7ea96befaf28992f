import { broadcastIdSchema } from '../../../shared/domain.js';
import { AppError } from '../../../shared/errors.js';

/** What leads viewers to a broadcast, in its own folder. */
const doors = ['index.html', 'embed.html', 'broadcast.json', 'master.m3u8', 'dvr.m3u8', 'manifest.mpd'];

/** Keys that lead viewers to a broadcast, whether they are there or not. */
export function doorKeys(prefix: string): string[] {
  return doors.map((name) => `${prefix}${name}`);
}

/**
 * Throws `input.invalid` unless this is the whole key prefix of one broadcast: `…/b/<broadcast id>/`. What is removed cannot be
 * brought back, so a prefix that is too short must never get this far.
 */
export function assertBroadcastPrefix(prefix: string): void {
  const parts = prefix.split('/');
  const [folder, id, end] = parts.slice(-3);
  const isBroadcast = folder === 'b' && end === '' && broadcastIdSchema.safeParse(id).success;
  if (isBroadcast && parts.slice(0, -1).every((part) => part !== '' && isHarmlessPart(part))) return;
  throw new AppError('input.invalid', `Expected the key prefix of a broadcast, got ${JSON.stringify(prefix)}`);
}

/**
 * True for a key inside the prefix that no server can take for another place. A server that lists anything else (another
 * prefix, a folder of a similar name, a way up) is not believed. Servers that keep keys as files resolve `..`, and some decode
 * a key twice.
 */
export function isOwnKey(prefix: string, key: string): boolean {
  if (!key.startsWith(prefix)) return false;
  const rest = key.slice(prefix.length);
  return [rest, decoded(rest)].every((text) => text !== null && text.split('/').every(isHarmlessPart));
}

/** In which turn a key goes: 0 what leads to media, 1 media and all the rest. */
export function removalTurn(key: string): 0 | 1 {
  return /\.(m3u8|mpd|html|json)$/i.test(key) ? 0 : 1;
}

function isHarmlessPart(part: string): boolean {
  // an empty part is the folder's own marker, or a doubled slash: both stay inside
  return part !== '.' && part !== '..' && !/[\p{Cc}\\]/u.test(part);
}

function decoded(text: string): string | null {
  let once = text;
  try {
    for (let twice = decodeURIComponent(once); twice !== once; twice = decodeURIComponent(once)) once = twice;
    return once;
  } catch {
    // a lone percent sign: nothing that anybody decodes
    return /%(2e|2f|5c)/i.test(once) ? null : once;
  }
}
