import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BackgroundFile } from './background-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-background-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('whatever is written, flushed and waited for when: all of it is there, in order, right after a flush', async () => {
  const steps = fc.array(fc.oneof(fc.constant('flush' as const), fc.constant('turn' as const), fc.nat(5_000)), {
    maxLength: 60,
  });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      round += 1;
      const file = path.join(folder, String(round));
      const log = new BackgroundFile(openSync(file, 'a'));
      let expected = '';
      for (const [index, step] of list.entries()) {
        if (step === 'turn') await turn();
        else if (step === 'flush') {
          log.flush();
          expect(readFileSync(file, 'utf8')).toBe(expected);
        } else {
          const line = `${index} ${'ä'.repeat(step)}\n`;
          expected += line;
          log.append(line);
        }
      }
      log.close();
      expect(readFileSync(file, 'utf8')).toBe(expected);
    }),
    { numRuns: 50 },
  );
});

test.skipIf(process.platform !== 'linux')(
  'a full disk (/dev/full, which Linux has) costs lines and nothing else',
  async () => {
    const log = new BackgroundFile(openSync('/dev/full', 'a'));
    for (let line = 0; line < 100; line += 1) {
      log.append(`${'x'.repeat(20_000)}\n`);
      if (line % 10 === 0) await turn();
    }
    log.flush();
    log.close();
    log.append('late');
  },
);
