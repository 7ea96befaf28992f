import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from '@playwright/test';
import { feedPath, type FeedHello } from '../../src/shared/feed.js';
import type { Canvas } from '../../src/shared/scenes/scene-collection.js';
import { epochClock } from './epoch-clock.js';

/** A picture of the camera as it came to the page: on the camera's own clock, and epoch milliseconds. */
export interface CameraPicture {
  readonly timestampUs: number;
  readonly atMs: number;
}

/** How often a MediaRecorder hands over what it has. */
export const recorderSliceMs = 100;
export const keyframeSeconds = 2;

interface RecorderWindow {
  stream?: MediaStream;
  /** Since the page was asked for. */
  previewMs?: number;
  cameraPictures?: CameraPicture[];
}

const audioBitrate = 160_000;

/**
 * What a page does that goes live with what a browser has of its own: camera and microphone, shown in a `<video>`, recorded by a
 * MediaRecorder and sent over a socket to the same engine, which makes of it what it makes of the studio's.
 */
export class RecorderPage {
  readonly page: Page;
  readonly #base: string;
  readonly #canvas: Canvas;

  private constructor(page: Page, base: string, canvas: Canvas) {
    this.page = page;
    this.#base = base;
    this.#canvas = canvas;
  }

  /** Resolves when its preview shows the camera. `base`: of the engine, which lets in who comes from there. */
  static async open(context: BrowserContext, base: string, canvas: Canvas): Promise<RecorderPage> {
    const page = await context.newPage();
    const { width, height, fps } = canvas;
    const wanted = {
      video: { width, height, frameRate: fps },
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    };
    const body = `<!doctype html><meta charset="utf-8"><title>Recorder</title>
      <video autoplay muted playsinline width="960"></video><script>
        const video = document.querySelector('video');
        navigator.mediaDevices.getUserMedia(${JSON.stringify(wanted)}).then((stream) => {
          window.stream = stream;
          video.srcObject = stream;
          video.requestVideoFrameCallback(() => { window.previewMs = performance.now(); });
        });
      </script>`;
    await page.route(`${base}/recorder`, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(`${base}/recorder`);
    await page.waitForFunction(() => (window as RecorderWindow).previewMs !== undefined);
    return new RecorderPage(page, base, canvas);
  }

  /** From the page's being asked for to its first picture of the camera, milliseconds. */
  previewMs(): Promise<number> {
    return this.page.evaluate(() => (window as RecorderWindow).previewMs ?? NaN);
  }

  /** Resolves when the engine is ready for it and the recorder has begun. */
  async goLive(videoBitsPerSecond: number): Promise<void> {
    const { width, height, fps } = this.#canvas;
    const hello: FeedHello = {
      ...{ type: 'hello', version: 1, studioId: randomUUID(), showId: randomUUID(), purpose: 'live', title: null },
      description: '',
      video: { codec: 'h264', width, height, fps, bitrate: videoBitsPerSecond },
      audio: { codec: 'opus', sampleRate: 48_000, channels: 2, bitrate: audioBitrate },
    };
    const options = {
      mimeType: 'video/x-matroska;codecs=avc1,opus',
      videoBitsPerSecond,
      audioBitsPerSecond: audioBitrate,
      videoKeyFrameIntervalDuration: keyframeSeconds * 1000,
    };
    const url = `${this.#base.replace('http', 'ws')}${feedPath}`;
    await this.page.evaluate(
      ([address, greeting, wanted, sliceMs]) =>
        new Promise<void>((resolve, reject) => {
          const { stream } = window as RecorderWindow;
          if (stream === undefined) throw new Error('Expected a camera');
          const socket = new WebSocket(address);
          const recorder = new MediaRecorder(stream, wanted);
          recorder.ondataavailable = ({ data }) => socket.send(data);
          recorder.onstart = () => resolve();
          socket.onopen = () => socket.send(greeting);
          socket.onclose = ({ code }) => reject(new Error(`Expected a feed, got its end (${code})`));
          socket.onmessage = ({ data }: MessageEvent<string>) => {
            if (data.includes('"ready"')) recorder.start(sliceMs);
          };
        }),
      [url, JSON.stringify(hello), options, recorderSliceMs] as const,
    );
  }

  /** Writes down from now on when the camera's pictures come to the page. */
  async watchCamera(): Promise<void> {
    await this.page.evaluate(`(${watchCamera.toString()})((${epochClock.toString()})())`);
  }

  cameraPictures(): Promise<readonly CameraPicture[]> {
    return this.page.evaluate(() => (window as RecorderWindow).cameraPictures ?? []);
  }
}

/** Runs in the page. */
function watchCamera(now: () => number): void {
  const here = window as RecorderWindow;
  const pictures: CameraPicture[] = [];
  here.cameraPictures = pictures;
  const track = here.stream?.getVideoTracks()[0]?.clone();
  if (track === undefined) throw new Error('Expected a camera');
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const read = async (): Promise<void> => {
    const { value: frame, done } = await reader.read();
    if (done) return;
    pictures.push({ timestampUs: frame.timestamp, atMs: now() });
    frame.close();
    void read();
  };
  void read();
}
