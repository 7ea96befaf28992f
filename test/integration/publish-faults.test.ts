import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { PublishedShows } from './support/published-shows.js';
import { isSoak, seeds } from './support/seeds.js';

/** How long a bad line stays bad. */
const badSeconds = isSoak ? 60 : 10;

const shows = new PublishedShows();

test.each(seeds(2))('a bad line delays and loses nothing: seed %i', async (seed) => {
  const show = await shows.start({ seed });
  await show.proxy.set({ status: { share: 0.3, status: 503 }, cut: 0.1, latency: { p50Ms: 200, p90Ms: 350 } });
  await show.untilMore(badSeconds);
  await show.proxy.clear();
  const end = await show.end();
  await show.expectWhole(end);
  expect(end.summary.published?.retries).toBeGreaterThan(0);
});

test('an answer that is lost makes no second object', async () => {
  const show = await shows.start();
  await show.proxy.set({ status: { share: 0.5, status: 503, isDone: true, methods: ['PUT'] } });
  await show.untilMore(6);
  await show.proxy.clear();
  await show.expectWhole(await show.end());
});

test('keys that are refused are told, and it goes on when they are good again', async () => {
  const show = await shows.start();
  await show.proxy.set({ status: { share: 1, status: 403, methods: ['PUT'] } });
  await show.untilStatus('blocked');
  expect(show.publication.reason?.code).toBe('publish.forbidden');
  expect(show.server.state.broadcast?.stages.publish).toMatchObject({ status: 'failed' });
  expect(show.server.state.broadcast?.status).toBe('live');
  await show.untilMore(3);
  await show.proxy.clear();
  await show.untilStatus('live');
  await show.expectWhole(await show.end());
});

test('a clock that is hours off is no obstacle', async () => {
  const show = await shows.start();
  show.bucket.setClockOffset(3 * 3_600_000);
  await show.untilMore(4);
  await show.untilStatus('live');
  await show.expectWhole(await show.end());
});

test('a removal that the bucket refuses holds up no live show', async () => {
  const show = await shows.start();
  await show.end();
  const { server, proxy, id: older } = show;
  const destinationId = show.publication.destinationId;
  const push = shows.own.clip.push(await server.pushUrl());
  const live = await server.until('another show', ({ broadcast }) =>
    broadcast?.publication?.isVerified === true && broadcast.id !== older ? broadcast : null,
  );
  await proxy.set({ status: { share: 1, status: 403, methods: ['POST', 'DELETE'] } });
  await server.engine.commands.unpublishRecording({ commandId: randomUUID(), broadcastId: older, destinationId });
  const sent = live.publication?.objects ?? 0;
  await server.until('the show to go on', ({ broadcast }) =>
    broadcast?.publication?.status === 'live' && broadcast.publication.objects > sent + 8 ? true : null,
  );
  const removal = () => server.state.recordings.find(({ id }) => id === older)?.publications[0];
  await server.until('it to be told', () => (removal()?.reason?.code === 'publish.forbidden' ? true : null));
  expect(removal()?.status).toBe('removing');
  await proxy.clear();
  await server.until('it to be gone', () => (removal() === undefined ? true : null));
  await push.kill();
  await server.untilBroadcast('reconnecting');
  expect(await server.end(live.id)).toMatchObject({ published: { backlog: 0 } });
});
