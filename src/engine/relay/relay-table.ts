import { z } from 'zod';
import { relayConfigSchema, type RelayConfig } from '../../shared/relays.js';
import type { Database } from '../database/database.js';

/** A row of `relays`. The keys are in the secret store, never here. */
export interface RelayRow {
  readonly id: string;
  readonly config: RelayConfig;
}

const rowSchema = z.object({ id: z.string(), config: z.string() });
const upsertSql = `INSERT INTO relays (id, position, config) VALUES (:id, :position, :config)
  ON CONFLICT (id) DO UPDATE SET position = excluded.position, config = excluded.config`;

/** The table of saved relays. */
export class RelayTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the creator's order. Rows that this version cannot read are left alone and named in `unreadable`. */
  read(): { rows: RelayRow[]; unreadable: string[] } {
    const rows: RelayRow[] = [];
    const unreadable: string[] = [];
    for (const { id, config } of this.#database.all(rowSchema, 'SELECT id, config FROM relays ORDER BY position, id')) {
      const parsed = relayConfigSchema.safeParse(parseJson(config));
      if (parsed.success) rows.push({ id, config: parsed.data });
      else unreadable.push(id);
    }
    return { rows, unreadable };
  }

  /** Writes all rows in this order, at once. Rows that are not among them stay as they are. */
  write(rows: readonly RelayRow[]): void {
    this.#database.transaction(() => {
      for (const [position, { id, config }] of rows.entries()) {
        this.#database.run(upsertSql, { id, position, config: JSON.stringify(config) });
      }
    });
  }

  remove(id: string): void {
    this.#database.run('DELETE FROM relays WHERE id = :id', { id });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // counts as unreadable
  }
}
