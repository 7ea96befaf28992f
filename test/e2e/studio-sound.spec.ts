import { expect, test, type Page } from '@playwright/test';
import { setSound } from '../../src/renderer/scenes/edits/edit-source.js';
import { addSource } from '../../src/renderer/scenes/edits/add-source.js';
import { countingIds, emptyCollection } from '../../src/renderer/scenes/sample-collection.test-support.js';
import type { SceneCollection } from '../../src/shared/scenes/scene-collection.js';
import type { Sound } from '../../src/shared/scenes/scene-source.js';
import { startDevelopmentSite, startMediaSite, type MediaSite } from './media-site.js';
import { amplitudeOf } from './programme-media.js';

let site: MediaSite;
test.beforeAll(async () => {
  site = await startMediaSite();
});
test.afterAll(() => site.close());

const microphone = {
  type: 'microphone',
  device: null,
  noiseSuppression: false,
  echoCancellation: false,
  autoGain: false,
} as const;
const media = { type: 'media', assetId: null, isLooped: true, isPlaying: true, startsOver: false } as const;

/** A microphone that is heard everywhere, a film in scene `main` alone, and an empty scene beside. */
function collection(changes: { microphone?: Partial<Sound>; film?: Partial<Sound> } = {}): SceneCollection {
  const makeId = countingIds();
  let made = addSource(emptyCollection(), { sceneId: 'main', name: 'Microphone', kind: microphone }, makeId).collection;
  made = addSource(made, { sceneId: 'main', name: 'Film', kind: media }, makeId).collection;
  made = { ...made, scenes: [...made.scenes, { id: 'empty', name: 'Empty', items: [], hotkey: null }] };
  made = setSound(made, sources.microphone, changes.microphone ?? {});
  return setSound(made, sources.film, changes.film ?? {});
}
const sources = { microphone: 'id-1', film: 'id-2' } as const;

async function open(page: Page, url = site.url): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => 'mediaPage' in window);
  await page.mouse.click(10, 10);
  await page.evaluate(() => window.mediaPage.sound.open());
}

const apply = (page: Page, made: SceneCollection, sceneId = 'main'): Promise<void> =>
  page.evaluate(([one, scene]) => window.mediaPage.sound.apply(one, scene), [made, sceneId] as const);

const play = (page: Page, sourceId: string, hertz: number, sides: [number, number]): Promise<void> =>
  page.evaluate(([id, pitch, both]) => window.mediaPage.sound.play(id, pitch, both), [sourceId, hertz, sides] as const);

/** So many blocks (20 ms each) that come from now on, `skipped` blocks later. */
async function listen(
  page: Page,
  count: number,
  skipped = 25,
): Promise<{ left: Float32Array; right: Float32Array; starts: number[] }> {
  const from = (await page.evaluate(() => window.mediaPage.sound.count())) + skipped;
  await page.waitForFunction((wanted) => window.mediaPage.sound.count() >= wanted, from + count);
  const heard = (await page.evaluate((first) => window.mediaPage.sound.heard(first), from)).slice(0, count);
  return {
    left: Float32Array.from(heard.flatMap(({ left }) => left)),
    right: Float32Array.from(heard.flatMap(({ right }) => right)),
    starts: heard.map(({ startFrame }) => startFrame),
  };
}

const loudest = (samples: Float32Array): number =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

test('a tone at −20 dBFS reads −20 on its channel and on the master, and reaches the worker as it is', async ({
  page,
}) => {
  await open(page);
  await apply(page, collection());
  await play(page, sources.microphone, 440, [0.1, 0.1]);
  const { left, right, starts } = await listen(page, 50, 100);
  expect(starts).toEqual(starts.map((_, index) => (starts[0] ?? 0) + index * 960));
  for (const side of [left, right]) expect(amplitudeOf(side, 440)).toBeCloseTo(0.1, 2);
  const readings = await page.evaluate(() => window.mediaPage.sound.readings());
  for (const id of [sources.microphone, 'master']) {
    const reading = readings.find((one) => one.id === id);
    const levels = [...(reading?.peakDb ?? []), ...(reading?.rmsDb ?? []), ...(reading?.heldDb ?? [])];
    expect(levels).toHaveLength(6);
    for (const level of levels) expect(Math.abs(level + 20), `${id} reads ${levels.join(', ')}`).toBeLessThan(0.5);
    expect(reading?.hasClipped).toBe(false);
  }
});

