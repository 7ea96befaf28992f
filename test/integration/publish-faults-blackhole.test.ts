import { setTimeout as away } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PublishedShows } from './support/published-shows.js';

/** Longer than the channel's lease lasts (20 s). */
const holeMs = 24_000;
/** Counted in segments of a second and not by a clock: a slow machine packs them later, too. A GET that hangs costs thirty. */
const mostSegments = 20;

const shows = new PublishedShows();

test.each([null, 'ignores-conditional-put'] as const)(
  'a black hole outlasts the lease (%s): once the line is back nobody waits for a connection that is dead',
  async (quirk) => {
    const show = await shows.start({ quirk });
    await show.proxy.set({ blackhole: true });
    await show.untilStatus('blocked');
    // not waited for anything: it is gone for so long
    await away(holeMs);
    const packed = show.packed;
    let first = '';
    void show.proxy.nextRequest((method, target) => {
      const isMedia = method === 'PUT' && /\/\d+\.m4s/.test(target);
      if (isMedia) first = target;
      return isMedia;
    });
    await show.proxy.clear();
    await show.untilEdge();
    expect(show.packed - packed).toBeLessThanOrEqual(mostSegments);
    // the live edge goes before what was missed
    expect(Number(/(\d+)\.m4s/.exec(first)?.[1])).toBeGreaterThanOrEqual(packed - 3);
    await show.untilStatus('live');
    await show.expectWhole(await show.end());
  },
);
