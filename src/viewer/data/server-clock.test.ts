import { describe, expect, it } from 'vitest';
import { ServerClock } from './server-clock.js';

describe('ServerClock', () => {
  it('is the own clock until told, and for differences the header cannot show', () => {
    const clock = new ServerClock();
    expect(clock.now(1_000_000)).toBe(1_000_000);
    clock.note(1_000_900, 1_000_000);
    expect(clock.now(1_000_000)).toBe(1_000_000);
  });

  it('corrects a wrong clock and is not fooled by an answer out of a cache', () => {
    const clock = new ServerClock();
    clock.note(1_060_000, 1_000_000);
    clock.note(1_020_000, 1_001_000);
    expect(clock.now(1_002_000)).toBe(1_062_000);
  });
});
