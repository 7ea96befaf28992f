import { runSoakParts, type SoakPart } from './lib/soak-parts.js';

/**
 * `npm run soak -- relays [part …]`: what relays have to survive, at full length, each beside a bucket: a service that stands
 * still for a minute, one that never reads, one that refuses the key, one that resets every 5 s for minutes; a primary that
 * dies and one that falls silent, 20 times; an encoder that goes and comes back as often, with both settings. About forty
 * minutes; an interrupted run goes on where it was.
 */
const parts: readonly SoakPart[] = [
  { name: 'bad-company', file: 'relays-beside-bucket' },
  { name: 'backup', file: 'relays-changes', only: 'a primary dies.*seed {seed}$' },
  { name: 'encoder', file: 'relays-changes', only: 'the encoder goes.*seed {seed}$' },
  { name: 'runner', file: 'relay-runner' },
  { name: 'srt', file: 'relay-srt' },
];
// to be gone back to takes half a minute, and to be trusted again another: twenty times
const testTimeoutMs = 2_400_000;
const failed = await runSoakParts('relays', parts, { named: process.argv.slice(2), testTimeoutMs });
process.exitCode = failed === 0 ? 0 : 1;
