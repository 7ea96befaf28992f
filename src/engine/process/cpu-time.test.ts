import { describe, expect, it } from 'vitest';
import { cpuSecondsOf, parseProcStat, parsePsTime } from './cpu-time.js';

describe('cpu time', () => {
  it('reads a line of /proc/<pid>/stat whose name holds spaces and brackets', () => {
    const line = '812 (a) b (c) S 1 812 812 0 -1 4194560 1 2 3 4 150 25 7 3 20 0 4 0 99 1 2 3';
    expect(parseProcStat(line)).toBe(185);
  });

  it.each([
    ['0:01.50', 1.5],
    ['  12:03.25', 723.25],
    ['01:02:03', 3723],
    ['2-01:00:00', 176_400],
  ])('reads %s as printed by ps', (text, seconds) => {
    expect(parsePsTime(text)).toBe(seconds);
  });

  // read from /proc, which Linux has
  it.runIf(process.platform === 'linux')('counts a process that is gone as nothing', async () => {
    const before = process.cpuUsage();
    const seconds = await cpuSecondsOf([2 ** 30]);
    expect(seconds).toBeGreaterThanOrEqual((before.user + before.system) / 1e6);
  });
});
