import { z } from 'zod';
import { AppError } from '../../shared/errors.js';
import { settingsPatchSchema, type PublicSettings, type SettingsPatch } from '../../shared/settings.js';
import type { Database } from '../database/database.js';
import type { Logger } from '../log/logger.js';
import { Listeners } from './listeners.js';
import { flattenFields, settingsFromFields } from './settings-fields.js';
import { settingsMigrations, type StoredSettings } from './settings-migrations.js';
import type { SettingsStore } from './stores.js';

/** Not a setting: the version of the fields beside it. */
const versionField = '$version';
const fieldRow = z.object({ field: z.string(), value: z.string() });
const writeSql =
  'INSERT INTO settings VALUES (:field, :value) ON CONFLICT (field) DO UPDATE SET value = excluded.value';

export interface SettingsStoreDependencies {
  readonly database: Database;
  readonly logger: Logger;
  readonly migrations?: readonly ((stored: StoredSettings) => void)[];
}

/**
 * Settings in SQLite, one row per field that was ever changed, so that defaults may change with a release. What is stored
 * and no longer valid falls back to its default, field by field, and is kept until it is written anew.
 */
export class SqliteSettingsStore implements SettingsStore {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #migrations: readonly ((stored: StoredSettings) => void)[];
  readonly #listeners: Listeners<PublicSettings>;
  #settings: PublicSettings | null = null;

  constructor({ database, logger, migrations = settingsMigrations }: SettingsStoreDependencies) {
    this.#database = database;
    this.#logger = logger.child({ component: 'settings' });
    this.#migrations = migrations;
    this.#listeners = new Listeners(this.#logger);
  }

  get(): PublicSettings {
    this.#settings ??= this.#load();
    return this.#settings;
  }

  /** Throws `input.invalid` (details.fields) for a patch that does not fit, and writes nothing then. */
  update(patch: SettingsPatch): PublicSettings {
    const parsed = settingsPatchSchema.safeParse(patch);
    if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => issue.path.join('.')));
    return this.#change(flattenFields(parsed.data));
  }

  setDestination(id: string | null): PublicSettings {
    return this.#change([['publish.destinationId', id]]);
  }

  onChange(listener: (settings: PublicSettings) => void): () => void {
    return this.#listeners.add(listener);
  }

  #change(fields: readonly (readonly [path: string, value: unknown])[]): PublicSettings {
    const { settings, ignored } = settingsFromFields(new Map([...flattenFields(this.get()), ...fields]));
    if (ignored.length > 0) throw invalid(ignored);
    this.#database.transaction(() => fields.forEach(([field, value]) => this.#write(field, value)));
    this.#settings = settings;
    this.#listeners.tell(settings);
    return settings;
  }

  #load(): PublicSettings {
    const { settings, ignored } = settingsFromFields(this.#database.transaction(() => this.#readAndMigrate()));
    if (ignored.length > 0) this.#logger.warn({ fields: ignored }, 'Stored settings that are not valid were not used');
    return settings;
  }

  #readAndMigrate(): StoredSettings {
    const rows = this.#database.all(fieldRow, 'SELECT field, value FROM settings');
    const stored: StoredSettings = new Map(rows.map((row) => [row.field, parseJson(row.value)]));
    const target = this.#migrations.length + 1;
    const version = Number(stored.get(versionField) ?? (stored.size === 0 ? target : 1));
    stored.delete(versionField);
    // One written by a newer Headwater is read as it is: what fits is used.
    if (version < target) {
      const old = [...stored.keys()];
      for (const migration of this.#migrations.slice(version - 1)) migration(stored);
      for (const field of old) if (!stored.has(field)) this.#remove(field);
      for (const [field, value] of stored) this.#write(field, value);
    }
    if (rows.length === 0 || version < target) this.#write(versionField, target);
    return stored;
  }

  #write(field: string, value: unknown): void {
    this.#database.run(writeSql, { field, value: JSON.stringify(value) });
  }

  #remove(field: string): void {
    this.#database.run('DELETE FROM settings WHERE field = :field', { field });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not valid for any field: its default is used
  }
}

function invalid(fields: readonly string[]): AppError {
  const list = [...new Set(fields)].join(', ');
  return new AppError('input.invalid', `Expected valid settings, got others in: ${list}`, {
    details: { fields: list },
  });
}
