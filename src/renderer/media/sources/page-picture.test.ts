import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebPagePicture } from '../../../shared/web-pages.js';
import { PagePicture } from './page-picture.js';

/** Keeps what it is made of. */
class PlainFrame {
  readonly pixels: readonly number[];

  constructor(pixels: Uint32Array) {
    this.pixels = [...pixels];
  }

  close(): void {
    // nothing to give back
  }
}
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('VideoFrame', PlainFrame);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page of two pixels; `paint` brings a new colour for one of them, or both. */
function openPage() {
  const { port1, port2 } = new MessageChannel();
  const delay = { ms: 0 };
  let answers = 0;
  port1.postMessage = () => void (answers += 1);
  const picture = new PagePicture({
    port: port1,
    onSize: () => undefined,
    delayMs: () => delay.ms,
    copiesPixels: () => false,
  });
  const tell = (data: WebPagePicture): void => {
    port1.onmessage?.(new MessageEvent('message', { data }));
  };
  const paint = (x: number, colours: readonly number[]) => {
    const pixels = new Uint8Array(Uint32Array.from(colours).buffer);
    tell({ type: 'part', width: 2, height: 1, part: { x, y: 0, width: colours.length, height: 1 }, pixels });
  };
  const shown = () => (picture.at()?.image as unknown as PlainFrame | undefined)?.pixels ?? null;
  port2.close();
  return { picture, delay, tell, paint, shown, answers: () => answers };
}
/** As a page has them, BGRA … */
const [red, blue, none] = [0xffff0000, 0xff0000ff, 0];
/** … and as they are shown, RGBA. */
const [shownRed, shownBlue] = [0xff0000ff, 0xffff0000];

test('parts are laid over each other as they come', () => {
  const { paint, shown } = openPage();
  expect(shown()).toBeNull();
  paint(0, [none, none]);
  paint(1, [red]);
  expect(shown()).toEqual([none, shownRed]);
});

test('a page that is heard is seen later, its parts stay in order, and the next ones do not wait for that', () => {
  const { paint, shown, delay, answers } = openPage();
  delay.ms = 60;
  paint(0, [red, red]);
  vi.advanceTimersByTime(30);
  paint(1, [blue]);
  expect([shown(), answers()]).toEqual([null, 2]);
  vi.advanceTimersByTime(30);
  expect(shown()).toEqual([shownRed, shownRed]);
  // muted again, it catches up without a step back
  delay.ms = 0;
  paint(0, [blue]);
  vi.advanceTimersByTime(60);
  expect(shown()).toEqual([shownBlue, shownBlue]);
});

test('a page that is gone is gone at once, with what was still to be seen', () => {
  const { paint, tell, shown, delay } = openPage();
  paint(0, [red, red]);
  delay.ms = 60;
  paint(0, [blue, blue]);
  tell({ type: 'none' });
  expect(shown()).toBeNull();
  vi.advanceTimersByTime(60);
  expect(shown()).toBeNull();
});
