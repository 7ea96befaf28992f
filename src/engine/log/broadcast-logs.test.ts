import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendBounded } from './append-bounded.js';
import { openLog, type Log } from './pino-logger.js';

const live = '20261121-070000-abcdefgh';
const old = '20261120-070000-aaaaaaaa';
let folder = '';
let log: Log;
let activeId: string | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-logs-'));
  activeId = null;
  for (const id of [live, old]) mkdirSync(join(folder, id));
  log = openLog({ dataDir: folder });
  log.broadcasts.follow({
    folderOf: (id) => (id === live || id === old ? join(folder, id) : null),
    activeId: () => activeId,
  });
});

afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true, force: true });
});

function messages(id: string): string[] {
  log.flush();
  const file = join(folder, id, 'broadcast.log');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
}

it('keeps what names a broadcast, and every warning while it is on', () => {
  const { logger } = log;
  logger.warn({}, 'before');
  logger.child({ broadcast: live }).debug({}, 'child');
  activeId = live;
  logger.info({}, 'of nothing');
  logger.error({}, 'of everything');
  logger.info({ path: `live/b/${old}/720p/1.m4s` }, 'path');
  logger.warn({ broadcast: old }, 'both');
  logger.info({ broadcast: `${live}x`, other: '20261121-070000-unknown0' }, 'neither');
  activeId = null;
  logger.warn({}, 'after');
  expect(messages(live)).toEqual(['child', 'of everything', 'both']);
  expect(messages(old)).toEqual(['path', 'both']);
});

it('shows no secret', () => {
  log.redactor.redactValue('open sesame');
  log.logger.warn({ broadcast: live, error: new Error('refused open sesame') }, 'Say open sesame');
  log.flush();
  const text = readFileSync(join(folder, live, 'broadcast.log'), 'utf8');
  expect(text).toContain('[redacted]');
  expect(text).not.toContain('sesame');
});

it('waits for the folder of the broadcast that is on, and never makes the folder of a deleted one anew', () => {
  rmSync(join(folder, live), { recursive: true });
  rmSync(join(folder, old), { recursive: true });
  activeId = live;
  log.logger.info({ broadcast: live }, 'first');
  log.logger.info({ broadcast: old }, 'deleted');
  log.flush();
  expect(readdirSync(folder).sort()).toEqual(['logs']);
  mkdirSync(join(folder, live));
  mkdirSync(join(folder, old));
  log.logger.info({ broadcast: live }, 'second');
  expect(messages(live)).toEqual(['first', 'second']);
  expect(messages(old)).toEqual([]);
});

it('ends what a crash left of a line', () => {
  const file = join(folder, live, 'broadcast.log');
  appendFileSync(file, '{"level":30,"msg":"to');
  log.logger.info({ broadcast: live }, 'next');
  log.flush();
  const [torn, next] = readFileSync(file, 'utf8').split('\n');
  expect(torn).toBe('{"level":30,"msg":"to');
  expect(JSON.parse(next ?? '')).toMatchObject({ msg: 'next' });
});

it('keeps the newest whole lines within its bound', () => {
  const file = join(folder, 'bounded.log');
  const lines = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(lines, (lengths) => {
      rmSync(file, { force: true });
      const written = lengths.map((length, index) => `${index}:${'x'.repeat(length)}`);
      for (const line of written) appendBounded(file, `${line}\n`, 200);
      const text = readFileSync(file, 'utf8');
      const kept = text.trimEnd().split('\n');
      expect(text.endsWith('\n')).toBe(true);
      expect(text.length).toBeLessThanOrEqual(200);
      expect(kept).toEqual(written.slice(-kept.length));
    }),
    { numRuns: 40 },
  );
});
