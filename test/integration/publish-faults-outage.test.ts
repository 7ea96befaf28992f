import { setTimeout as away } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PublishedShows } from './support/published-shows.js';
import { isSoak } from './support/seeds.js';

/** How long the network is gone. */
const outageMs = isSoak ? 300_000 : 9_000;
/** Carries the ladder, and the backlog slowly beside it. */
const narrowBitsPerSecond = 1_000_000;

const shows = new PublishedShows();

test.each(['offline', 'blackhole'] as const)(
  'the network is gone for a while (%s): viewers come back to the live edge, and nothing is lost',
  async (fault) => {
    const show = await shows.start();
    await show.proxy.set({ [fault]: true });
    await show.untilStatus('blocked');
    expect(show.publication.reason?.code).toBe('publish.unreachable');
    // not waited for anything: it is gone for so long
    await away(outageMs);
    expect(show.publication.backlogObjects).toBeGreaterThan(0);
    // what was missed is shown as missing until it is there: held up until a viewer has seen it
    await show.proxy.set({ [fault]: false, rate: { up: narrowBitsPerSecond, down: null } });
    await show.untilGap();
    await show.proxy.clear();
    await show.untilStatus('live');
    await show.untilMore(3);
    const end = await show.end();
    await show.expectWhole(end);
    expect(show.server.noticeCodes).toEqual(expect.arrayContaining(['publish.unreachable', 'publish.mended']));
  },
);

test('a broadcast that ends without network is completed when it is back', async () => {
  const show = await shows.start();
  await show.proxy.set({ offline: true });
  await show.untilStatus('blocked');
  await show.untilMore(3);
  const ending = show.end();
  await show.server.until('the end', ({ broadcast }) => (broadcast === null ? true : null));
  expect(show.publication.backlogObjects).toBeGreaterThan(0);
  await show.proxy.clear();
  await show.expectWhole(await ending);
});
