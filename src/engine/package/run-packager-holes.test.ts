import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ladder, setUp, sounds } from './memory-sink.test-support.js';
import type { Sample } from './sample.js';

test('keeps every sample and no segment is too long, wherever IDRs come and pictures stop, taken over from or not', () => {
  const fps = 10;
  const stay = fc.record({
    // the next picture comes so many ticks later; whether it is an IDR
    pictures: fc.array(
      fc.record({
        ticks: fc.oneof(
          { weight: 12, arbitrary: fc.constant(1) },
          { weight: 1, arbitrary: fc.integer({ min: 2, max: 45 }) },
        ),
        isSync: fc.oneof({ weight: 20, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      }),
      { minLength: 5, maxLength: 250 },
    ),
    isCopied: fc.boolean(),
    low: fc.nat(4),
    /** So many pictures after a hold another run takes over, from the first IDR behind this one; null: never. */
    takeOver: fc.option(fc.record({ after: fc.nat(60), idr: fc.nat(2) })),
  });
  fc.assert(
    fc.property(stay, ({ pictures, isCopied, low, takeOver }) => {
      const { sink, packager } = setUp(ladder);
      let tick = 10 * fps;
      const top = pictures.map(({ ticks, isSync }, index): Sample => {
        const dts = (tick * 90_000) / fps;
        tick += ticks;
        const data = Buffer.from([index & 255]);
        return { dts, pts: dts, duration: (ticks * 90_000) / fps, isSync: isSync || index === 0, data };
      });
      const heard = sounds(10, Math.floor(((tick / fps - 10) * 48_000) / 1024));
      let [held, limit] = [null as number | null, Infinity];
      for (const [index, sample] of top.entries()) {
        packager.push('720p', sample);
        const behind = top[index - low];
        if (behind !== undefined) packager.push('360p', behind);
        while (heard[0] !== undefined && heard[0].pts / 48_000 < sample.pts / 90_000)
          for (const next of heard.splice(0, 1)) packager.push('audio', next);
        if (packager.isOverlong) {
          if (isCopied && held === null) packager.hold();
          else packager.force();
          held ??= index;
        }
        if (takeOver !== null && held !== null && index === held + takeOver.after && limit === Infinity) {
          const open = packager.openStartSeconds ?? Infinity;
          const idrs = top.slice(0, index).filter((each) => each.isSync && each.pts / 90_000 >= open - 0.001);
          const at = idrs[takeOver.idr];
          if (at === undefined) continue;
          limit = at.pts / 90_000;
          packager.limit(limit);
        }
      }
      for (const late of top.slice(Math.max(0, top.length - low))) packager.push('360p', late);
      for (const late of heard) packager.push('audio', late);
      const end = packager.finish() ?? NaN;
      const wanted = top.filter(({ pts }) => pts / 90_000 < limit - 0.001).map(({ pts }) => pts);
      for (const name of ['720p', '360p']) {
        const segments = sink.segments.get(name) ?? [];
        expect(segments.flatMap(({ samples }) => samples.map(({ pts }) => pts))).toEqual(wanted);
        for (const { isGap, samples } of segments) expect(samples.length === 0).toBe(isGap);
      }
      const ends = ladder.map(({ name }) => (sink.segments.get(name) ?? []).map((segment) => segment.end));
      expect(ends[1]).toEqual(ends[0]);
      expect(ends[2]).toEqual(ends[0]);
      const lengths = ends[0]?.map((at, index) => (at ?? NaN) - (index === 0 ? 10 : (ends[0]?.[index - 1] ?? NaN)));
      if (wanted.length > 0) expect(ends[0]?.at(-1)).toBeCloseTo(end, 6);
      for (const length of lengths ?? []) expect(length).toBeLessThan(2.5);
      for (const [index, { samples }] of (sink.segments.get('720p') ?? []).entries()) {
        const before = sink.segments.get('720p')?.[index - 1]?.samples ?? [];
        const isForced = samples[0]?.isSync === false;
        // there was none to cut at
        if (isForced) expect(before.slice(1).some(({ isSync }) => isSync)).toBe(false);
      }
      const soundSamples = sink.segments.get('audio')?.flatMap(({ samples }) => samples) ?? [];
      if (wanted.length > 0) expect(Math.abs(soundSamples.length * 1024 - (end - 10) * 48_000)).toBeLessThan(1_600);
    }),
    { numRuns: 300 },
  );
});
