import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CachedFile } from './cached-file.js';
import { FileCache } from './file-cache.js';
import { filePolicy } from './file-policy.js';

function fileOf(path: string, countedBytes: number): CachedFile {
  const policy = filePolicy('live/1.m4s');
  if (policy === null) throw new Error('Expected a published name');
  return {
    path,
    policy,
    version: { inode: 1, sizeBytes: countedBytes, modifiedMs: 0, changedMs: 0 },
    body: Buffer.alloc(0),
    text: null,
    headers: [],
    wholeHeaders: [],
    gzip: null,
    checkedAtMs: 0,
    countedBytes,
    holds: 0,
    isCached: false,
  };
}

const add = (cache: FileCache, path: string, bytes: number): CachedFile | null => {
  if (!cache.reserve(bytes)) return null;
  const file = fileOf(path, bytes);
  cache.put(file);
  return file;
};

test('the least recently used goes first', () => {
  const cache = new FileCache(100);
  add(cache, 'a', 40);
  add(cache, 'b', 40);
  cache.find('a');
  add(cache, 'c', 40);
  expect(['a', 'b', 'c'].map((path) => cache.find(path)?.path)).toEqual(['a', undefined, 'c']);
});

test('what a slow reader holds stays counted, also when it was written anew, until the reader lets go', () => {
  const cache = new FileCache(100);
  const held = add(cache, 'a', 60);
  if (held === null) throw new Error('Expected room');
  cache.hold(held);
  expect(add(cache, 'b', 60)).toBeNull();
  cache.drop('a');
  expect(cache.usedBytes).toBe(60);
  cache.release(held);
  expect(cache.usedBytes).toBe(0);
  expect(add(cache, 'b', 60)).not.toBeNull();
});

test('a folder is dropped with all below it, and nothing beside it', () => {
  const cache = new FileCache(100);
  for (const path of ['x/a', 'x/y/b', 'xy', 'x']) add(cache, path, 10);
  cache.dropFolder('x');
  expect(cache.usedBytes).toBe(20);
  expect(cache.find('xy')?.path).toBe('xy');
});

test('whatever happens, the budget is kept and nothing is counted for ever', () => {
  const step = fc.record({
    do: fc.constantFrom('add' as const, 'drop' as const, 'hold' as const, 'release' as const),
    path: fc.constantFrom('a', 'b', 'c', 'd'),
    bytes: fc.integer({ min: 1, max: 70 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const cache = new FileCache(100);
      const holds: CachedFile[] = [];
      for (const { do: what, path, bytes } of steps) {
        if (what === 'add') add(cache, path, bytes);
        else if (what === 'drop') cache.drop(path);
        else if (what === 'hold') {
          const file = cache.find(path);
          if (file !== undefined) {
            cache.hold(file);
            holds.push(file);
          }
        } else {
          const file = holds.pop();
          if (file !== undefined) cache.release(file);
        }
        expect(cache.usedBytes).toBeLessThanOrEqual(100);
      }
      for (const file of holds) cache.release(file);
      for (const path of ['a', 'b', 'c', 'd']) cache.drop(path);
      expect(cache.usedBytes).toBe(0);
    }),
  );
});
