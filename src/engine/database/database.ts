import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { toDatabaseError } from './sqlite-error.js';

type Statement = ReturnType<DatabaseSyncInstance['prepare']>;

/** Named parameters, without their prefix. */
export type SqlParameters = Readonly<Record<string, string | number | null>>;

/**
 * One connection to a SQLite database. Statements are prepared once; rows are checked by a schema as they come in, for a
 * file is a border; every error is an AppError (`disk.full`, `archive.write-failed`). Synchronous: a statement takes some
 * 20 µs, and the one writer is this process.
 */
export class Database {
  /** Where a damaged predecessor was put at opening; null when there was none. */
  readonly movedAside: string | null;
  readonly #connection: DatabaseSyncInstance;
  readonly #statements = new Map<string, Statement>();
  readonly #closing: (() => void)[] = [];
  #depth = 0;

  constructor(connection: DatabaseSyncInstance, movedAside: string | null = null) {
    this.#connection = connection;
    this.movedAside = movedAside;
  }

  /** Runs statements that take no parameters and answer nothing. */
  exec(sql: string): void {
    guard(() => this.#connection.exec(sql));
  }

  /** Runs one statement; answers how many rows it changed. */
  run(sql: string, parameters: SqlParameters = {}): number {
    return guard(() => this.#prepare(sql).run(parameters).changes);
  }

  /** All rows. */
  all<T>(schema: z.ZodType<T>, sql: string, parameters: SqlParameters = {}): T[] {
    return guard(() => z.array(schema).parse(this.#prepare(sql).all(parameters)));
  }

  /** The first row, or null. */
  get<T>(schema: z.ZodType<T>, sql: string, parameters: SqlParameters = {}): T | null {
    return guard(() => {
      const row: unknown = this.#prepare(sql).get(parameters);
      return row === undefined ? null : schema.parse(row);
    });
  }

  /** All or nothing. Inside of another transaction it is a part of that one that can be undone alone. */
  transaction<T>(work: () => T): T {
    const [begin, commit, undo] =
      this.#depth === 0
        ? ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']
        : [
            `SAVEPOINT level${this.#depth}`,
            `RELEASE level${this.#depth}`,
            `ROLLBACK TO level${this.#depth}; RELEASE level${this.#depth}`,
          ];
    this.exec(begin);
    this.#depth += 1;
    try {
      const result = work();
      this.exec(commit);
      return result;
    } catch (error) {
      // A full disk has rolled it back already.
      if (this.#connection.isTransaction) this.exec(undo);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** As `work`, and on the disk for good when it returns: the write-ahead log is otherwise synced at its checkpoints. */
  durably<T>(work: () => T): T {
    this.exec('PRAGMA synchronous = FULL');
    try {
      return work();
    } finally {
      this.exec('PRAGMA synchronous = NORMAL');
    }
  }

  /** `work` writes what it holds back, right before the connection is closed. Must not throw. */
  beforeClose(work: () => void): void {
    this.#closing.push(work);
  }

  /**
   * Closes the connection; what the write-ahead log holds goes into the file first, for SQLite really closes only when the
   * last statement has been collected, which the package leaves to the garbage collector.
   */
  close(): void {
    if (!this.#connection.isOpen) return;
    for (const work of this.#closing.splice(0)) work();
    this.#statements.clear();
    guard(() => {
      this.#connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      this.#connection.close();
    });
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toDatabaseError(error);
  }
}
