import { expect, test } from 'vitest';
import { testState } from '../../../test/servers/studio-fixture.js';
import { createStateStore } from './state-store.js';
import { stateFrames } from './state-subscription.js';

function setUp() {
  const store = createStateStore(testState());
  let open = Promise.resolve();
  let release = (): void => undefined;
  const abort = new AbortController();
  const frames = stateFrames(store, { writable: () => open }, abort.signal);
  const change = (times: number): void => {
    for (let n = 0; n < times; n += 1) store.update((draft) => void (draft.rtmp.wantedPort += 1));
  };
  const block = (): void => void (open = new Promise((resolve) => (release = resolve)));
  return { store, frames, abort, change, block, release: () => release() };
}

test('a reader that falls far behind gets a snapshot in place of the queue, and goes on from there', async () => {
  const { frames, change, block, release, abort } = setUp();
  expect((await frames.next()).value).toMatchObject({ type: 'snapshot', revision: 0 });
  block();
  const next = frames.next();
  change(300);
  release();
  expect((await next).value).toMatchObject({ type: 'snapshot', revision: 300 });
  change(1);
  expect((await frames.next()).value).toMatchObject({ type: 'patch', revision: 301 });
  abort.abort();
  expect((await frames.next()).done).toBe(true);
});

test('a reader a little behind gets every patch in order', async () => {
  const { frames, change } = setUp();
  await frames.next();
  change(3);
  const revisions = [];
  for (let n = 0; n < 3; n += 1) revisions.push((await frames.next()).value?.revision);
  expect(revisions).toEqual([1, 2, 3]);
  await frames.return();
});
