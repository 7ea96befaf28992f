import { setTimeout as pause } from 'node:timers/promises';
import type { Canvas } from '../../src/shared/scenes/scene-collection.js';
import type { ProgrammeFigures } from '../../src/renderer/media/protocol.js';
import type { StudioSession } from '../../test/e2e/live-studio.js';
import { isQuick } from './report.js';
import { coresOf, type Cores, type StudioBrowser } from './studio-browser.js';
import type { Arrival, StudioEngine } from './studio-engine.js';
import { followCamera, followPictures, type CameraLatencies, type FollowedPicture } from './studio-latency.js';
import { StudioPage } from './studio-page.js';
import { StudioProbe } from './studio-probe.js';
import { RecorderPage } from './studio-recorder.js';
import { setScene, setVideoBitrate, until } from './studio-scene.js';

const cpuSeconds = isQuick ? 2 : 12;
const latencySeconds = isQuick ? 3 : 15;
const settleMs = isQuick ? 500 : 3_000;

/** What all is measured with. */
export interface StudioBench {
  readonly engine: StudioEngine;
  readonly studio: StudioSession;
  readonly browser: StudioBrowser;
}

export interface Show {
  readonly canvas: Canvas;
  /** Of its pictures, bits per second. */
  readonly bitrate: number;
}

/** What a page and the engine took, previewing and live. */
export interface Taken {
  readonly previewing: Cores;
  readonly live: Cores;
  /** Pictures a second that came to the RTMP server. */
  readonly rate: number;
}

export interface StudioTaken extends Taken {
  /** Of the seconds in which pictures were followed. */
  readonly counts: Pick<ProgrammeFigures, 'composed' | 'repeated' | 'skippedByEncoder' | 'droppedByFeed'>;
  /** At the end of them. */
  readonly figures: ProgrammeFigures;
  readonly pictures: readonly FollowedPicture[];
}

export interface RecorderTaken extends Taken {
  readonly camera: CameraLatencies;
}

const settledCores = async ({ browser, engine }: StudioBench): Promise<Cores> => {
  await pause(settleMs);
  return coresOf({ browser: browser.pid, engine: engine.pid }, cpuSeconds);
};

/** A page with nothing in it. */
export async function takeBlank(bench: StudioBench): Promise<Cores> {
  const context = await bench.browser.context(bench.studio);
  await context.newPage();
  const cores = await settledCores(bench);
  await context.close();
  return cores;
}

/** The studio with an empty scene. */
export async function takeRest(bench: StudioBench, canvas: Canvas): Promise<Cores> {
  const { browser, studio } = bench;
  await setScene(studio, canvas, 'nothing');
  const context = await browser.context(studio);
  await StudioPage.open(context, studio.base, null);
  const cores = await settledCores(bench);
  await context.close();
  return cores;
}

/** The studio with a camera and a microphone, first looked at, then live. */
export async function takeStudio(bench: StudioBench, { canvas, bitrate }: Show): Promise<StudioTaken> {
  const { browser, engine, studio } = bench;
  await setScene(studio, canvas, 'camera');
  await setVideoBitrate(studio, bitrate);
  const context = await browser.context(studio);
  const page = await StudioPage.open(context, studio.base, canvas);
  await page.previewMs();
  await page.touch();
  const previewing = await settledCores(bench);
  const probe = await StudioProbe.of(page.page);
  await page.goLive();
  await until(studio, isPlayable);
  const live = await settledCores(bench);
  engine.listen();
  const before = await probe.figures();
  await pause(latencySeconds * 1000);
  // last what takes the worker's time
  const [figures, arrivals, composed] = [await probe.figures(), await engine.arrivals(), await probe.pictures()];
  await context.close();
  await until(studio, isOver);
  const since = (key: keyof StudioTaken['counts']): number => figures[key] - before[key];
  return {
    ...{ previewing, live, rate: rateOf(arrivals), figures },
    counts: {
      ...{ composed: since('composed'), repeated: since('repeated') },
      ...{ skippedByEncoder: since('skippedByEncoder'), droppedByFeed: since('droppedByFeed') },
    },
    pictures: followPictures(composed, arrivals),
  };
}

/** The same camera and microphone by a MediaRecorder. */
export async function takeRecorder(bench: StudioBench, { canvas, bitrate }: Show): Promise<RecorderTaken> {
  const { browser, engine, studio } = bench;
  const context = await browser.context(studio);
  const page = await RecorderPage.open(context, studio.base, canvas);
  const previewing = await settledCores(bench);
  await page.goLive(bitrate);
  await until(studio, isPlayable);
  const live = await settledCores(bench);
  engine.listen();
  await page.watchCamera();
  await pause(latencySeconds * 1000);
  const [arrivals, pictures] = [await engine.arrivals(), await page.cameraPictures()];
  await context.close();
  await until(studio, isOver);
  return { previewing, live, rate: rateOf(arrivals), camera: followCamera(pictures, arrivals) };
}

const isPlayable: Parameters<typeof until>[1] = ({ broadcast }) => broadcast !== null && broadcast.liveAtMs !== null;
const isOver: Parameters<typeof until>[1] = ({ broadcast }) => broadcast === null;

/** By their own clock: what stood in the server when somebody began to listen came at once. */
function rateOf(arrivals: readonly Arrival[]): number {
  const stamps = arrivals.map(({ timestampMs }) => timestampMs);
  return ((stamps.length - 1) * 1000) / ((stamps.at(-1) ?? NaN) - (stamps[0] ?? NaN));
}
