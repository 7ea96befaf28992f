import { expect } from '@playwright/test';
import { Media } from '../integration/support/media.js';
import { expectPlaying, shownFrames, watchFrames } from './live-page.js';
import {
  beepsAt,
  brightShare,
  colourOf,
  flashesAt,
  levelOf,
  numberIn,
  playWhole,
  type Colour,
} from './studio-whole-read.js';
import { screenColour } from './studio-whole-screen.js';
import { addFilm, addPlainMicrophone, addScreen, addSource, endShow, goLive, place } from './studio-whole-steps.js';
import { canvas, test, tone } from './studio-whole.js';

const places = {
  camera: { x: 24, y: 64, width: 240, height: 136 },
  colour: { x: 280, y: 64, width: 120, height: 80 },
  text: { x: 24, y: 240, width: 320, height: 96 },
  film: { x: 440, y: 200, width: 160, height: 136 },
  /** Where nothing lies over the screen. */
  screen: { x: 440, y: 64, width: 160, height: 80 },
} as const;
/** White and loud together. Its period is no multiple of the programme's tick, so that flashes fall anywhere between two ticks. */
const clapper = { hertz: 1000, amplitude: 0.5, fps: 25, periodFrames: 23, frames: 5 } as const;
const hertz = 48_000;

let media: Media;
let film: string;
test.skip(process.platform !== 'linux', 'captures the screen of an X server of its own');

test.beforeAll(async () => {
  media = await Media.create();
  const { fps, periodFrames, frames, amplitude } = clapper;
  const [period, length] = [periodFrames / fps, frames / fps];
  const seconds = 50 * period;
  const flash = `drawbox=t=fill:color=white:enable='lt(mod(n,${periodFrames}),${frames})'`;
  const beep = `if(lt(mod(t,${period}),${length}),${amplitude}*sin(2*PI*${clapper.hertz}*t),0)`;
  film = await media.make('clapper.webm', [
    ...['-f', 'lavfi', '-i', `color=black:s=160x90:r=${fps}:d=${seconds},${flash}`],
    ...['-f', 'lavfi', '-i', `aevalsrc='${beep}':s=${hertz}:d=${seconds}`],
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '200k', '-c:a', 'libopus'],
  ]);
});
test.afterAll(() => media.remove());

test('a screen, a camera, text, a film and a microphone, composed and sent, are what viewers see and hear', async ({
  whole,
  page: viewer,
}) => {
  const { page, engine } = whole;
  await addScreen(page);
  await place(page, { x: 0, y: 0, ...canvas });
  await addSource(page, /^Camera/);
  await place(page, places.camera);
  await addSource(page, /^Colour/);
  await place(page, places.colour);
  await addSource(page, /^Text/);
  await place(page, places.text);
  await addFilm(page, film, 'clapper');
  await place(page, places.film);
  await addPlainMicrophone(page);
  await goLive(page);

  const watchUrl = await engine.link('watch');
  await viewer.goto(watchUrl);
  await watchFrames(viewer);
  await expectPlaying(viewer, 10);
  const shown = (await shownFrames(viewer)).map(({ number }) => number);
  expect(new Set(shown).size, `numbers that the viewer saw: ${shown.join(' ')}`).toBeGreaterThan(10);
  await endShow(page);

  const played = await playWhole(media, watchUrl, canvas);
  expect(played.complaints).toBe('');
  const begin = played.pictures[0]?.at ?? NaN;
  const settled = played.pictures.filter(({ at }) => at > begin + 2);
  const middle = settled[Math.floor(settled.length / 2)];
  if (middle === undefined) throw new Error('Expected pictures');
  expectColour(colourOf(played, middle, places.colour), [0x1f, 0x4b, 0x57]);
  expectColour(colourOf(played, middle, places.screen), screenColour);
  // the test camera: a green field with a lighter disc
  const [red, green, blue] = colourOf(played, middle, places.camera);
  expect(Math.max(red, blue)).toBeLessThan(60);
  expect(green).toBeGreaterThan(110);
  expect(brightShare(played, middle, places.text)).toBeGreaterThan(0.1);
  expect(brightShare(played, middle, places.text)).toBeLessThan(0.6);

  const numbers = settled.map((picture) => numberIn(played, picture));
  // the viewer's own browser had a look in between
  const known = new Set(numbers);
  expect(shown.filter((number) => !known.has(number)).length).toBeLessThan(shown.length / 2);
  expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  expect(known.size).toBeGreaterThan(20);

  const spoken = played.sound.subarray(hertz, hertz * 5);
  expect(Math.abs(levelOf(spoken, tone.hertz) - 20 * Math.log10(tone.amplitude))).toBeLessThan(0.5);
  expect(levelOf(spoken, tone.hertz * 1.5), 'nothing beside the tone').toBeLessThan(-50);

  const beeps = beepsAt(played, clapper.hertz, clapper.amplitude);
  const offsets = flashesAt(played, places.film)
    .map((at) => beeps.map((beep) => (at - beep) * 1000).reduce(nearest, Infinity))
    .sort((one, other) => one - other);
  expect(offsets.length).toBeGreaterThan(10);
  // flashes fall anywhere within a tick of 67 ms: the middle one is free of it, each of them is not
  const offsetMs = offsets[Math.floor(offsets.length / 2)] ?? NaN;
  const told = `${String(offsetMs)} ms; all: ${offsets.map((each) => Math.round(each)).join(' ')}`;
  test.info().annotations.push({ type: 'picture behind sound', description: told });
  expect(Math.abs(offsetMs), told).toBeLessThanOrEqual(40);
});

const nearest = (best: number, each: number): number => (Math.abs(each) < Math.abs(best) ? each : best);

function expectColour(colour: Colour, expected: Colour): void {
  for (const [channel, value] of colour.entries())
    expect(Math.abs(value - (expected[channel] ?? NaN)), `${colour.join(' ')} for ${expected.join(' ')}`).toBeLessThan(
      14,
    );
}
