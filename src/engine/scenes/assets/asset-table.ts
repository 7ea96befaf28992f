import { z } from 'zod';
import type { Database } from '../../database/database.js';

/** A row of `assets`. `unusedSinceMs`: since when no collection was seen to name it; null: one does. */
export interface AssetRow {
  readonly id: string;
  /** As it was called where it came from. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly unusedSinceMs: number | null;
}

const rowSchema: z.ZodType<AssetRow> = z.object({
  id: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  unusedSinceMs: z.number().nullable(),
});
const selectSql = 'SELECT id, name, size_bytes AS sizeBytes, unused_since_ms AS unusedSinceMs FROM assets';
const putSql = `INSERT INTO assets (id, name, size_bytes, unused_since_ms) VALUES (:id, :name, :sizeBytes, :unusedSinceMs)
  ON CONFLICT (id) DO UPDATE SET unused_since_ms = excluded.unused_since_ms`;

/** The table of files that were taken in. A file keeps the first name that it came with. */
export class AssetTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  all(): AssetRow[] {
    return this.#database.all(rowSchema, `${selectSql} ORDER BY id`);
  }

  get(id: string): AssetRow | null {
    return this.#database.get(rowSchema, `${selectSql} WHERE id = :id`, { id });
  }

  put(row: AssetRow): void {
    this.#database.run(putSql, { ...row });
  }

  remove(id: string): void {
    this.#database.run('DELETE FROM assets WHERE id = :id', { id });
  }
}
