import { expect, test, vi } from 'vitest';
import type { UpdateStanding } from '../shared/update-news.js';
import { UpdateKeeper } from './update-keeper.js';

/** A keeper whose feed and clock the test holds. */
function bench(version: string | null = '2.0.0') {
  const timers: { delayMs: number; then: () => void }[] = [];
  const fetches: {
    end: () => void;
    fail: () => void;
    reach: (percent: number) => void;
    signal: AbortSignal;
  }[] = [];
  const standings: UpdateStanding[] = [];
  const find = vi.fn(async () => version);
  const onReady = vi.fn();
  const onFailed = vi.fn();
  const fetch = vi.fn(
    (signal: AbortSignal, reach: (percent: number) => void) =>
      new Promise<void>((resolve, reject) => {
        const fail = (): void => reject(new Error('cut'));
        signal.addEventListener('abort', fail);
        fetches.push({ end: resolve, fail, reach, signal });
      }),
  );
  const keeper = new UpdateKeeper({
    updater: { find, fetch },
    onReady,
    onFailed,
    onStanding: (standing) => standings.push(standing),
    after: (delayMs, then) => timers.push({ delayMs, then }),
  });
  const tick = (): void => timers.shift()?.then();
  return { keeper, find, fetch, fetches, standings, onReady, onFailed, timers, tick };
}

test('looks a while after the start and again every few hours, fetches, and offers it once', async () => {
  const { keeper, find, fetches, onReady, timers, tick } = bench();
  keeper.start();
  expect(find).not.toHaveBeenCalled();
  tick();
  await vi.waitFor(() => expect(fetches).toHaveLength(1));
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([4 * 3600 * 1000]);
  expect(keeper.mayInstall()).toBe(false);
  fetches[0]?.end();
  await vi.waitFor(() => expect(onReady).toHaveBeenCalledWith('2.0.0'));
  expect(keeper.mayInstall()).toBe(true);
  tick();
  keeper.setOn(true);
  keeper.setOn(false);
  expect(await keeper.check()).toEqual({ is: 'ready', version: '2.0.0' });
  expect(onReady).toHaveBeenCalledTimes(1);
  expect(find).toHaveBeenCalledTimes(1);
});

test('is put in place at the end that it was wanted for, and at no later one', async () => {
  const { keeper, fetches } = bench();
  expect(keeper.want()).toBe(false);
  await keeper.check();
  fetches[0]?.end();
  await vi.waitFor(() => expect(keeper.mayInstall()).toBe(true));
  expect(keeper.takeWanted()).toBe(false);
  expect(keeper.want()).toBe(true);
  expect(keeper.takeWanted()).toBe(true);
  expect(keeper.takeWanted()).toBe(false);

  // the creator was asked about what is not saved, and stayed
  keeper.want();
  keeper.unwant();
  expect(keeper.takeWanted()).toBe(false);

  // the question stood until a show began
  keeper.want();
  keeper.setOn(true);
  keeper.setOn(false);
  expect(keeper.takeWanted()).toBe(false);
  expect(keeper.want()).toBe(true);
});

test('asks nobody while something is on, and makes up for it afterwards', async () => {
  const { keeper, find, fetches, tick } = bench();
  keeper.start();
  keeper.setOn(true);
  tick();
  expect(find).not.toHaveBeenCalled();
  keeper.setOn(false);
  await vi.waitFor(() => expect(fetches).toHaveLength(1));
});

test('a check by hand while live asks nobody until the end, and says so', async () => {
  const { keeper, find, fetches } = bench();
  keeper.setOn(true);
  expect(await keeper.check()).toEqual({ is: 'asks-later' });
  expect(find).not.toHaveBeenCalled();
  keeper.setOn(false);
  await vi.waitFor(() => expect(fetches).toHaveLength(1));
  expect(find).toHaveBeenCalledTimes(1);
});

