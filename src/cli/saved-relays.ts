import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Database } from '../engine/database/database.js';
import type { Surroundings } from '../engine/host/data-dir.js';
import { SqliteRelayStore } from '../engine/relay/sqlite-relay-store.js';
import { FileSecretStore } from '../engine/secrets/file-secret-store.js';
import { AppError } from '../shared/errors.js';
import { noLog } from './no-log.js';

/**
 * Reads the saved relays without an engine: a studio may be running on the same data folder meanwhile. Nothing is written.
 * Throws `secrets.locked` from `keys`.
 */
export async function withSavedRelays<T>(
  dataDir: string,
  around: Surroundings,
  work: (store: SqliteRelayStore) => Promise<T> | T,
): Promise<T> {
  const file = join(dataDir, 'headwater.sqlite');
  // Without the engine's own opening, which migrates and repairs: that is for who holds the data folder.
  const database = new Database(new DatabaseSync(existsSync(file) ? file : ':memory:', { timeout: 5_000 }));
  try {
    const store = relayStore(database, dataDir, around);
    try {
      await store.open();
    } catch {
      // from a version that knew no relays: there are none
    }
    return await work(store);
  } finally {
    database.close();
  }
}

/** A store over an open database, with the folder's secrets. */
export function relayStore(database: Database, dataDir: string, { env }: Surroundings): SqliteRelayStore {
  return new SqliteRelayStore({
    database,
    secrets: new FileSecretStore({ dataDir, passphrase: env['HEADWATER_SECRET_KEY'] ?? null, logger: noLog }),
    // there is no log to keep keys out of
    redactor: { redactValue: () => undefined },
    logger: noLog,
  });
}

/** The saved relay of that name, or with that id. Throws `relay.not-found`. */
export function findRelay(store: SqliteRelayStore, name: string) {
  const wanted = name.trim().normalize('NFKC').toLowerCase();
  const list = store.list();
  const found =
    list.find(({ config }) => config.name.normalize('NFKC').toLowerCase() === wanted) ??
    list.find(({ id }) => id === name);
  if (found !== undefined) return found;
  const known = list.map(({ config }) => `"${config.name}"`).join(', ');
  throw new AppError('relay.not-found', 'Expected a saved relay, got another name', {
    details: { name: name.slice(0, 60), known: known === '' ? null : known },
  });
}
