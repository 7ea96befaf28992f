import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CopyReturn } from './copy-return.js';

const figures = (gopSeconds: number, openGopSeconds: number | null = 1) => ({
  ...{ bitrate: 1e6, fps: 30, gopSeconds },
  ...(openGopSeconds === null ? {} : { openGopSeconds }),
});

/** A source that is looked at every second: seconds until it is to be copied; null: not within two hours. */
function waits(policy: CopyReturn, fromMs: number, gop: (second: number) => number): number | null {
  for (let second = 0; second < 7_200; second += 1)
    if (policy.observe(figures(gop(second)), fromMs + second * 1000)) return second;
  return null;
}

test('regular for 5 s is enough at first; where that does not last, twice as long; where it does, 5 s again', () => {
  const policy = new CopyReturn(2);
  expect(policy.observe(figures(2), 0)).toBe(false);
  policy.encoded(0);
  expect(waits(policy, 0, (second) => (second < 3 ? 3.2 : 2))).toBe(8);
  policy.copied(8_000);
  expect(waits(policy, 8_000, () => 2)).toBeNull();
  policy.encoded(20_000);
  expect(waits(policy, 20_000, () => 2)).toBe(10);
  policy.copied(30_000);
  policy.encoded(31_000);
  expect(waits(policy, 31_000, () => 2)).toBe(20);
  policy.copied(51_000);
  policy.encoded(171_000);
  expect(waits(policy, 171_000, () => 2)).toBe(5);
});

test('an open GOP counts as soon as it is too long; what is not measured is never regular', () => {
  const policy = new CopyReturn(2);
  policy.encoded(0);
  expect(policy.observe(figures(2, 1), 0)).toBe(false);
  expect(policy.observe(figures(2, 2.6), 4_000)).toBe(false);
  expect(policy.observe(figures(2, 0.1), 5_000)).toBe(false);
  expect(policy.observe(figures(2, 1), 9_000)).toBe(false);
  expect(policy.observe(figures(2, 1), 10_000)).toBe(true);
  expect(policy.observe(null, 11_000)).toBe(false);
  expect(waits(policy, 12_000, () => 8.3)).toBeNull();
  for (let second = 0; second < 100; second += 1)
    expect(policy.observe(figures(2, null), 20_000 + second * 1000)).toBe(false);
});

test('a source that is irregular by its nature changes hands a few times in a show, not all the time', () => {
  const gops = fc.array(fc.double({ min: 0.5, max: 8.3, noNaN: true }), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(gops, (lengths) => {
      const policy = new CopyReturn(2);
      const lengthAt = (second: number): number => lengths[Math.floor(second / 3) % lengths.length] ?? 2;
      fc.pre(lengths.filter((length) => length > 2.49).length > lengths.length / 4);
      policy.encoded(0);
      let [changes, isCopied] = [0, false];
      for (let second = 0; second < 7_200; second += 1) {
        const isLong = lengthAt(second) > 2.49;
        if (isCopied && isLong) policy.encoded(second * 1000);
        else if (!isCopied && policy.observe(figures(lengthAt(second)), second * 1000)) policy.copied(second * 1000);
        else continue;
        isCopied = !isCopied;
        changes += 1;
      }
      expect(changes).toBeLessThanOrEqual(16);
    }),
  );
});
