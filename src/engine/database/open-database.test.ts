import {
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';

let folder = '';
let file = '';
let open: Database[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-db-'));
  file = join(folder, 'data', 'headwater.db');
});
afterEach(() => {
  for (const database of open) database.close();
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

function start(options: Parameters<typeof openDatabase>[1] = {}): Database {
  const database = openDatabase(file, options);
  open.push(database);
  return database;
}

const countRow = z.object({ count: z.number() });
const count = (database: Database, table: string): number | undefined =>
  database.get(countRow, `SELECT COUNT(*) AS count FROM ${table}`)?.count;

describe('openDatabase', () => {
  it('makes a database only its owner can read, in WAL mode, and finds it again', () => {
    const first = start();
    expect(first.get(z.object({ journal_mode: z.string() }), 'PRAGMA journal_mode')?.journal_mode).toBe('wal');
    expect(first.get(z.object({ foreign_keys: z.number() }), 'PRAGMA foreign_keys')?.foreign_keys).toBe(1);
    first.run("INSERT INTO settings VALUES ('a', '1')");
    first.close();
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
    const second = start();
    expect(second.movedAside).toBeNull();
    expect(count(second, 'settings')).toBe(1);
  });

  it('runs each migration once, in order, and nothing of one that fails', () => {
    const steps = ['CREATE TABLE a (x INTEGER) STRICT', 'INSERT INTO a VALUES (1)'];
    start({ steps }).close();
    start({ steps }).close();
    const bad = [...steps, 'INSERT INTO a VALUES (2); INSERT INTO nowhere VALUES (1)'];
    expect(() => openDatabase(file, { steps: bad })).toThrowError(/nowhere/);
    expect(count(start({ steps }), 'a')).toBe(1);
  });

  it('refuses a database of a newer version and leaves it as it is', () => {
    start({ steps: ['CREATE TABLE a (x INTEGER) STRICT', 'SELECT 1'] }).close();
    expect(() => openDatabase(file, { steps: ['SELECT 1'] })).toThrowError(
      expect.objectContaining({ code: 'internal', details: { found: 2, known: 1 } }),
    );
    expect(readdirSync(join(folder, 'data')).filter((name) => name.includes('corrupt'))).toEqual([]);
    expect(start({ steps: ['SELECT 1', 'SELECT 1'] }).movedAside).toBeNull();
  });

  it('moves a file that is no database aside and keeps it', () => {
    start().close();
    writeFileSync(file, 'this was a database once '.repeat(500));
    const database = start({ now: () => Date.UTC(2026, 10, 21, 7, 30) });
    expect(database.movedAside).toBe(`${file}.corrupt-20261121T073000Z`);
    expect(readFileSync(`${file}.corrupt-20261121T073000Z`, 'utf8')).toContain('this was a database once');
    expect(count(database, 'broadcasts')).toBe(0);
  });

  it('moves a database with damaged pages aside', () => {
    const first = start();
    first.transaction(() => {
      for (let index = 0; index < 2000; index += 1) {
        first.run('INSERT INTO settings VALUES (:field, :value)', { field: `field ${index}`, value: 'x'.repeat(50) });
      }
    });
    first.close();
    const fd = openSync(file, 'r+');
    writeSync(fd, Buffer.alloc(8192, 0xa5), 0, 8192, statSync(file).size - 16_384);
    closeSync(fd);
    const second = start();
    expect(second.movedAside).not.toBeNull();
    expect(existsSync(second.movedAside ?? '')).toBe(true);
    expect(count(second, 'settings')).toBe(0);
  });
});

describe('Database', () => {
  it('says disk.full when there is no room, and is whole afterwards', () => {
    const database = start();
    const pages = database.get(z.object({ page_count: z.number() }), 'PRAGMA page_count')?.page_count ?? 0;
    database.get(z.object({ max_page_count: z.number() }), `PRAGMA max_page_count = ${pages + 2}`);
    const fill = (): void =>
      database.transaction(() => {
        for (let index = 0; index < 100; index += 1) {
          database.run('INSERT INTO settings VALUES (:field, :value)', {
            field: String(index),
            value: 'x'.repeat(1000),
          });
        }
      });
    expect(fill).toThrowError(expect.objectContaining({ code: 'disk.full' }));
    expect(count(database, 'settings')).toBe(0);
    database.run("INSERT INTO settings VALUES ('a', '1')");
    expect(count(database, 'settings')).toBe(1);
  });

  it('undoes an inner transaction alone', () => {
    const database = start();
    database.transaction(() => {
      database.run("INSERT INTO settings VALUES ('outer', '1')");
      expect(() =>
        database.transaction(() => {
          database.run("INSERT INTO settings VALUES ('inner', '1')");
          throw new Error('not this');
        }),
      ).toThrowError('not this');
    });
    expect(database.all(z.object({ field: z.string() }), 'SELECT field FROM settings')).toEqual([{ field: 'outer' }]);
  });

  it('wraps what SQLite refuses', () => {
    const refused = expect.objectContaining({ name: 'AppError', code: 'archive.write-failed' });
    expect(() => start().run("INSERT INTO settings VALUES ('a', NULL)")).toThrowError(refused);
  });
});
