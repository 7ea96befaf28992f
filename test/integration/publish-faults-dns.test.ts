import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../servers/dns-server.js';
import { startFaultProxy, type FaultProxy } from '../servers/fault-proxy.js';
import type { PublishedShow } from './support/published-show.js';
import { PublishedShows } from './support/published-shows.js';
import { isSoak } from './support/seeds.js';
import { resolveTestNames } from './support/test-names.js';

/** How much is broadcast while the name cannot be resolved. */
const missedSeconds = isSoak ? 60 : 4;
/** Where a server moves to: all of 127.0.0.0/8 is this computer, but on macOS. */
const otherAddress = process.platform === 'darwin' ? null : '127.0.0.2';

let names: DnsServer;
let forget: () => void;
let show: PublishedShow;
let moved: FaultProxy | null = null;

beforeEach(async () => {
  names = await startDnsServer('127.0.0.1');
  forget = resolveTestNames(names);
});
afterEach(async () => {
  await moved?.stop();
  moved = null;
  forget();
  await names.stop();
});
// below them: a show is stopped while its names are still known
const shows = new PublishedShows();
beforeEach(async () => {
  show = await shows.start({ endpointOf: ({ port }) => `http://bucket.test:${port}` });
});

/** The same port at another address leads to the bucket, and its name to there. */
async function moveTo(host: string): Promise<FaultProxy> {
  moved = await startFaultProxy({ target: show.bucket.endpoint, host, port: show.proxy.port });
  names.point(host);
  return moved;
}

test.each(['unknown', 'silent'] as const)(
  "the bucket's name cannot be resolved for a while (%s): nothing is lost",
  async (how) => {
    names.fail(how);
    // connections that are there need no name: they are cut
    await show.proxy.set({ offline: true });
    await show.proxy.clear();
    await show.untilStatus('blocked');
    expect(show.publication.reason?.code).toBe('publish.unreachable');
    const { requests } = show.proxy.figures;
    await show.untilMore(missedSeconds);
    expect(show.proxy.figures.requests).toBe(requests);
    expect(show.publication.backlogObjects).toBeGreaterThan(0);
    names.fail(null);
    await show.untilStatus('live');
    await show.untilMore(3);
    await show.expectWhole(await show.end());
    expect(show.server.noticeCodes).toEqual(expect.arrayContaining(['publish.unreachable', 'publish.mended']));
  },
);

test.skipIf(otherAddress === null)('the bucket comes back at another address: it is found there', async () => {
  names.fail('broken');
  await show.proxy.set({ offline: true });
  await show.untilStatus('blocked');
  const { figures } = await moveTo(otherAddress ?? '');
  await show.untilMore(missedSeconds);
  expect(figures.requests).toBe(0);
  names.fail(null);
  await show.untilStatus('live');
  await show.untilMore(3);
  await show.expectWhole(await show.end());
  expect(moved?.figures.requests).toBeGreaterThan(0);
});

test.skipIf(otherAddress === null)('the bucket moves, and its old address swallows everything', async () => {
  await show.proxy.set({ blackhole: true });
  const { objects } = show.publication;
  const there = await moveTo(otherAddress ?? '');
  await show.server.until('objects at the new address', () => (show.publication.objects > objects + 8 ? true : null));
  await show.untilStatus('live');
  await show.expectWhole(await show.end());
  expect(there.figures.requests).toBeGreaterThan(8);
});
