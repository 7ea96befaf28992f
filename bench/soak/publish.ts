import { runSoakParts, type SoakPart } from './lib/soak-parts.js';

/**
 * `npm run soak -- publish [part …]`: what publishing has to survive, at full length: outages of five minutes, bad lines,
 * a line of 1 Mbit/s and lost names for a minute each, a clock that is set, 50 kills in one broadcast, sleep, a minute on each
 * server, a dead bucket behind nginx. About three quarters of an hour; an interrupted run goes on where it was.
 */
const parts: readonly SoakPart[] = [
  { name: 'live', file: 'publish' },
  { name: 'live-ceph', file: 'publish-ceph' },
  { name: 'outage-offline', file: 'publish-faults-outage', only: '\\(offline\\)' },
  { name: 'outage-blackhole', file: 'publish-faults-outage', only: '\\(blackhole\\)' },
  { name: 'outage-at-end', file: 'publish-faults-outage', only: 'ends without network' },
  { name: 'line', file: 'publish-faults', only: 'seed {seed}$', seeds: 3 },
  { name: 'refusals', file: 'publish-faults', only: '^(?!.*seed \\d)' },
  { name: 'uplink', file: 'publish-faults-uplink' },
  { name: 'dns', file: 'publish-faults-dns' },
  { name: 'clock', file: 'publish-faults-clock' },
  { name: 'crash', file: 'publish-crash', only: 'seed {seed}$', seeds: 2 },
  { name: 'sleep', file: 'publish-crash', only: '^(?!.*seed \\d)' },
  { name: 'nginx', file: 'nginx-edge' },
];
// an outage alone takes five minutes, and so do fifty kills
const testTimeoutMs = 900_000;
const failed = await runSoakParts('publish', parts, { named: process.argv.slice(2), testTimeoutMs });
process.exitCode = failed === 0 ? 0 : 1;
