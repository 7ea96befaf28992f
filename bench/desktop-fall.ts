import { cpSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startScreen } from '../test/e2e/studio-whole-screen.js';
import { endShow } from '../test/e2e/studio-whole-steps.js';
import { prepareHome } from './support/desktop-home.js';
import { goLive, livePill, longestMs, openDesktop, withSeat, type Seat } from './support/desktop-seat.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { runMainOrRole } from './support/role-process.js';
import { showSpread, spreadOf } from './support/statistics.js';
import { studioEngineRole, studioEngineRoleName } from './support/studio-engine.js';
import { withFolder } from './support/temporary-folder.js';

const falls = isQuick ? 1 : 5;
const showMs = isQuick ? 1_000 : 8_000;

/** Since the engine's end, milliseconds. */
interface Fall {
  /** The page says that it looks for the engine. */
  readonly toldMs: number;
  /** It has the next one. */
  readonly backMs: number;
  /** It says again that the show is heard. */
  readonly liveMs: number;
}

/** The engine's process is killed as by a crash. */
async function fall(seat: Seat): Promise<Fall> {
  const engine = seat.family().find(({ kind }) => kind === 'engine');
  if (engine === undefined) throw new Error('Expected an engine');
  const lost = seat.page.getByText('Reconnecting to Headwater.');
  const sinceMs = performance.now();
  const afterMs = (): number => performance.now() - sinceMs;
  process.kill(engine.pid, 'SIGKILL');
  await lost.waitFor({ timeout: longestMs });
  const toldMs = afterMs();
  await lost.waitFor({ state: 'hidden', timeout: longestMs });
  const backMs = afterMs();
  await livePill(seat).waitFor({ timeout: longestMs });
  return { toldMs, backMs, liveMs: afterMs() };
}

/** One fall of each app: falls in a row wait longer and longer, on purpose (src/main/restart-plan.ts). */
async function measure(): Promise<BenchResult> {
  return withFolder(async (folder) => {
    const screen = await startScreen();
    try {
      const made = path.join(folder, 'made');
      await prepareHome(made, 'camera');
      const taken: Fall[] = [];
      for (let number = 0; number < falls; number += 1) {
        const home = path.join(folder, `fall-${number}`);
        cpSync(made, home, { recursive: true });
        const one = await withSeat(openDesktop, home, screen.display, async (seat) => {
          await goLive(seat);
          await pause(showMs);
          const measured = await fall(seat);
          await endShow(seat.page);
          return measured;
        });
        taken.push(one);
      }
      const spread = (pick: (one: Fall) => number) => spreadOf(taken.map((one) => pick(one) / 1000));
      const back = spread(({ backMs }) => backMs);
      return {
        figures: [
          {
            what: 'engine killed while live → the page says so',
            measured: showSpread(
              spread(({ toldMs }) => toldMs),
              2,
              ' s',
            ),
          },
          {
            what: '→ the page has the next one',
            measured: showSpread(back, 2, ' s'),
            budget: '≤ 2 s',
            isKept: back.max <= 2,
          },
          {
            what: '→ the show is live again',
            measured: showSpread(
              spread(({ liveMs }) => liveMs),
              2,
              ' s',
            ),
          },
        ],
        details: { falls: taken },
      };
    } finally {
      await screen.close();
    }
  });
}

await runMainOrRole(() => runBench('desktop-fall', measure), { [studioEngineRoleName]: studioEngineRole });