test('silence goes on without a gap where nothing plays', async ({ page }) => {
  await open(page);
  await apply(page, collection());
  const { left, right, starts } = await listen(page, 10, 0);
  expect(starts).toEqual(starts.map((_, index) => (starts[0] ?? 0) + index * 960));
  expect([loudest(left), loudest(right)]).toEqual([0, 0]);
});

test('with nothing to mix and no show the mixer rests; what it mixes then is counted anew and has no gap', async ({
  page,
}) => {
  const contexts = () => page.evaluate(() => window.mediaPage.sound.contexts());
  const state = async () => (await contexts()).state;
  const setShow = (isOn: boolean) => page.evaluate((on) => window.mediaPage.sound.setShow(on), isOn);
  await open(page);
  await apply(page, emptyCollection());
  expect(await contexts()).toEqual({ count: 0, state: null });
  await apply(page, collection());
  await play(page, sources.microphone, 440, [0.1, 0.1]);
  await listen(page, 1);
  await page.waitForFunction(() => window.mediaPage.sound.readings().some(({ peakDb }) => peakDb[0] > -21));

  await apply(page, emptyCollection());
  await expect.poll(state).toBe('suspended');
  expect(await page.evaluate(() => window.mediaPage.sound.readings())).toEqual([]);
  expect(await page.evaluate(() => window.mediaPage.sound.states)).toEqual(['running', 'off']);
  const count = await page.evaluate(() => window.mediaPage.sound.count());

  // a show needs its sound
  await setShow(true);
  await page.waitForFunction((from) => window.mediaPage.sound.count() > from + 10, count);
  const starts = (await page.evaluate((from) => window.mediaPage.sound.heard(from), count)).map(
    ({ startFrame }) => startFrame,
  );
  const first = starts.indexOf(0);
  expect(first).toBeGreaterThanOrEqual(0);
  expect(starts.slice(first)).toEqual(starts.slice(first).map((_, index) => index * 960));
  await setShow(false);
  await expect.poll(state).toBe('suspended');

  await apply(page, collection());
  await play(page, sources.microphone, 440, [0.1, 0.1]);
  await expect.poll(async () => amplitudeOf((await listen(page, 10)).left, 440)).toBeGreaterThan(0.09);
});

test('gain, balance and the limiter: nothing is louder than −1 dBFS, but where it is off', async ({ page }) => {
  await open(page);
  await apply(page, collection({ microphone: { gainDb: 20, balance: 1 } }));
  await play(page, sources.microphone, 440, [0.5, 0.25]);
  const limited = await listen(page, 50, 50);
  expect(loudest(limited.left)).toBe(0);
  expect(loudest(limited.right)).toBeGreaterThan(0.85);
  expect(loudest(limited.right)).toBeLessThanOrEqual(Math.fround(10 ** (-1 / 20)));
  const unlimited = collection({ microphone: { gainDb: 20, balance: 1 } });
  await apply(page, { ...unlimited, master: { ...unlimited.master, hasLimiter: false } });
  expect(loudest((await listen(page, 10, 50)).right)).toBeCloseTo(2.5, 1);
});

/** Frames between the last sample that was as loud as before, and the first of a silence that lasts. */
function fadeFrames(samples: Float32Array, amplitude: number): number {
  const lastLoud = samples.findLastIndex((sample) => Math.abs(sample) > amplitude * 0.98);
  const lastHeard = samples.findLastIndex((sample) => sample !== 0);
  expect(lastLoud).toBeGreaterThan(0);
  expect(lastHeard).toBeLessThan(samples.length - 960);
  return lastHeard - lastLoud;
}

