import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RelayTag } from '../src/engine/relay/relay-tag.js';
import { readFlvTags } from '../test/servers/flv-file.js';
import { runMainOrEngine } from './support/engine-process.js';
import { makeSource } from './support/ffmpeg.js';
import { relayedShow, type RelayedShow, type RelayWindow } from './support/relayed-show.js';
import { servicesRole, servicesRoleName } from './support/relay-services.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { runMainOrRole } from './support/role-process.js';
import { showSpread, spreadOf, type Spread } from './support/statistics.js';
import { withFolder } from './support/temporary-folder.js';
import { latenciesOf } from './support/timed-push.js';

/** The budgets: CPU of one copied relay; what it adds to the latency, and what bad ones add to a good one's. */
const budgetPercent = 2;
const budgetMs = 50;
const few = 4;
const many = 20;
const rounds = isQuick ? 1 : 4;
const windowSeconds = isQuick ? 2 : 10;
const settleSeconds = isQuick ? 1 : 3;
/** At 5 Mb/s it takes so long until the kernels' buffers are full and more waits in the relays themselves. */
const badSettleSeconds = isQuick ? 2 : 20;
const clipSeconds = 20;

type Show = (
  of: Pick<Parameters<typeof relayedShow>[0], 'manners' | 'isSwitched'>,
  bad?: boolean,
) => Promise<RelayedShow>;

const measure = (): Promise<BenchResult> =>
  withFolder(async (folder) => {
    const file = path.join(folder, 'source.flv');
    await makeSource(file, { width: 1920, height: 1080, seconds: clipSeconds, kbits: 5_000 });
    const tags = readFlvTags(await readFile(file)) as readonly RelayTag[];
    const show: Show = (of, isBad = false) => {
      const settle = { off: settleSeconds, on: isBad ? badSettleSeconds : settleSeconds };
      return relayedShow({ ...of, tags, clipSeconds, rounds, windowSeconds, settleSeconds: settle });
    };
    const copies = async (count: number): Promise<BenchResult> => {
      const manners = Array.from({ length: count }, () => 'good' as const);
      return copied(count, await show({ manners, isSwitched: () => true }));
    };
    const results = [await copies(few), await copies(many)];
    const manners = ['good', 'sleepy', 'choosy', 'moody', 'deaf'] as const;
    results.push(amongBadOnes(await show({ manners, isSwitched: (manner) => manner !== 'good' }, true)));
    return {
      figures: results.flatMap(({ figures }) => figures),
      details: { few: results[0]?.details, many: results[1]?.details, bad: results[2]?.details },
    };
  });

const showTimes = (spread: Spread): string =>
  `p50 ${spread.median.toFixed(1)}, p95 ${spread.p95.toFixed(1)} ms (n ${spread.count})`;

function copied(count: number, { off, on, sent, straight, relayed }: RelayedShow): BenchResult {
  const perRelay = (of: (window: RelayWindow) => number): Spread =>
    spreadOf(on.map((window, round) => (of(window) - of(off[round] ?? window)) / count));
  const percent = perRelay(({ cores }) => cores * 100);
  const direct = spreadOf(latenciesOf(sent, straight));
  const spreads = relayed.map((taken) => spreadOf(latenciesOf(sent, taken)));
  const worst = spreads.reduce((one, other) => (other.p95 > one.p95 ? other : one));
  return {
    figures: [
      {
        what: `CPU of each of ${count} copied relays, 1080p30 at 5 Mb/s, of a core`,
        measured: showSpread(percent, 2, ' %'),
        budget: `≤ ${budgetPercent} %`,
        isKept: percent.median <= budgetPercent,
      },
      {
        what: '  engine without relays, of a core',
        measured: showSpread(spreadOf(off.map(({ cores }) => cores * 100)), 1, ' %'),
      },
      {
        what: '  memory of each',
        measured: showSpread(
          perRelay(({ bytes }) => bytes / 1e6),
          1,
          ' MB',
        ),
      },
      {
        what: "  encoder's packet sent → at the service, the slowest of the relays",
        measured: showTimes(worst),
        budget: `≤ ${budgetMs} ms more`,
        isKept: worst.p95 - direct.p95 <= budgetMs,
      },
      { what: '  the same packet straight to a service', measured: showTimes(direct) },
    ],
    details: { off, on, direct, spreads },
  };
}

function amongBadOnes({ off, on, sent, relayed: [good = []] }: RelayedShow): BenchResult {
  const during = (windows: readonly RelayWindow[]): Spread =>
    spreadOf(latenciesOf(sent, good, (atMs) => windows.some(({ startMs, endMs }) => atMs >= startMs && atMs < endMs)));
  const [alone, among] = [during(off), during(on)];
  const megabytes = (windows: readonly RelayWindow[]): Spread => spreadOf(windows.map(({ bytes }) => bytes / 1e6));
  return {
    figures: [
      {
        what: "a good service's packet, four bad ones beside it",
        measured: showTimes(among),
        budget: `≤ ${budgetMs} ms more`,
        isKept: among.median - alone.median <= budgetMs && among.p95 - alone.p95 <= budgetMs,
      },
      { what: '  with the bad ones switched off', measured: showTimes(alone) },
      { what: '  engine with the bad ones', measured: showSpread(megabytes(on), 0, ' MB') },
      { what: '  without them', measured: showSpread(megabytes(off), 0, ' MB') },
    ],
    details: { off, on, alone, among },
  };
}

await runMainOrRole(() => runMainOrEngine(() => runBench('relay', measure)), { [servicesRoleName]: servicesRole });
