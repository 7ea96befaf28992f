import { expect, test } from 'vitest';
import type { BroadcastSummary } from '../../src/engine/engine-api.js';
import { NumberedClip } from './support/numbered-clip.js';
import { PublishedShows } from './support/published-shows.js';
import { isSoak } from './support/seeds.js';

/** How long the line carries no more than this. */
const slowSeconds = isSoak ? 60 : 10;
const lineBitsPerSecond = 1_000_000;

const shows = new PublishedShows();

/** What the whole ladder needs, bits per second. */
function bitsPerSecond({ published, durationSeconds }: BroadcastSummary): number {
  return ((published?.bytes ?? 0) * 8) / durationSeconds;
}

test('an uplink that cannot carry the ladder carries its floor, and the rest afterwards', async () => {
  const show = await shows.start({ clip: await NumberedClip.make(shows.own.media, 1_200) });
  await show.proxy.set({ rate: { up: lineBitsPerSecond, down: null } });
  await show.server.until('a rendition to wait', () => (show.publication.deferred.length > 0 ? true : null));
  expect(show.publication.status).toBe('behind');
  expect(show.publication.reason?.code).toBe('publish.renditions-deferred');
  expect(show.publication.deferred).toEqual(['360p']);
  await show.untilMore(slowSeconds);
  // the floor keeps to the live edge meanwhile
  await show.server.until('the floor at the live edge', () => ((show.publication.lagSeconds ?? 0) < 6 ? true : null));
  expect(show.publication.deferred).toEqual(['360p']);
  await show.proxy.clear();
  await show.server.until('all of them to be back', () => (show.publication.deferred.length === 0 ? true : null));
  await show.untilStatus('live');
  const end = await show.end();
  await show.expectWhole(end);
  expect(bitsPerSecond(end.summary)).toBeGreaterThan(lineBitsPerSecond);
  expect(show.server.noticeCodes).toEqual(
    expect.arrayContaining(['publish.renditions-deferred', 'publish.renditions-back']),
  );
});

test('an uplink that can just carry the ladder carries all of it', async () => {
  const show = await shows.start();
  await show.proxy.set({ rate: { up: lineBitsPerSecond, down: null } });
  await show.untilMore(slowSeconds);
  await show.untilStatus('live');
  const end = await show.end();
  await show.expectWhole(end);
  expect(bitsPerSecond(end.summary)).toBeLessThan(lineBitsPerSecond);
  expect(show.server.noticeCodes).not.toContain('publish.renditions-deferred');
  expect([...end.report.gaps]).toEqual([]);
});
