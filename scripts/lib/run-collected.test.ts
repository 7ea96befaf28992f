import { expect, test } from 'vitest';
import { runCollected } from './run-collected.mjs';

const node = (code: string) => runCollected(process.execPath, ['-e', code]);

test('keeps what is said on both streams, to the last byte, and the status', async () => {
  const { code, output } = await node(
    "process.stdout.write('a'.repeat(500_000)); process.stderr.write('é'); process.exitCode = 3",
  );
  expect(code).toBe(3);
  expect(output.replace('é', '')).toBe('a'.repeat(500_000));
  expect(output).toContain('é');
});

test('a program that is not there ends with 127 and its name', async () => {
  const { code, output } = await runCollected('no-such-program', []);
  expect(code).toBe(127);
  expect(output).toContain('no-such-program');
});
