import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startScreen } from '../test/e2e/studio-whole-screen.js';
import { endShow } from '../test/e2e/studio-whole-steps.js';
import { desktopFigures, type DesktopMeasures, type Seated, type Taken } from './support/desktop-figures.js';
import { prepareHome } from './support/desktop-home.js';
import { goLive, openBrowser, openDesktop, withSeat, type OpenSeat, type Seat } from './support/desktop-seat.js';
import type { FamilyMember } from './support/process-family.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { runMainOrRole } from './support/role-process.js';
import { studioEngineRole, studioEngineRoleName } from './support/studio-engine.js';
import { withFolder } from './support/temporary-folder.js';

const starts = isQuick ? 1 : 5;
const lookSeconds = isQuick ? 2 : 15;
const settleMs = isQuick ? 500 : 5_000;

/** Has the system forget what it has read of any file; false where only root may. */
function forgetFiles(): boolean {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

/** From nothing to a studio that can be worked with, milliseconds. */
async function startMs(open: OpenSeat, home: string, display: string): Promise<number> {
  const since = performance.now();
  return withSeat(open, home, display, async () => performance.now() - since);
}

async function lookAt(seat: Seat): Promise<Taken> {
  await pause(settleMs);
  const [before, sinceMs] = [seat.family(), performance.now()];
  await pause(lookSeconds * 1000);
  const [after, lasted] = [seat.family(), (performance.now() - sinceMs) / 1000];
  const earlier = new Map(before.map(({ pid, cpuSeconds }) => [pid, cpuSeconds]));
  const cores = ({ pid, cpuSeconds }: FamilyMember): number => (cpuSeconds - (earlier.get(pid) ?? 0)) / lasted;
  return { members: after.map((member) => ({ ...member, cores: cores(member) })) };
}

async function takeSeat(open: OpenSeat, folder: string, name: string, display: string): Promise<Seated> {
  const copy = (of: string, as: string): string => {
    const home = path.join(folder, `${name}-${as}`);
    cpSync(path.join(folder, of), home, { recursive: true });
    return home;
  };
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < starts; round += 1) {
    const home = copy('empty', `start-${round}`);
    forgetFiles();
    cold.push(await startMs(open, home, display));
    warm.push(await startMs(open, home, display));
  }
  const idle = await withSeat(open, copy('empty', 'idle'), display, lookAt);
  const live = await withSeat(open, copy('camera', 'live'), display, async (seat) => {
    await goLive(seat);
    const taken = await lookAt(seat);
    await endShow(seat.page);
    return taken;
  });
  return { cold, warm, idle, live };
}

async function measure(): Promise<BenchResult> {
  return withFolder(async (folder) => {
    const screen = await startScreen();
    try {
      await prepareHome(path.join(folder, 'empty'), 'nothing');
      await prepareHome(path.join(folder, 'camera'), 'camera');
      const isCold = forgetFiles();
      const desktop = await takeSeat(openDesktop, folder, 'desktop', screen.display);
      const browser = await takeSeat(openBrowser, folder, 'browser', screen.display);
      const measures: DesktopMeasures = { isCold, desktop, browser };
      return { figures: desktopFigures(measures), details: { ...measures } };
    } finally {
      await screen.close();
    }
  });
}

await runMainOrRole(() => runBench('desktop', measure), { [studioEngineRoleName]: studioEngineRole });
