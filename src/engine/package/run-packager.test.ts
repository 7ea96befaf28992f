import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frames, ladder, setUp, sounds, track } from './memory-sink.test-support.js';
import type { Sample } from './sample.js';

describe('RunPackager', () => {
  it('cuts every rendition at the same times and keeps every sample, however the outputs interleave', () => {
    const pick = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(pick, (order) => {
        const { sink, packager } = setUp(ladder);
        const queues = [
          frames({ from: 10, count: 240, gop: 60 }),
          frames({ from: 10, count: 240, gop: 60 }),
          sounds(10, 374),
        ];
        const push = (index: number): void => {
          const sample = queues[index]?.shift();
          const name = ladder[index]?.name;
          if (sample !== undefined && name !== undefined) packager.push(name, sample);
        };
        for (const index of order) push(index);
        while (queues.some((queue) => queue.length > 0)) for (const index of [0, 1, 2]) push(index);
        expect(packager.finish()).toBeCloseTo(18, 6);
        for (const { name, kind } of ladder) {
          const segments = sink.segments.get(name) ?? [];
          expect(segments.map((segment) => segment.index)).toEqual([0, 1, 2, 3]);
          expect(segments.flatMap((segment) => segment.samples)).toHaveLength(kind === 'video' ? 240 : 374);
          for (const segment of segments) {
            const first = segment.samples[0];
            expect(first?.isSync).toBe(true);
            const seconds = (first?.pts ?? 0) / track(kind).timescale;
            expect(Math.abs(seconds - (10 + segment.index * 2))).toBeLessThan(0.012);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves no segment half filled, wherever the outputs end and another run takes over', () => {
    const lag = fc.record({ count: fc.integer({ min: 1, max: 240 }), low: fc.nat(25), sound: fc.nat(40) });
    fc.assert(
      fc.property(lag, ({ count, low, sound }) => {
        const { sink, packager } = setUp(ladder);
        const top = frames({ from: 10, count, gop: 60 });
        const behind = frames({ from: 10, count: Math.max(0, count - low), gop: 60 });
        const heard = sounds(10, Math.max(0, Math.floor((count / 30) * 46.875) - sound));
        for (let index = 0; index < 240; index += 1) {
          const sample = top[index];
          if (sample !== undefined) packager.push('720p', sample);
          for (const shown of behind.splice(0, index < low ? 0 : 1)) packager.push('360p', shown);
          while (heard[0] !== undefined && heard[0].pts / 48_000 - 10 < index / 30) {
            for (const next of heard.splice(0, 1)) packager.push('audio', next);
          }
        }
        const takenOverAt = packager.openStartSeconds ?? 10;
        packager.limit(takenOverAt);
        packager.finish();
        const whole = Math.round((takenOverAt - 10) * 30);
        for (const name of ['720p', '360p']) {
          expect(sink.segments.get(name)?.flatMap((segment) => segment.samples) ?? []).toHaveLength(whole);
        }
        const heardSeconds = (sink.segments.get('audio')?.flatMap((segment) => segment.samples).length ?? 0) / 46.875;
        expect(Math.abs(heardSeconds - (takenOverAt - 10))).toBeLessThan(0.03);
      }),
    );
  });

  it('takes the newest picture back where its source broke off, and leaves no segment without one', () => {
    const lag = fc.record({ count: fc.integer({ min: 2, max: 240 }), low: fc.nat(25), sound: fc.nat(40) });
    fc.assert(
      fc.property(lag, ({ count, low, sound }) => {
        const { sink, packager } = setUp(ladder);
        const top = frames({ from: 10, count, gop: 60 });
        const heard = sounds(10, Math.max(0, Math.floor((count / 30) * 46.875) - sound));
        for (const [index, sample] of top.entries()) {
          packager.push('720p', sample);
          const behind = top[index - low];
          if (behind !== undefined) packager.push('360p', behind);
          while (heard[0] !== undefined && heard[0].pts / 48_000 - 10 < index / 30)
            for (const next of heard.splice(0, 1)) packager.push('audio', next);
        }
        for (const late of top.slice(Math.max(0, count - low))) packager.push('360p', late);
        packager.takeBackLastPicture();
        packager.finish();
        const segments = sink.segments.get('720p') ?? [];
        expect(segments.flatMap(({ samples }) => samples.map(({ pts }) => pts))).toEqual(
          top.slice(0, -1).map(({ pts }) => pts),
        );
        const ends = ladder.map(({ name }) => (sink.segments.get(name) ?? []).map((segment) => segment.end));
        expect(ends[1]).toEqual(ends[0]);
        expect(segments.filter(({ isGap }) => isGap)).toEqual([]);
      }),
      // the newest picture has just opened a segment
      { examples: [[{ count: 181, low: 0, sound: 0 }], [{ count: 181, low: 3, sound: 2 }]], numRuns: 300 },
    );
  });

  it('drops what comes before the first IDR, sound included', () => {
    const { sink, packager } = setUp(ladder);
    for (const sample of sounds(10, 200)) packager.push('audio', sample);
    const late = frames({ from: 13, count: 90, gop: 60 });
    for (const sample of late) packager.push('720p', sample);
    for (const sample of late) packager.push('360p', sample);
    packager.finish();
    const firstSound = sink.segments.get('audio')?.[0]?.samples[0];
    expect((firstSound?.pts ?? 0) / 48_000).toBeGreaterThan(12.98);
  });

  it('says that the sound is missing where it is', () => {
    const { sink, packager } = setUp(ladder);
    for (const sample of frames({ from: 10, count: 600, gop: 60 })) {
      packager.push('720p', sample);
      packager.push('360p', sample);
    }
    packager.finish();
    expect(sink.segments.get('audio')?.every((segment) => segment.isGap)).toBe(true);
    expect(sink.segments.get('audio')).toHaveLength(10);
  });

  it('takes back what lies past the limit, in every rendition, and keeps all before', () => {
    const { sink, packager } = setUp(ladder);
    const all = frames({ from: 10, count: 110, gop: 30 });
    for (const sample of all) {
      packager.push('720p', sample);
      packager.push('360p', sample);
    }
    for (const sample of sounds(10, 160)) packager.push('audio', sample);
    expect(packager.openStartSeconds).toBe(12);
    packager.limit(13);
    expect(packager.finish()).toBe(13);
    for (const name of ['720p', '360p']) {
      const samples = sink.segments.get(name)?.flatMap((segment) => segment.samples) ?? [];
      expect(samples).toHaveLength(90);
    }
    const lastSound = sink.segments.get('audio')?.at(-1)?.samples.at(-1);
    expect((lastSound?.pts ?? 0) / 48_000).toBeLessThan(13);
    expect((lastSound?.pts ?? 0) / 48_000).toBeGreaterThan(12.95);
  });

  it('is cut short between key frames, in every rendition', () => {
    const { sink, packager } = setUp(ladder);
    for (const sample of frames({ from: 10, count: 80, gop: 240 })) {
      packager.push('720p', sample);
      packager.push('360p', sample);
    }
    for (const sample of sounds(10, 120)) packager.push('audio', sample);
    packager.limit(12);
    for (const sample of frames({ from: 12.7, count: 30, gop: 240 }))
      packager.push('720p', { ...sample, isSync: false });
    expect(packager.finish()).toBe(12);
    for (const name of ['720p', '360p']) {
      const [segment, ...others] = sink.segments.get(name) ?? [];
      expect([name, segment?.samples.length, segment?.end, others.length]).toEqual([name, 60, 12, 0]);
    }
    const lastSound = sink.segments.get('audio')?.at(-1)?.samples.at(-1);
    expect(Math.abs((lastSound?.pts ?? 0) / 48_000 - 12)).toBeLessThan(0.05);
  });

  it('leaves nothing behind when a later run takes over from its very first frame', () => {
    const { sink, packager } = setUp(ladder);
    for (const sample of frames({ from: 10, count: 80, gop: 240 })) {
      packager.push('720p', sample);
      packager.push('360p', sample);
    }
    expect(packager.isOverlong).toBe(true);
    packager.limit(10);
    packager.finish();
    for (const segments of sink.segments.values()) expect(segments).toEqual([]);
  });

  it('lets the last picture stand while the sound ends', () => {
    const { sink, packager } = setUp(ladder);
    for (const sample of frames({ from: 10, count: 75, gop: 60 })) {
      packager.push('720p', sample);
      packager.push('360p', sample);
    }
    for (const sample of sounds(10, 125)) packager.push('audio', sample);
    const end = packager.finish() ?? 0;
    expect(end).toBeCloseTo(10 + (125 * 1024) / 48_000, 3);
    for (const name of ['720p', '360p']) {
      const samples = sink.segments.get(name)?.flatMap((segment) => segment.samples) ?? [];
      const last = samples.at(-1);
      expect(samples).toHaveLength(75);
      expect(((last?.pts ?? 0) + (last?.duration ?? 0)) / 90_000).toBeCloseTo(end, 3);
    }
  });

  it('refuses to go on when the clock jumps', () => {
    const { packager } = setUp(ladder);
    for (const sample of frames({ from: 10, count: 3, gop: 60 })) expect(packager.push('720p', sample)).toBe(true);
    expect(packager.push('720p', frames({ from: 1000, count: 1, gop: 1 })[0] as Sample)).toBe(false);
  });
});