test('a check by hand while live tells what was found before, without asking again', async () => {
  const { keeper, find, fetches } = bench();
  await keeper.check();
  keeper.setOn(true);
  for (const moment of ['cut', 'after'])
    expect([moment, await keeper.check()]).toEqual([moment, { is: 'found', version: '2.0.0' }]);
  expect(fetches).toHaveLength(1);
  keeper.setOn(false);
  await vi.waitFor(() => expect(fetches).toHaveLength(2));
  expect(find).toHaveBeenCalledTimes(1);
});

test('going live cuts a download, which is no failure; it begins anew at the end', async () => {
  const { keeper, fetches, onReady, onFailed } = bench();
  await keeper.check();
  keeper.setOn(true);
  expect(fetches[0]?.signal.aborted).toBe(true);
  // a show so short that it is over before the download knows
  keeper.setOn(false);
  await vi.waitFor(() => expect(fetches).toHaveLength(2));
  fetches[1]?.end();
  await vi.waitFor(() => expect(onReady).toHaveBeenCalledTimes(1));
  expect(onFailed).not.toHaveBeenCalled();
});

test('what came in the moment of going live is offered after the end, and not put in place before', async () => {
  const { keeper, fetches, onReady } = bench();
  await keeper.check();
  fetches[0]?.end();
  keeper.setOn(true);
  await Promise.resolve();
  expect(await keeper.check()).toEqual({ is: 'ready', version: '2.0.0' });
  expect([onReady.mock.calls.length, keeper.mayInstall()]).toEqual([0, false]);
  keeper.setOn(false);
  expect([onReady.mock.calls.length, keeper.mayInstall()]).toEqual([1, true]);
});

test('a failed download waits for its next turn, a feed that does not answer says so', async () => {
  const { keeper, find, fetches, onFailed } = bench();
  await keeper.check();
  fetches[0]?.fail();
  await vi.waitFor(() => expect(onFailed).toHaveBeenCalledTimes(1));
  expect(fetches).toHaveLength(1);
  await keeper.check();
  expect(fetches).toHaveLength(2);
  fetches[1]?.fail();
  await vi.waitFor(() => expect(onFailed).toHaveBeenCalledTimes(2));
  find.mockRejectedValueOnce(new Error('no network'));
  expect(await keeper.check()).toEqual({ is: 'failed', why: 'other' });
});

test('says so when there is nothing newer', async () => {
  const { keeper, fetch } = bench(null);
  expect(await keeper.check()).toEqual({ is: 'none' });
  expect(fetch).not.toHaveBeenCalled();
});

test('tells each change of how it stands, and each once', async () => {
  const { keeper, fetches, standings } = bench();
  expect(keeper.standing()).toEqual({ is: 'unasked' });
  await keeper.check();
  fetches[0]?.reach(41.9);
  fetches[0]?.reach(41.2);
  fetches[0]?.end();
  await vi.waitFor(() => expect(keeper.standing()).toEqual({ is: 'ready', version: '2.0.0' }));
  // asked again: it is here
  await keeper.check();
  expect(standings).toEqual([
    { is: 'looking' },
    { is: 'fetching', version: '2.0.0', percent: 0 },
    { is: 'fetching', version: '2.0.0', percent: 41 },
    { is: 'ready', version: '2.0.0' },
  ]);
});

test('tells what went wrong until the next try, and what is cut as found', async () => {
  const { keeper, find, fetches, standings } = bench();
  find.mockRejectedValueOnce(new Error('net::ERR_NAME_NOT_RESOLVED'));
  await keeper.check();
  expect(keeper.standing()).toEqual({ is: 'failed', why: 'unreachable' });
  await keeper.check();
  fetches[0]?.fail();
  await vi.waitFor(() => expect(keeper.standing()).toEqual({ is: 'failed', why: 'other' }));
  await keeper.check();
  keeper.setOn(true);
  await vi.waitFor(() => expect(keeper.standing()).toEqual({ is: 'found', version: '2.0.0' }));
  expect(standings.map(({ is }) => is)).toEqual([
    ...['looking', 'failed', 'looking', 'fetching', 'failed', 'looking', 'fetching', 'found'],
  ]);
});
