import { expect, test } from 'vitest';
import { FeedWish } from './feed-wish.js';

const wish = {
  showId: 's',
  purpose: 'live',
  title: null,
  description: '',
  videoBitrate: 1,
  keyframeSeconds: 2,
} as const;
const make = () => new FeedWish({ url: 'ws://feed', studioId: 'studio' });

test('a worker that is made anew goes on with the same show', () => {
  const feed = make();
  expect(feed.request).toBeNull();
  feed.start(wish);
  feed.told({ status: 'sending', reason: null });
  feed.interrupted();
  expect(feed.state.status).toBe('reconnecting');
  expect(feed.request).toMatchObject({
    url: 'ws://feed',
    hello: { showId: 's', studioId: 'studio' },
  });
});

test('one that was stopped, refused or replaced does not', () => {
  for (const status of ['refused', 'replaced'] as const) {
    const feed = make();
    feed.start(wish);
    feed.told({ status, reason: null });
    expect([feed.state.status, feed.request]).toEqual([status, null]);
  }
  const feed = make();
  feed.start(wish);
  feed.stop(true);
  // the worker says so once all is sent
  expect([feed.state.status, feed.request]).toEqual(['connecting', null]);
  feed.interrupted();
  expect(feed.state.status).toBe('off');
  feed.start(wish);
  feed.stop(false);
  expect(feed.state.status).toBe('off');
});

test('the end of an old show does not take the new one with it', () => {
  const feed = make();
  feed.start(wish);
  feed.stop(true);
  feed.start({ ...wish, showId: 'next' });
  feed.told({ status: 'off', reason: null });
  expect(feed.request?.hello.showId).toBe('next');
});
