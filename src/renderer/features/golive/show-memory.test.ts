import { expect, test } from 'vitest';
import { ShowMemory } from './show-memory.js';

const show = {
  showId: '3b241101-e2bb-4255-8caf-4136c566a962',
  isPaused: true,
  isEnding: false,
  pictures: {
    counts: { composed: 9, repeated: 1, skippedByEncoder: 0, lostWithEncoder: 0, droppedByFeed: 0, missing: 0 },
    untilMs: 4_000.5,
  },
};

/** As a browser has them: one holder of each name, the others wait in a row. */
function makeLocks(): Pick<LockManager, 'request'> {
  const tails = new Map<string, Promise<unknown>>();
  const request = async (name: string, { signal }: LockOptions, hold: () => Promise<unknown>): Promise<unknown> => {
    const before = tails.get(name) ?? Promise.resolve();
    let done: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      done = resolve;
    });
    tails.set(name, Promise.all([before, turn]));
    const givenUp = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('Expected patience', 'AbortError')));
    });
    try {
      await Promise.race([before, givenUp]);
      return await hold();
    } finally {
      done();
    }
  };
  return { request: request as LockManager['request'] };
}

/** A tab's storage, empty or copied from another tab's. */
function storage(from: ReadonlyMap<string, string> = new Map()) {
  const items = new Map(from);
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

const opened = (memory: ShowMemory) => new Promise<void>((resolve) => memory.open(resolve));

test('a reload remembers what its tab sent; a duplicate of the tab forgets it, and takes up nothing', async () => {
  const locks = makeLocks();
  const mine = storage();
  const sender = new ShowMemory({ storage: mine, locks });
  sender.keep(show);
  const copied = storage(mine.items);
  const patience = new AbortController();
  const duplicate = new ShowMemory({ storage: copied, locks, patience: () => patience.signal });
  let isOwn = false;
  const forgotten = new Promise<void>((resolve) => {
    copied.removeItem = (key) => {
      copied.items.delete(key);
      resolve();
    };
  });
  duplicate.open(() => (isOwn = true));
  patience.abort();
  await forgotten;
  expect([isOwn, duplicate.own, copied.items.size]).toEqual([false, null, 0]);
  sender.close();
  const reloaded = new ShowMemory({ storage: mine, locks });
  await opened(reloaded);
  expect(reloaded.own).toEqual(show);
});

test('who is told to send instead of another tab has the show as soon as that one lets go of it', async () => {
  const locks = makeLocks();
  const [first, second] = [storage(), storage()];
  const sender = new ShowMemory({ storage: first, locks });
  sender.keep(show);
  const other = new ShowMemory({ storage: second, locks });
  other.keep({ ...show, isPaused: false });
  sender.forget();
  expect(first.items.size).toBe(0);
  other.close();
  const reloaded = new ShowMemory({ storage: second, locks });
  await opened(reloaded);
  expect(reloaded.own).toEqual({ ...show, isPaused: false });
});

test('what a version before remembered is taken up, without its pictures', () => {
  const { pictures: _, ...older } = show;
  const memory = new ShowMemory({
    storage: storage(new Map([['headwater.show', JSON.stringify(older)]])),
    locks: null,
  });
  memory.open(() => undefined);
  expect(memory.own).toEqual({ ...older, pictures: null });
});

test('what is not of this version is not remembered', () => {
  for (const text of ['', '{}', '[]', show.showId, JSON.stringify({ ...show, showId: 'x' })]) {
    const memory = new ShowMemory({ storage: storage(new Map([['headwater.show', text]])), locks: null });
    memory.open(() => expect.unreachable(text));
    expect(memory.own).toBeNull();
  }
});
