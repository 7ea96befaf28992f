import { expect, test } from 'vitest';
import { guardStart } from './guard-start.js';

const bench = () => {
  const done: string[] = [];
  const failed = {
    note: (problem: string) => void done.push(problem),
    tell: (error: unknown) => Promise.resolve(void done.push(`told ${String(error)}`)),
    quit: () => void done.push('quit'),
  };
  return { done, failed };
};

test('a start that fails is noted with where and why, told, and ends the program', async () => {
  const { done, failed } = bench();
  await guardStart(() => Promise.reject(new Error('no tray', { cause: new Error('no bus') })), failed);
  expect(done[0]).toMatch(/^the start failed: Error: no tray\n\s+at .*caused by Error: no bus/s);
  expect(done.slice(1)).toEqual(['told Error: no tray', 'quit']);
});

test('one that does not fail is left alone', async () => {
  const { done, failed } = bench();
  await guardStart(() => Promise.resolve(), failed);
  expect(done).toEqual([]);
});
