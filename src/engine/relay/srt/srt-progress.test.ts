import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SrtProgress } from './srt-progress.js';

const reports = 'frame=0\ntotal_size=0\nprogress=continue\nframe=9\ntotal_size=1316\nspeed=1x\nprogress=end\n';

test('hears that bytes have left, however the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(reports.length), { maxLength: 12 }), (cuts) => {
      const progress = new SrtProgress();
      const ends = [...cuts.sort((a, b) => a - b), reports.length];
      let start = 0;
      let steps = 0;
      for (const end of ends) {
        if (progress.push(reports.slice(start, end))) steps += 1;
        start = end;
      }
      expect([steps, progress.isBegun]).toEqual([1, true]);
    }),
  );
});

test('has begun with the first report that is whole', () => {
  const progress = new SrtProgress();
  expect([progress.push('total_size=N/A\nprogr'), progress.isBegun]).toEqual([false, false]);
  expect([progress.push('ess=continue\n'), progress.isBegun]).toEqual([false, true]);
});
