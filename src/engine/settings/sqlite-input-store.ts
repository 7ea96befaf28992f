import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../shared/errors.js';
import type { Database } from '../database/database.js';
import type { Logger } from '../log/logger.js';
import { Listeners } from './listeners.js';
import type { InputRow, InputStore } from './stores.js';
import { makeStreamKey } from './stream-key.js';

const firstName = 'My encoder';
const inputRow = z.object({ id: z.string(), name: z.string(), key: z.string() });
const insertSql = 'INSERT INTO inputs (id, name, key, created_at_ms) VALUES (:id, :name, :key, :createdAtMs)';

export interface InputStoreDependencies {
  readonly database: Database;
  readonly logger: Logger;
  /** Hears every key as soon as there is one, so that the log never shows it (Redactor.redactValue). */
  readonly onKey?: (key: string) => void;
  readonly now?: () => number;
}

/** The inputs and their stream keys, in SQLite. */
export class SqliteInputStore implements InputStore {
  readonly #database: Database;
  readonly #onKey: (key: string) => void;
  readonly #now: () => number;
  readonly #listeners: Listeners<InputRow[]>;

  constructor({ database, logger, onKey = () => undefined, now = Date.now }: InputStoreDependencies) {
    this.#database = database;
    this.#onKey = onKey;
    this.#now = now;
    this.#listeners = new Listeners(logger.child({ component: 'inputs' }));
  }

  list(): InputRow[] {
    const rows = this.#database.transaction(() => {
      const found = this.#read();
      if (found.length > 0) return found;
      const first = { id: randomUUID(), name: firstName, key: makeStreamKey() };
      this.#database.run(insertSql, { ...first, createdAtMs: this.#now() });
      return [first];
    });
    for (const row of rows) this.#onKey(row.key);
    return rows;
  }

  renewKey(inputId: string): InputRow {
    const key = makeStreamKey();
    this.#onKey(key);
    const changed = this.#database.run('UPDATE inputs SET key = :key WHERE id = :inputId', { key, inputId });
    const inputs = this.list();
    const row = inputs.find((input) => input.id === inputId);
    if (changed === 0 || row === undefined) {
      throw new AppError('input.invalid', `Expected the id of an input, got ${inputId}`, { details: { inputId } });
    }
    this.#listeners.tell(inputs);
    return row;
  }

  onChange(listener: (inputs: InputRow[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  #read(): InputRow[] {
    return this.#database.all(inputRow, 'SELECT id, name, key FROM inputs ORDER BY created_at_ms, id');
  }
}
