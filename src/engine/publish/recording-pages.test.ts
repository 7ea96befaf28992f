import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordingsJsonSchema, type ListedRecording } from '../../shared/published.js';
import { recordingPages } from './recording-pages.js';

const recording = (month: number, number: number): ListedRecording => ({
  id: `2026${String(month).padStart(2, '0')}01-070000-${String(number).padStart(8, '0')}`,
  title: 'A show',
  startedAt: '2026-01-01T07:00:00.000Z',
  durationSeconds: 60,
  poster: true,
});
/** Newest first, as the journal has them. */
const channel = fc
  .array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 })
  .map((months) => months.sort((a, b) => b - a).map((month, index) => recording(month, 1_000 - index)));

test('whoever follows the pages finds every recording, newest first; a month has one page at most', () => {
  fc.assert(
    fc.property(channel, fc.integer({ min: 1, max: 10 }), (recordings, first) => {
      const { listed, older, pages } = recordingPages(recordings, first);
      const found = new Map(listed.map(({ id }) => [id, true]));
      const visited: string[] = [];
      for (let file = older; file !== null;) {
        visited.push(file);
        const page = recordingsJsonSchema.parse(pages.get(file));
        for (const { id } of page.recordings) found.set(id, true);
        file = page.older;
      }
      expect([...found.keys()]).toEqual(recordings.map(({ id }) => id));
      expect(visited).toEqual([...pages.keys()]);
    }),
  );
});

test('channel.json alone lists what fits into it', () => {
  expect(recordingPages([recording(3, 1), recording(2, 0)], 2)).toMatchObject({ older: null, pages: new Map() });
});

test('a recording that is deleted changes its own page, and at most what names it', () => {
  fc.assert(
    fc.property(channel, fc.nat(), (recordings, nth) => {
      const gone = recordings[nth % Math.max(1, recordings.length)];
      if (gone === undefined) return;
      const before = recordingPages(recordings, 3).pages;
      const after = recordingPages(
        recordings.filter((each) => each !== gone),
        3,
      ).pages;
      const changed = [...after].filter(([file, page]) => JSON.stringify(before.get(file)) !== JSON.stringify(page));
      expect(changed.length).toBeLessThanOrEqual(2);
      expect(JSON.stringify([...after])).not.toContain(gone.id);
    }),
  );
});
