import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionFile } from './session-file.js';
import { StudioSessions } from './studio-sessions.js';

const day = 24 * 60 * 60_000;
let dir: string;
let now: number;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'headwater-sessions-'));
  now = Date.UTC(2026, 10, 21);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = () => path.join(dir, 'studio-sessions.json');
const open = () =>
  new StudioSessions({ memory: sessionFile(file(), pino({ enabled: false })), clock: { now: () => now } });

function signIn(sessions: StudioSessions): string {
  const session = sessions.exchange(sessions.mintToken());
  if (session === null) throw new Error('Expected a session');
  return session;
}

test('a session outlives the engine, a token does not; no secret stands in the file, which others cannot read', () => {
  const sessions = open();
  const session = signIn(sessions);
  const token = sessions.mintToken();
  const later = open();
  expect(later.isOpen(session)).toBe(true);
  expect(later.isOpen(token)).toBe(false);
  expect(later.exchange(token)).toBeNull();
  expect(readFileSync(file(), 'utf8')).not.toContain(session);
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o077).toBe(0);
});

test('a token works once; a session ends after 30 days and is forgotten at the next one', () => {
  const sessions = open();
  const token = sessions.mintToken();
  const session = sessions.exchange(token);
  expect(sessions.exchange(token)).toBeNull();
  now += 29 * day;
  expect(sessions.isOpen(session ?? '')).toBe(true);
  now += day;
  expect(sessions.isOpen(session ?? '')).toBe(false);
  signIn(sessions);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ sessions: [{ openedAtMs: now }] });
});

test('the oldest of too many go; a damaged file is no session, and is replaced', () => {
  writeFileSync(file(), '{"sessions": [{');
  const sessions = open();
  const all = Array.from({ length: 258 }, () => signIn(sessions));
  const kept = open();
  expect(all.map((session) => kept.isOpen(session))).toEqual(all.map((_, index) => index >= 2));
});
