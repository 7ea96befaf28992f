import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openStudioSession } from '../test/e2e/live-studio.js';
import { startScreen } from '../test/e2e/studio-whole-screen.js';
import { endShow, pill } from '../test/e2e/studio-whole-steps.js';
import { desktopFigures, type DesktopMeasures, type Seated, type Taken } from './support/desktop-figures.js';
import { openBrowser, openDesktop, type OpenSeat, type Seat } from './support/desktop-seat.js';
import type { FamilyMember } from './support/process-family.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { runMainOrRole } from './support/role-process.js';
import { StudioEngine, studioEngineRole, studioEngineRoleName } from './support/studio-engine.js';
import { answerFirstRun, setScene, setVideoBitrate, until } from './support/studio-scene.js';
import { withFolder } from './support/temporary-folder.js';

const canvas = { width: 1280, height: 720, fps: 30 } as const;
const starts = isQuick ? 1 : 5;
const falls = isQuick ? 1 : 5;
const lookSeconds = isQuick ? 2 : 15;
const settleMs = isQuick ? 500 : 5_000;
const longestMs = 120_000;

/** A data folder whose first questions are answered, with an empty scene or one of a camera and a microphone. */
async function prepare(home: string, scene: 'nothing' | 'camera'): Promise<void> {
  const engine = await StudioEngine.start(home);
  const studio = await openStudioSession(engine.url);
  await until(studio, (state) => state.engine.encoders.length > 0);
  await answerFirstRun(studio);
  await setScene(studio, canvas, scene);
  await setVideoBitrate(studio, 4_000_000);
  await studio.close();
  await engine.stop();
}

/** Has the system forget what it has read of any file; false where only root may. */
function forgetFiles(): boolean {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

/** Does something at a seat that is closed afterwards, whatever happens. */
async function withSeat<T>(
  open: OpenSeat,
  home: string,
  display: string,
  work: (seat: Seat) => Promise<T>,
): Promise<T> {
  const seat = await open(home, display);
  try {
    return await work(seat);
  } finally {
    await seat.close();
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

const livePill = (seat: Seat) => pill(seat.page).filter({ hasText: /^Live$/ });

/** The engine's process is killed as by a crash: until the page has the next one, milliseconds. */
async function fallMs(seat: Seat): Promise<number> {
  const engine = seat.family().find(({ kind }) => kind === 'engine');
  if (engine === undefined) throw new Error('Expected an engine');
  const lost = seat.page.getByText('Reconnecting to Headwater.');
  const since = performance.now();
  process.kill(engine.pid, 'SIGKILL');
  await lost.waitFor({ timeout: longestMs });
  await lost.waitFor({ state: 'hidden', timeout: longestMs });
  const took = performance.now() - since;
  await livePill(seat).waitFor({ timeout: longestMs });
  // the next fall is one of a show that goes on
  await pause(settleMs);
  return took;
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
  const shown = await withSeat(open, copy('camera', 'live'), display, async (seat) => {
    await seat.page.getByRole('tab', { name: 'Live' }).click();
    await seat.page.getByRole('button', { name: 'Go live' }).click();
    await livePill(seat).waitFor({ timeout: longestMs });
    const live = await lookAt(seat);
    const fallsMs: number[] = [];
    // only the desktop app starts its engine anew
    for (let fall = 0; open === openDesktop && fall < falls; fall += 1) fallsMs.push(await fallMs(seat));
    await endShow(seat.page);
    return { live, fallsMs };
  });
  return { cold, warm, idle, ...shown };
}

async function measure(): Promise<BenchResult> {
  return withFolder(async (folder) => {
    const screen = await startScreen();
    try {
      await prepare(path.join(folder, 'empty'), 'nothing');
      await prepare(path.join(folder, 'camera'), 'camera');
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
