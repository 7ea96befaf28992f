import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFileName } from './export-file-name.js';

const startedAt = new Date(2026, 10, 21, 7, 4).getTime();

describe('exportFileName', () => {
  it.each([
    ['Friday night: part 2/3?', 'Friday night part 2 3 2026-11-21 07.04.mp4'],
    ['../../etc/passwd', 'etc passwd 2026-11-21 07.04.mp4'],
    ['CON', '_CON 2026-11-21 07.04.mp4'],
    ['nul.txt', '_nul.txt 2026-11-21 07.04.mp4'],
    ['…', '… 2026-11-21 07.04.mp4'],
    [' . ', 'Recording 2026-11-21 07.04.mp4'],
    ['evil\u202Egpj.exe', 'evil gpj.exe 2026-11-21 07.04.mp4'],
    ['日本語の配信', '日本語の配信 2026-11-21 07.04.mp4'],
  ])('makes %j a name', (title, name) => {
    expect(exportFileName(title, startedAt)).toBe(name);
  });

  it('makes a name for any title that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (title) => {
        const name = exportFileName(title, startedAt);
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}]/u);
        expect(name).toMatch(/^[^. ].* 2026-11-21 07\.04\.mp4$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('cuts no character in two', () => {
    const family = '👨‍👩‍👧‍👦';
    const name = exportFileName(family.repeat(20), startedAt).replace(' 2026-11-21 07.04.mp4', '');
    expect(name).toBe(family.repeat(6));
  });
});
