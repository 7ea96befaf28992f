import { expect, test } from 'vitest';
import { HandClock } from '../package/test-stream.test-support.js';
import { RestartPolicy } from './restart-policy.js';

test('starts again at once, then more and more slowly, and gives up after eight failures in a row', () => {
  const policy = new RestartPolicy(new HandClock());
  const failures = Array.from({ length: 8 }, () => policy.failed());
  expect(failures.map(({ delayMs }) => delayMs)).toEqual([0, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  expect(failures.map(({ isHopeless }) => isHopeless)).toEqual([...Array<boolean>(7).fill(false), true]);
});

test('a run of ten seconds wipes out the failures before it, a shorter one does not', () => {
  const clock = new HandClock();
  const policy = new RestartPolicy(clock);
  for (let index = 0; index < 6; index += 1) policy.failed();
  policy.started();
  clock.advance(9_999);
  expect(policy.failed().attempt).toBe(7);
  policy.started();
  clock.advance(10_000);
  expect(policy.failed()).toEqual({ attempt: 1, delayMs: 0, isHopeless: false });
});

test('time in which nothing ran forgives nothing', () => {
  const clock = new HandClock();
  const policy = new RestartPolicy(clock);
  policy.started();
  policy.failed();
  clock.advance(3_600_000);
  expect(policy.failed().attempt).toBe(2);
});
