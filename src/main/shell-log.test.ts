import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeError, ShellLog } from './shell-log.js';

let home: string;
let said: string[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headwater-shell-log-'));
  said = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const open = (folder = join(home, 'logs')): ShellLog =>
  new ShellLog({ folder, now: () => new Date(0), writeStderr: (text) => said.push(text) });
const read = (name = 'shell.log'): string => readFileSync(join(home, 'logs', name), 'utf8');

test('what is noted is said and stands in a file of its owner, with its time, one behind the other', () => {
  const log = open();
  log.note('the page fell');
  log.note('two\nlines');
  expect(read()).toBe('1970-01-01T00:00:00.000Z the page fell\n1970-01-01T00:00:00.000Z two\n  lines\n');
  expect(said).toEqual(['headwater: the page fell\n', 'headwater: two\nlines\n']);
  if (process.platform !== 'win32') expect(statSync(join(home, 'logs', 'shell.log')).mode & 0o777).toBe(0o600);
});

test('no secret comes into it, wherever it stands', () => {
  open().note(
    'load of http://127.0.0.1:8089/#token=s3cretvalue failed; rtmp://live.example/app/s3cretkey; Cookie: s3cretcookie',
  );
  expect(read()).not.toContain('s3cret');
  expect(read()).toContain('[redacted]');
  expect(said.join('')).not.toContain('s3cret');
});

test('it stays small: one file before the one that is written, and no note without an end', () => {
  const log = open();
  for (let round = 0; round < 300; round += 1) log.note(`${round} ${'x'.repeat(9_000)}`);
  expect(readdirSync(join(home, 'logs')).sort()).toEqual(['shell.1.log', 'shell.log']);
  for (const name of ['shell.log', 'shell.1.log']) expect(read(name).length).toBeLessThan(270_000);
  expect(read()).toContain('299 x');
});

test('a folder that cannot be written to costs the note and nothing else', () => {
  const folder = join(home, 'a-file', 'logs');
  writeFileSync(join(home, 'a-file'), '');
  open(folder).note('the page fell');
  expect(said[0]).toBe('headwater: the page fell\n');
  expect(said[1]).toMatch(/log cannot be written/);
});

test('an error is noted with where it came from and why', () => {
  const text = describeError(new Error('outer', { cause: new TypeError('inner') }));
  expect(text).toMatch(/^Error: outer\n\s+at .*\ncaused by TypeError: inner\n\s+at /s);
  expect(describeError('plain')).toBe('plain');
});