/** Of a picture of a programme at 60 a second, and of a block, in frames of sound. */
const [pictureFrames, blockFrames] = [800, 960];

/** Applies it as a press does. Answers what was heard around it, and how long after the press it was silent, in frames of the mixer's clock. */
async function press(page: Page, made: SceneCollection, sceneId = 'main') {
  const from = await page.evaluate(() => window.mediaPage.sound.count());
  const pressed = await page.evaluate(([one, scene]) => window.mediaPage.sound.press(one, scene), [
    made,
    sceneId,
  ] as const);
  const until = (await page.evaluate(() => window.mediaPage.sound.count())) + 100;
  await page.waitForFunction((wanted) => window.mediaPage.sound.count() >= wanted, until);
  const heard = await page.evaluate((first) => window.mediaPage.sound.heard(first - 20), from);
  const samples = Float32Array.from(heard.flatMap(({ left }) => left));
  const begin = (heard[0]?.startFrame ?? 0) + (await page.evaluate(() => window.mediaPage.sound.firstFrame()));
  expect(pressed).toBeGreaterThan(begin);
  expect(pressed).toBeLessThan(begin + samples.length - 50 * blockFrames);
  const lastHeard = samples.findLastIndex((sample) => sample !== 0);
  return { samples, silentAfter: begin + lastHeard + 1 - pressed };
}

test('mute is silence within a frame of the press, fades, and holds what is still in the delay; a scene’s sound within 20 ms', async ({
  page,
}) => {
  await open(page);
  const late = { delayMs: 500 };
  await apply(page, collection({ microphone: late }));
  await page.evaluate(() => window.mediaPage.sound.showClock());
  // a pitch whose every wave has its peaks
  await play(page, sources.microphone, 1000, [0.5, 0.5]);
  await listen(page, 1, 100);
  const muted = await press(page, collection({ microphone: { ...late, isMuted: true } }));
  expect(fadeFrames(muted.samples, 0.5)).toBeLessThan(pictureFrames);
  expect(muted.silentAfter).toBeLessThan(pictureFrames + blockFrames);
  const meters = await page.evaluate(() => window.mediaPage.sound.readings());
  expect(meters.find(({ id }) => id === sources.microphone)?.peakDb[0]).toBeLessThan(-20);

  await play(page, sources.film, 1000, [0.5, 0.5]);
  await listen(page, 1, 50);
  const switched = await press(page, collection({ microphone: { isMuted: true } }), 'empty');
  const frames = fadeFrames(switched.samples, 0.5);
  expect(frames).toBeGreaterThan(48 * 10);
  expect(frames).toBeLessThan(48 * 25);
  expect(switched.silentAfter).toBeLessThan(48 * 25 + blockFrames);
});

test('what is for the creator alone is metered and not in the programme', async ({ page }) => {
  await open(page);
  await apply(page, collection({ microphone: { monitor: 'only' } }));
  await play(page, sources.microphone, 440, [0.1, 0.1]);
  await page.waitForFunction(
    (id) => window.mediaPage.sound.readings().some((one) => one.id === id && one.peakDb[0] > -21),
    sources.microphone,
  );
  expect(loudest((await listen(page, 20)).left)).toBe(0);
});

test('without a gesture the browser holds sound back, and says so; the next gesture lets it run', async ({ page }) => {
  await page.goto(`${site.url}#sound`);
  await expect(page).toHaveTitle('blocked');
  await page.mouse.click(10, 10);
  await expect(page).toHaveTitle('blocked running');
});

test('the worklet loads from a developer’s server as well', async ({ page }) => {
  const development = await startDevelopmentSite();
  try {
    await open(page, development.url);
    await apply(page, collection());
    await play(page, sources.microphone, 440, [0.1, 0.1]);
    await expect.poll(async () => amplitudeOf((await listen(page, 10)).left, 440)).toBeGreaterThan(0.09);
  } finally {
    await development.close();
  }
});
