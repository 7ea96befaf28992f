import { z } from 'zod';
import { destinationConfigSchema, type DestinationConfig } from '../../shared/destinations.js';
import type { Database } from '../database/database.js';

/** A row of `destinations`. */
export interface DestinationRow {
  readonly id: string;
  readonly config: DestinationConfig;
  readonly keyHint: string | null;
  readonly isTransient: boolean;
}

const rowSchema = z.object({
  id: z.string(),
  config: z.string(),
  keyHint: z.string().nullable(),
  isTransient: z.number(),
});
const selectSql = `SELECT id, config, key_hint AS keyHint, is_transient AS isTransient
  FROM destinations ORDER BY created_at_ms, id`;
const upsertSql = `INSERT INTO destinations (id, config, key_hint, is_transient, created_at_ms)
  VALUES (:id, :config, :keyHint, :isTransient, :createdAtMs)
  ON CONFLICT (id) DO UPDATE SET config = excluded.config, key_hint = excluded.key_hint, is_transient = excluded.is_transient`;

/** The table of destinations. */
export class DestinationTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Oldest first. Rows that this version cannot read are left alone and named in `unreadable`. */
  read(): { rows: DestinationRow[]; unreadable: string[] } {
    const rows: DestinationRow[] = [];
    const unreadable: string[] = [];
    for (const { id, config, keyHint, isTransient } of this.#database.all(rowSchema, selectSql)) {
      const parsed = destinationConfigSchema.safeParse(parseJson(config));
      if (parsed.success) rows.push({ id, config: parsed.data, keyHint, isTransient: isTransient === 1 });
      else unreadable.push(id);
    }
    return { rows, unreadable };
  }

  /** Writes a row; one of the same id is replaced and keeps its place in the order. */
  write({ id, config, keyHint, isTransient }: DestinationRow, createdAtMs: number): void {
    this.#database.run(upsertSql, {
      id,
      config: JSON.stringify(config),
      keyHint,
      isTransient: isTransient ? 1 : 0,
      createdAtMs,
    });
  }

  /** Removes a row, and whatever `alongside` removes, all or nothing. */
  remove(id: string, alongside: () => void = () => undefined): void {
    this.#database.transaction(() => {
      alongside();
      this.#database.run('DELETE FROM destinations WHERE id = :id', { id });
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // counts as unreadable
  }
}
