import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { LastWords } from './last-words.js';

it('has why a real process ended by an exception, and passes all on', async () => {
  const source = `for (let at = 0; at < 100; at += 1) process.stderr.write('line ' + at + '\\n');
    throw new Error('the reason')`;
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'ignore', 'pipe'] });
  const passOn = vi.fn<(text: string) => void>();
  const words = new LastWords(child.stderr, passOn);
  await once(child, 'exit');
  const lines = (await words.atEnd()).split('\n');
  expect(lines).toContain('Error: the reason');
  expect(lines.length).toBeLessThanOrEqual(20);
  const all = passOn.mock.calls.join('');
  expect(all).toContain('line 0\n');
  expect(all).toContain('Error: the reason');
});

it('hears what comes behind the exit although its listeners were taken away, as Electron does', async () => {
  const stderr = new PassThrough();
  const words = new LastWords(stderr, () => undefined);
  const said = words.atEnd();
  stderr.removeAllListeners();
  stderr.end('too late\n');
  expect(await said).toBe('too late');
});

it('waits a second for one that is held open, and keeps the end of what is long', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const stderr = new PassThrough();
  const words = new LastWords(stderr, () => undefined);
  for (let at = 0; at < 4; at += 1) stderr.write(`${'x'.repeat(1_500)}${at}\n`);
  const ended = vi.fn();
  const said = words.atEnd().finally(ended);
  await vi.advanceTimersByTimeAsync(999);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  const text = await said;
  expect(text).toHaveLength(3_000);
  expect(text.endsWith('x3')).toBe(true);
  vi.useRealTimers();
});
