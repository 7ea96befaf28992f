import { expect, it } from 'vitest';
import { listenForStop } from './stop-signal.js';

it('takes the first signal as a wish, an echo as the same one, a later one as the last word', async () => {
  let nowMs = 0;
  const last: string[] = [];
  const stop = listenForStop(
    (signal) => last.push(signal),
    () => nowMs,
  );
  try {
    process.emit('SIGHUP', 'SIGHUP');
    await expect(stop.received).resolves.toBe('SIGHUP');
    nowMs = 900;
    process.emit('SIGTERM', 'SIGTERM');
    expect(last).toEqual([]);
    nowMs = 1_100;
    process.emit('SIGTERM', 'SIGTERM');
    expect(last).toEqual(['SIGTERM']);
  } finally {
    stop.dispose();
  }
  expect(process.listenerCount('SIGHUP')).toBe(0);
});

it('gives the next wish to whoever waits for it, the one after that is the last word', async () => {
  let nowMs = 0;
  const last: string[] = [];
  const stop = listenForStop(
    (signal) => last.push(signal),
    () => nowMs,
  );
  try {
    process.emit('SIGINT', 'SIGINT');
    const next = stop.next();
    nowMs = 900;
    process.emit('SIGINT', 'SIGINT');
    nowMs = 1_100;
    process.emit('SIGTERM', 'SIGTERM');
    await expect(next).resolves.toBe('SIGTERM');
    nowMs = 2_000;
    process.emit('SIGINT', 'SIGINT');
    expect(last).toEqual([]);
    nowMs = 2_200;
    process.emit('SIGHUP', 'SIGHUP');
    expect(last).toEqual(['SIGHUP']);
  } finally {
    stop.dispose();
  }
});

it('takes the first wish as the next one, too, when somebody waits already', async () => {
  const stop = listenForStop(
    () => undefined,
    () => 0,
  );
  try {
    const next = stop.next();
    process.emit('SIGHUP', 'SIGHUP');
    await expect(Promise.all([stop.received, next])).resolves.toEqual(['SIGHUP', 'SIGHUP']);
  } finally {
    stop.dispose();
  }
});
