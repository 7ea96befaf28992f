import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { decodedFrames } from '../../integration/support/decode.js';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { readArchive } from '../../integration/support/read-archive.js';
import type { StudioSession } from '../live-studio.js';
import { expectGrowth } from '../studio-whole-show.js';
import { addSource, goLive } from '../studio-whole-steps.js';
import { openStudio } from './desktop-bench.js';
import { launchApp } from './launch-app.js';
import { answerQuestions } from './questions.js';
import { expectOneRecording, startProgramme } from './watched-programme.js';

let home: string;
let app: ElectronApplication;
let page: Page;
let studio: StudioSession;

const [leave, stay] = [0, 1];

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-quit-'));
  ({ app, page } = await launchApp(home, ['--use-fake-device-for-media-stream']));
  studio = await openStudio(page);
});

test.afterEach(async () => {
  // one that is there still because a test failed is not to stay; most are gone
  await answerQuestions(app, leave).catch(() => undefined);
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

/** However long a busy machine takes: what hangs is what the test's own limit is for. */
const ended = () => app.waitForEvent('close', { timeout: 0 });

/** By the window's own button, or from the menu. */
const go = (how: string) =>
  app.evaluate(({ app: main, BrowserWindow }, one) => {
    // an answer must be on its way before all ends
    setImmediate(() => (one === 'quits' ? main.quit() : BrowserWindow.getAllWindows()[0]?.close()));
  }, how);

/** The show as it lies on the disk has all that its playlists name, an end, and decodes. */
async function expectWhole(broadcastId: string): Promise<void> {
  const folder = join(home, 'archive', 'live', 'b', broadcastId);
  const { renditions } = await readArchive(folder);
  expect(renditions.length).toBeGreaterThan(1);
  for (const { name, kind, ended, segments } of renditions) {
    expect([name, ended, segments.filter(({ gap }) => gap)]).toEqual([name, true, []]);
    const samples = segments.reduce((sum, segment) => sum + segment.samples, 0);
    const { count, complaints } = await decodedFrames(join(folder, name, 'index.m3u8'));
    if (kind === 'video') expect([name, count, complaints]).toEqual([name, samples, '']);
  }
}

/** Once the app was started again: an engine that was too busy for its 8 s has the rest done then. */
async function expectWholeInTheEnd(broadcastId: string): Promise<void> {
  ({ app, page } = await launchApp(home));
  await expectOneRecording(page);
  await expectWhole(broadcastId);
}

const shows = [
  { what: 'a show of the page', how: 'closes', begin: () => addSource(page, /^Camera/).then(() => goLive(page)) },
  { what: 'what the engine sends by itself', how: 'quits', begin: () => startProgramme(page) },
];

for (const { what, how, begin } of shows) {
  test(`${what} is on: the app asks once before it ${how}, and goes on; or ends with a whole recording`, async () => {
    await begin();
    await expectGrowth(studio, 3);
    const { broadcast } = await studio.state();
    const asked = await answerQuestions(app, stay);
    await go(how);
    await expect.poll(asked).toEqual(['You are live. Close Headwater all the same?']);
    await expectGrowth(studio, 3);
    expect((await studio.state()).broadcast).toMatchObject({ id: broadcast?.id, status: 'live' });
    expect(await asked()).toHaveLength(1);

    await studio.close();
    await answerQuestions(app, leave);
    const closed = ended();
    await go(how);
    await closed;
    await noProcessLeft();
    await expectWholeInTheEnd(broadcast?.id ?? '');
  });
}

test('an engine that does not answer holds nobody up: its show is whole at the next start', async () => {
  await startProgramme(page);
  await expectGrowth(studio, 3);
  const { broadcast } = await studio.state();
  await studio.close();
  const enginePid = await app.evaluate(
    ({ app: main }) => main.getAppMetrics().find((one) => one.name === 'Headwater engine')?.pid ?? -1,
  );
  expect(enginePid).toBeGreaterThan(1);
  process.kill(enginePid, 'SIGSTOP');
  const closed = ended();
  await go('quits');
  await closed;
  await noProcessLeft();

  await expectWholeInTheEnd(broadcast?.id ?? '');
});

test('whoever ends it from outside is not asked, waits for no page that hangs, and has a whole recording', async () => {
  await startProgramme(page);
  await expectGrowth(studio, 3);
  const { broadcast } = await studio.state();
  await studio.close();
  await answerQuestions(app, stay);
  await page.evaluate(
    () =>
      void setTimeout(() => {
        for (;;);
      }),
  );
  const closed = ended();
  app.process().kill('SIGTERM');
  await closed;
  await noProcessLeft();
  await expectWholeInTheEnd(broadcast?.id ?? '');
});

test('Windows that ends the session is held up by what is on, until that is whole, and by nothing else', async () => {
  /** As Electron asks on Windows. True: the system is to wait. */
  const isHeldUp = () =>
    app.evaluate(({ BrowserWindow }) => {
      const event = new Event('query-session-end', { cancelable: true });
      BrowserWindow.getAllWindows()[0]?.emit('query-session-end', event);
      return event.defaultPrevented;
    });
  expect(await isHeldUp()).toBe(false);
  // whoever was asked may stay logged in: all goes on
  await startProgramme(page);
  await expectGrowth(studio, 3);
  const { broadcast } = await studio.state();
  await studio.close();
  await answerQuestions(app, stay);
  const closed = ended();
  expect(await isHeldUp()).toBe(true);
  await closed;
  await noProcessLeft();
  await expectWholeInTheEnd(broadcast?.id ?? '');
});
