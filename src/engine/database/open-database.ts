import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Database } from './database.js';
import { migrate, migrations } from './migrations.js';
import { isCorrupt, toDatabaseError } from './sqlite-error.js';

/** Up to this size, and after every unclean end, the whole file is checked at opening (measured: 1.4 ms per MB). */
const alwaysCheckedBytes = 64 * 1024 * 1024;
const companions = ['', '-wal', '-shm'];

/**
 * Opens the engine's database, made and brought to the newest version as needed. A damaged one is moved aside, never
 * deleted (`<file>.corrupt-<time>`), and a fresh one is made: `movedAside` says so, and the archive on disk is still the
 * truth. Throws `disk.full`, `archive.write-failed`, or `internal` for a database of a newer Headwater.
 */
export function openDatabase(
  file: string,
  options: { readonly now?: () => number; readonly steps?: readonly string[] } = {},
): Database {
  const steps = options.steps ?? migrations;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite gives its -wal and -shm the mode of the file; it holds stream keys.
    closeSync(openSync(file, 'a', 0o600));
    try {
      return openSound(file, steps, null);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return openSound(file, steps, moveAside(file, options.now ?? Date.now));
    }
  } catch (error) {
    throw toDatabaseError(error);
  }
}

/** Throws through a CHECK: a SELECT would leave a statement behind that keeps the file open, which Windows cannot rename. */
const checkSql = `
  CREATE TEMP TABLE soundness (result TEXT NOT NULL CONSTRAINT database_is_sound CHECK (result = 'ok'));
  INSERT INTO soundness SELECT quick_check FROM pragma_quick_check LIMIT 1;
  DROP TABLE soundness;`;

function isDamage(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return isCorrupt(cause) || (cause instanceof Error && cause.message.includes('database_is_sound'));
}

function openSound(file: string, steps: readonly string[], movedAside: string | null): Database {
  const mustCheck = sizeOf(file) <= alwaysCheckedBytes || sizeOf(`${file}-wal`) > 0;
  const connection = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
  const database = new Database(connection, movedAside);
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    if (mustCheck) database.exec(checkSql);
    migrate(database, steps);
    return database;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function moveAside(file: string, now: () => number): string {
  const stamp = new Date(now()).toISOString().replace(/[-:]|\.\d+/g, '');
  let aside = `${file}.corrupt-${stamp}`;
  for (let count = 2; existsSync(aside); count += 1) aside = `${file}.corrupt-${stamp}-${count}`;
  for (const companion of companions) {
    if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  }
  closeSync(openSync(file, 'a', 0o600));
  return aside;
}
