import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { decodedFrames } from '../../integration/support/decode.js';
import { FakedClock, fakedClockMissing } from '../../integration/support/faked-clock.js';
import { canSeeProcesses, noProcessLeft, ownProcesses } from '../../integration/support/own-processes.js';
import { readArchive, type ReadRendition } from '../../integration/support/read-archive.js';
import type { StudioSession } from '../live-studio.js';
import { expectGrowth } from '../studio-whole-show.js';
import { addSource, endShow, goLive, pill } from '../studio-whole-steps.js';
import { openStudio } from './desktop-bench.js';
import { launchApp } from './launch-app.js';

test.skip(!canSeeProcesses, 'Expected /proc: all processes of the app are stopped');
test.skip(fakedClockMissing !== null, fakedClockMissing ?? '');

/** Too short for the studio to take it for a sleep: on Linux and macOS the monotonic clocks stand still meanwhile. */
const stoppedMs = 2_000;
const asleepMs = 600_000;

let home: string;
let clock: FakedClock;
let app: ElectronApplication;
let page: Page;
let studio: StudioSession;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-sleep-'));
  clock = await FakedClock.create(join(home, 'clock'));
  ({ app, page } = await launchApp(home, ['--use-fake-device-for-media-stream'], clock.env));
  studio = await openStudio(page);
});

test.afterEach(async () => {
  await studio.close();
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

/** As a computer that sleeps: every process of the app stands still, and when they go on the clock is ten minutes ahead. */
async function sleep(): Promise<void> {
  const asleep = ownProcesses();
  // the app, its page, its engine, and what that encodes with
  for (const part of ['--inspect', '--type=renderer', 'NodeService', 'frag_every_frame'])
    expect(asleep.map(({ command }) => command)).toContainEqual(expect.stringContaining(part));
  for (const { pid } of asleep) process.kill(pid, 'SIGSTOP');
  await clock.set(asleepMs / 1000);
  await pass(stoppedMs);
  for (const { pid } of asleep.toReversed()) process.kill(pid, 'SIGCONT');
}

/** Gaps that a playlist states, in milliseconds: by so much the date of a discontinuity is after the end of what is before it. */
function statedGapsMs({ segments }: ReadRendition): number[] {
  let endMs = NaN;
  return segments.flatMap(({ discontinuity, programDateTimeMs, duration }) => {
    const startMs = programDateTimeMs ?? endMs;
    const gapMs = startMs - endMs;
    endMs = startMs + duration * 1000;
    // a busy machine may have had a shorter one besides
    return discontinuity && gapMs > asleepMs / 2 ? [gapMs] : [];
  });
}

test('the computer sleeps during a show: same broadcast, same link, the gap is told and stands in the playlists', async () => {
  await addSource(page, /^Camera/);
  await goLive(page);
  await expectGrowth(studio, 3);
  const before = (await studio.state()).broadcast;
  const startedMs = await page.evaluate(() => Date.now());

  await sleep();
  await expect(page.getByText(/This computer was asleep, .*for 60\d/).first()).toBeVisible();
  expect(await page.evaluate(() => Date.now())).toBeGreaterThan(startedMs + asleepMs);
  const folder = join(home, 'archive', 'live', 'b', before?.id ?? '');
  const gaps = async () => (await readArchive(folder)).renditions.map((each) => statedGapsMs(each).length);
  await expect.poll(async () => new Set(await gaps())).toEqual(new Set([1]));
  await expect(pill(page)).toHaveText('Live');
  await expectGrowth(studio, 3);
  const after = (await studio.state()).broadcast;
  expect(after?.id).toBe(before?.id);
  expect(after?.links).toEqual(before?.links);

  await endShow(page);
  const { recordings } = await studio.state();
  expect(recordings.map(({ id }) => id)).toEqual([before?.id]);
  const { renditions } = await readArchive(folder);
  expect(renditions.length).toBeGreaterThan(1);
  for (const rendition of renditions) {
    const [gapMs, ...others] = statedGapsMs(rendition);
    // what it stood still, and what it took to send again, is in it as well
    expect([rendition.ended, others]).toEqual([true, []]);
    expect(gapMs).toBeGreaterThan(asleepMs);
    const { count, complaints } = await decodedFrames(join(folder, rendition.name, 'index.m3u8'));
    const samples = rendition.segments.reduce((sum, segment) => sum + segment.samples, 0);
    if (rendition.kind === 'video') expect(count).toBe(samples);
    // the init segment that comes with a discontinuity
    expect(
      complaints.split('\n').filter((line) => !/^$|Found duplicated MOOV Atom|Last message repeated/.test(line)),
    ).toEqual([]);
  }
});
