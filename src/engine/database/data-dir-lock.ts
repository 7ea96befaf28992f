import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { AppError } from '../../shared/errors.js';
import { isBusy, isCorrupt, toDatabaseError } from './sqlite-error.js';

/** A predecessor that is just closing gets this long. */
const waitMs = 500;

/** A connection that nobody refers to is collected, and its lock goes with it: held ones stay referred to. */
const held = new Set<DatabaseSyncInstance>();

/** The right to use a data directory. */
export interface DataDirLock {
  /** Gives it up. May be called more than once. */
  release(): void;
}

/**
 * Takes the data directory for this engine alone. The lock is SQLite's own on a small file (`engine.lock`), which the
 * operating system drops with the process, however that dies: it cannot be left behind, and no pid is ever guessed about.
 * An open write transaction keeps others from writing but lets them read who holds it. Throws `engine.data-dir-busy`
 * (details.dir, details.pid), `disk.full` or `archive.write-failed`.
 */
export function lockDataDir(dir: string): DataDirLock {
  const file = join(dir, 'engine.lock');
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    try {
      return take(dir, file);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      // A power cut has torn it. It holds nothing but a pid.
      rmSync(file, { force: true });
      return take(dir, file);
    }
  } catch (error) {
    throw toDatabaseError(error);
  }
}

function take(dir: string, file: string): DataDirLock {
  const connection = new DatabaseSync(file, { timeout: waitMs });
  try {
    connection.exec(
      'BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL) STRICT; DELETE FROM holder',
    );
    connection.prepare('INSERT INTO holder VALUES (?)').run(process.pid);
    // Others may get in between these two; then the second throws and the lock is theirs.
    connection.exec('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    const pid = isBusy(error) ? readPid(connection) : null;
    end(connection);
    if (!isBusy(error)) throw error;
    throw new AppError('engine.data-dir-busy', `Expected ${dir} to be free, got it in use by process ${pid ?? '?'}`, {
      details: { dir, pid },
      cause: error,
    });
  }
  held.add(connection);
  return {
    release: () => {
      held.delete(connection);
      end(connection);
    },
  };
}

/** `close` alone would keep the transaction, and with it the lock, until the last statement is collected. */
function end(connection: DatabaseSyncInstance): void {
  if (!connection.isOpen) return;
  if (connection.isTransaction) connection.exec('ROLLBACK');
  connection.close();
}

function readPid(connection: DatabaseSyncInstance): number | null {
  try {
    const row: unknown = connection.prepare('SELECT pid FROM holder').get();
    return typeof row === 'object' && row !== null && 'pid' in row && typeof row.pid === 'number' ? row.pid : null;
  } catch {
    return null; // the holder is just writing it
  }
}
