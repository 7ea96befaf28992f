import { expect, test } from 'vitest';
import { EncodeWatch } from './encode-watch.js';

/** Fed every 40 ms from `fromMs` on; the time at which it is found to stand still, null: not within a minute. */
function foundAt(watch: EncodeWatch, fromMs: number): number | null {
  for (let nowMs = fromMs; nowMs <= fromMs + 60_000; nowMs += 40) if (watch.fed(nowMs)) return nowMs;
  return null;
}

test('an encode that takes and gives nothing stands still; one that opens has more time', () => {
  const watch = new EncodeWatch();
  expect(foundAt(watch, 0)).toBe(15_000);
  const given = new EncodeWatch();
  given.fed(0);
  given.gave();
  expect(foundAt(given, 40)).toBe(5_000);
});

test('whatever comes out, and a source that says nothing, is no standing still', () => {
  const watch = new EncodeWatch();
  for (let nowMs = 0; nowMs < 60_000; nowMs += 4_000) {
    for (let fedMs = nowMs; fedMs < nowMs + 4_000; fedMs += 40) expect(watch.fed(fedMs)).toBe(false);
    watch.gave();
  }
  // the last pictures are inside of the encoder while the source is away
  watch.fed(60_000);
  expect(watch.fed(600_000)).toBe(false);
  expect(watch.fed(600_040)).toBe(false);
});
