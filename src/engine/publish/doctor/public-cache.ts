import { objectUrl } from '../s3/object-url.js';
import { failed, passed, warned, type CheckResult } from './check-result.js';
import type { DoctorRun } from './doctor-run.js';
import { askUntil, keyPauseMs, pause } from './patience.js';
import { kinds } from './test-files.js';

/** What playlists are sent with, seconds. */
const playlistSeconds = 2;
/** A default that keeps files for longer is worth a word, seconds. */
const longDefaultSeconds = 60;
/** After the two seconds that were allowed, and some for the way. */
const freshAgain = { everyMs: 500, forMs: 5_000 };

const edgeMend = [
  'With a CDN in front: let it take the time from the bucket ("respect origin Cache-Control"), and set no minimum or browser TTL of its own.',
  'Without one: the provider has such a default; choose it in the list of providers, or use another public URL (for DigitalOcean the origin endpoint, not the CDN endpoint).',
];

/** Whether Cache-Control arrives as sent, whether it is kept to, and what holds where none is sent. */
export async function checkCaches(run: DoctorRun, publicUrl: string): Promise<CheckResult> {
  const name = 'live.m3u8';
  const url = objectUrl(publicUrl, run.scratch.key(name));
  await run.scratch.put(name, Buffer.from('#EXTM3U\n# one\n'), kinds.playlist);
  const writtenMs = run.clock.monotonicMs();
  const before = await run.web.ask(url);
  const seconds = maxAge(before.headers.get('cache-control'));
  if (seconds !== null && seconds > playlistSeconds) {
    return failed(
      `Live playlists may be kept for ${inWords(seconds)} instead of ${playlistSeconds} s: viewers would stand still.`,
      edgeMend,
    );
  }
  await pause(run, keyPauseMs - (run.clock.monotonicMs() - writtenMs));
  const renewed = Buffer.from('#EXTM3U\n# two\n');
  await run.scratch.put(name, renewed, kinds.playlist);
  const after = await askUntil(
    run,
    freshAgain,
    () => run.web.ask(url),
    (answer) => answer.body.equals(renewed),
  );
  if (!after.body.equals(renewed)) {
    return failed(
      `A playlist that was written anew is still the old one after ${freshAgain.forMs / 1000} s: viewers would stand still.`,
      edgeMend,
    );
  }
  if (seconds === null) {
    return warned(
      'How long caches may keep a file (Cache-Control) does not arrive: browsers and CDNs then guess.',
      edgeMend,
    );
  }
  return defaultAge(run, publicUrl);
}

/** A file without Cache-Control: some providers add one of their own. */
async function defaultAge(run: DoctorRun, publicUrl: string): Promise<CheckResult> {
  // An empty value is left out of the request.
  await run.scratch.put('default.json', Buffer.from('{}'), { ...kinds.json, cacheControl: '' });
  const { headers } = await run.web.ask(objectUrl(publicUrl, run.scratch.key('default.json')));
  const seconds = maxAge(headers.get('cache-control'));
  const asSent = 'Caches keep playlists and segments exactly as long as they should.';
  if (seconds === null || seconds < longDefaultSeconds) return passed(asSent);
  return warned(`${asSent} Files that are stored without saying how long are kept for ${inWords(seconds)} here.`, [
    'Nothing for Headwater, which always says it. Files that other tools put into this bucket need a Cache-Control of their own.',
  ]);
}

/** What a shared cache goes by, seconds; null when the header says nothing of it. */
function maxAge(header: string | null): number | null {
  const text = (header ?? '').toLowerCase();
  if (/\bno-(store|cache)\b/.test(text)) return 0;
  const match = /\bs-maxage=(\d+)/.exec(text) ?? /\bmax-age=(\d+)/.exec(text);
  return match === null ? null : Number(match[1]);
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min (${seconds} s)`;
  return `${Math.round(seconds / 3600)} h (${seconds} s)`;
}
