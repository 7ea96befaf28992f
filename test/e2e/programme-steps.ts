import { expect, type Page } from '@playwright/test';
import { colourAt, countingGif, readRecording, type Recording } from './programme-media.js';
import { places, testCollection } from './programme-scenes.js';
import { startProgrammeSite, type FeedVisit, type ProgrammeSite } from './programme-site.js';

/** What the tests of a file share. */
export interface ProgrammeBench {
  readonly site: ProgrammeSite;
  /** The counting image, in base64. */
  readonly gif: string;
}

export async function startBench(): Promise<ProgrammeBench> {
  return { site: await startProgrammeSite(), gif: (await countingGif()).toString('base64') };
}

/** Of the test's programme. */
export const tickMs = 1000 / testCollection.canvas.fps;

/** Starts the programme on a page: its main scene, counting and ready to flash. */
export async function open(
  { site, gif }: ProgrammeBench,
  page: Page,
  renderer: 'auto' | '2d' | 'webgl2' = 'auto',
): Promise<void> {
  await page.goto(site.url);
  await page.waitForFunction(() => 'programmePage' in window);
  // sound wants a gesture
  await page.mouse.click(5, 5);
  await page.evaluate(([collection, kind]) => window.programmePage.start(collection, 'main', kind), [
    testCollection,
    renderer,
  ] as const);
  await page.evaluate((data) => {
    window.programmePage.addImage('number', data);
    window.programmePage.addFlash('flash');
  }, gif);
}

/** Sends it, and waits until the feed takes it. */
export async function send({ site }: ProgrammeBench, page: Page): Promise<FeedVisit> {
  const before = site.visits.length;
  await page.evaluate((url) => window.programmePage.send(url, 1_500_000), site.feedUrl);
  await expect.poll(() => page.evaluate(() => window.programmePage.feed())).toBe('sending');
  const visit = site.visits[before];
  if (visit === undefined) throw new Error('Expected a socket of the feed');
  return visit;
}

/** Waits until so many more pictures were composed. */
export async function compose(page: Page, pictures: number): Promise<void> {
  const composed = () => page.evaluate(() => window.programmePage.figures()?.composed ?? 0);
  const before = await composed();
  await expect.poll(composed, { timeout: 120_000 }).toBeGreaterThanOrEqual(before + pictures);
}

/** Ends the show; what the feed has got of it. */
export async function stop(page: Page, visit: FeedVisit): Promise<Recording> {
  await page.evaluate(() => window.programmePage.post({ type: 'stop' }));
  await expect.poll(() => page.evaluate(() => window.programmePage.feed())).toBe('off');
  expect(visit.hasEnded).toBe(true);
  return readRecording(visit.bytes);
}

/** What the counting image shows. */
export function numberIn(recording: Recording, rgb: Buffer): number {
  const { x, y, barWidth, height } = places.number;
  let number = 0;
  for (let bar = 0; bar < 8; bar += 1) {
    const [red] = colourAt(recording, rgb, x + bar * barWidth + barWidth / 2, y + height / 2);
    number = number * 2 + (red > 128 ? 1 : 0);
  }
  return number;
}

/** Steps between the ticks of one picture and the next. */
export function tickSteps({ pictures }: Recording): number[] {
  return pictures.slice(1).map(({ atMs }, index) => Math.round((atMs - (pictures[index]?.atMs ?? 0)) / tickMs));
}
