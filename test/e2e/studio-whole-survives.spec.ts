import { readdir, readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { Media } from '../integration/support/media.js';
import { colourOf, playWhole } from './studio-whole-read.js';
import { clickScreen } from './studio-whole-click.js';
import { screenColour, screenSize } from './studio-whole-screen.js';
import { endShow, expectCounting, pill, sourceRow } from './studio-whole-steps.js';
import { cameraPlace, expectGrowth, onAir } from './studio-whole-show.js';
import { canvas, test } from './studio-whole.js';

const screenPlace = { x: 440, y: 64, width: 160, height: 80 } as const;

let media: Media;
test.skip(process.platform !== 'linux', 'captures the screen of an X server of its own');

test.beforeAll(async () => {
  media = await Media.create();
});
test.afterAll(() => media.remove());

const notices = (page: Page) => page.getByRole('region', { name: 'Broadcast', exact: true });
const entries = (page: Page, text: string | RegExp) =>
  page.getByRole('list', { name: 'Entries' }).getByRole('listitem').filter({ hasText: text });

/** Stations of the picture's way, as the panel has them. */
const station = (page: Page, name: string) =>
  page.getByRole('tabpanel', { name: 'Live' }).getByRole('listitem').filter({ hasText: name });

test('the feed is cut for five seconds: the studio says so, comes back by itself, and it is one broadcast', async ({
  whole,
}) => {
  const { page, line, state } = whole;
  const id = await onAir(whole);
  await page.getByRole('tab', { name: 'Live' }).click();
  await expectGrowth(whole, 2);
  line.cutFeed();
  await expect(pill(page)).toHaveText('Reconnecting');
  await expect(station(page, 'To the engine')).toContainText('The connection broke; it comes back by itself');
  // nothing is waited for: the fault lasts so long
  await page.waitForTimeout(5_000);
  line.mend();
  await expect(pill(page)).toHaveText('Live');
  await expectGrowth(whole, 4);
  expect((await state()).broadcast?.id).toBe(id);
  await endShow(page);
  expect((await state()).recordings.map((recording) => recording.id)).toEqual([id]);
});

test('a reloaded tab goes on with the show; camera and microphone come back, the screen is asked for again', async ({
  whole,
}) => {
  const { page, engine, state } = whole;
  const id = await onAir(whole);
  await expectGrowth(whole, 2);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked, 'a show on air is not left by mistake').toEqual(['beforeunload']);
  await expect(pill(page)).toHaveText('Live');
  const share = sourceRow(page, 'Screen').getByRole('button', { name: 'Choose what to share' });
  await expect(share).toBeVisible();
  await expect(notices(page)).toContainText('Screen is not shared. Viewers see an empty card in its place.');
  await expect(sourceRow(page, 'Camera').getByText(/Waiting|Switch on|Gone/)).toHaveCount(0);
  await share.click();
  await expect(share).toHaveCount(0);
  await expectGrowth(whole, 4);
  expect((await state()).broadcast?.id).toBe(id);
  const watchUrl = await engine.link('watch');
  await endShow(page);
  const { pictures, ...played } = await playWhole(media, watchUrl, canvas);
  const last = pictures.at(-1);
  if (last === undefined) throw new Error('Expected pictures');
  const blue = colourOf({ ...played, pictures }, last, screenPlace);
  expect(Math.abs(blue[2] - screenColour[2])).toBeLessThan(14);
  const green = colourOf({ ...played, pictures }, last, cameraPlace);
  expect(green[1]).toBeGreaterThan(110);
});

test("sharing is stopped by the browser's own button: the show goes on with a placeholder, and it is shared again", async ({
  whole,
}) => {
  const { page, display } = whole;
  await onAir(whole);
  // the bar that Chromium shows in the middle of the lower edge
  const bar = { x: screenSize.width * 0.64, y: screenSize.height * 0.943 };
  await clickScreen(display, Math.round(bar.x), Math.round(bar.y));
  await expect(sourceRow(page, 'Screen')).toContainText('Sharing was stopped');
  await expect(pill(page)).toHaveText('Live');
  await expect(notices(page)).toContainText('Screen: Sharing was stopped.');
  await page.getByRole('button', { name: /^Log/ }).click();
  await expect(entries(page, 'Screen: Sharing was stopped')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expectGrowth(whole, 2);
  await sourceRow(page, 'Screen').getByRole('button', { name: 'Share again' }).click();
  await expect(sourceRow(page, 'Screen')).not.toContainText('Sharing was stopped');
  await expectGrowth(whole, 2);
  // a screen brings no sound here: the mixer says so, and shares anew as well
  await page.getByRole('button', { name: 'More about the sound of Screen' }).click();
  const more = page.getByRole('dialog', { name: 'More about the sound of Screen' });
  await expect(more).toContainText('No sound was shared');
  await more.getByRole('button', { name: 'Share again' }).click();
  await page.keyboard.press('Escape');
  await expectCounting(page);
  await expectGrowth(whole, 2);
  await endShow(page);
});

test('the camera goes away under way: the show goes on, says so, and the camera comes back by itself', async ({
  whole,
}) => {
  const { page } = whole;
  await onAir(whole);
  const said = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const look = (): void => {
          if (
            /Waiting for the camera to come back|does not find the camera|holds the camera/.test(
              document.body.innerText,
            )
          )
            resolve(true);
        };
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await endCameraService(process.pid);
  expect(await said).toBe(true);
  await expect(sourceRow(page, 'Camera').getByText(/camera/)).toHaveCount(0);
  await expect(pill(page)).toHaveText('Live');
  await page.getByRole('button', { name: /^Log/ }).click();
  await expect(entries(page, /Camera: .*the camera/)).toHaveCount(1);
  await expect(entries(page, 'Camera: Viewers have it again')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expectGrowth(whole, 2);
  await endShow(page);
});

/** Ends the process in which a browser below this one has its cameras, as a crash of it does. */
async function endCameraService(root: number): Promise<void> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // a process may be gone meanwhile
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(/\) \S (\d+)/.exec(stat)?.[1] ?? -1);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  for (const pid of below(root)) {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (words.includes('video_capture.mojom.VideoCaptureService')) return void process.kill(pid, 'SIGKILL');
  }
  throw new Error('Expected a process for cameras');
}
