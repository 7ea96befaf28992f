import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { testLog } from '../../../test/servers/studio-fixture.js';
import type { Clock } from '../clock.js';
import { freeBytes } from './disk-space.js';
import { DiskWatch } from './disk-watch.js';

/** A clock whose hands the test turns; timers are run by hand. */
function handClock(): Clock & { forward(ms: number): void } {
  let now = 0;
  const timers: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    monotonicMs: () => now,
    after: (delayMs, callback) => {
      const timer = { at: now + delayMs, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    forward: (ms) => {
      now += ms;
      for (const timer of timers.splice(0)) timer.callback();
    },
  };
}

test('says how long the disk lasts at the rate of the broadcast, and warns once when that is short', async () => {
  const clock = handClock();
  const seen: { freeBytes: number; secondsLeft: number | null; isLow: boolean }[] = [];
  const notices: string[] = [];
  let written: number | null = null;
  let heard = (): void => undefined;
  const watch = new DiskWatch({
    folder: tmpdir(),
    writtenBytes: () => written,
    reserveBytes: 0,
    clock,
    logger: testLog(),
    onDisk: (disk) => {
      seen.push(disk);
      heard();
    },
    onNotice: (_level, { code }) => notices.push(code),
  });
  const look = async (bytes: number | null): Promise<void> => {
    written = bytes;
    const next = new Promise<void>((resolve) => {
      heard = resolve;
    });
    clock.forward(5_000);
    await next;
  };
  await watch.start();
  const free = await freeBytes(tmpdir());
  expect(seen.at(-1)).toMatchObject({ secondsLeft: null, isLow: false });
  await look(0);
  await look(free / 100);
  // a hundredth in 5 s: five hundred seconds are left, give or take what others write meanwhile
  expect(seen.at(-1)?.secondsLeft).toBeGreaterThan(300);
  expect(seen.at(-1)?.secondsLeft).toBeLessThan(700);
  expect(seen.at(-1)?.isLow).toBe(true);
  await look(free / 50);
  expect(notices).toEqual(['archive.disk-low']);
  await look(null);
  expect(seen.at(-1)?.secondsLeft).toBeNull();
  await watch.stop();
});
