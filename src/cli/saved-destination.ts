import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Surroundings } from '../engine/host/data-dir.js';
import { Database } from '../engine/database/database.js';
import { DestinationKeys } from '../engine/destinations/destination-keys.js';
import { DestinationTable, type DestinationRow } from '../engine/destinations/destination-table.js';
import type { Logger } from '../engine/log/logger.js';
import type { BucketTarget } from '../engine/publish/s3/bucket-target.js';
import { resolveTarget } from '../engine/publish/s3/resolve-target.js';
import { FileSecretStore } from '../engine/secrets/file-secret-store.js';
import { AppError } from '../shared/errors.js';

/**
 * A destination that was saved in the studio, keys included, read without an engine: a studio may be running on the same
 * data folder meanwhile. Throws `destination.not-found`, `destination.no-credentials`, `destination.invalid`,
 * `secrets.locked`.
 */
export async function savedDestination(
  name: string,
  dataDir: string,
  { env }: Surroundings,
  logger: Logger,
): Promise<BucketTarget> {
  const rows = readRows(join(dataDir, 'headwater.sqlite')).filter((row) => !row.isTransient);
  const wanted = name.trim().toLowerCase();
  const row = rows.find(({ config }) => config.name.toLowerCase() === wanted) ?? rows.find(({ id }) => id === name);
  if (row === undefined) {
    const known = rows.map(({ config }) => `"${config.name}"`).join(', ');
    throw new AppError('destination.not-found', `Expected a saved destination, got "${name}"`, {
      details: { name, known: known === '' ? null : known },
    });
  }
  const secrets = new FileSecretStore({ dataDir, passphrase: env['HEADWATER_SECRET_KEY'] ?? null, logger });
  const keys = await new DestinationKeys({ secrets, redactor: { redactValue: () => undefined } }).get(row.id);
  if (keys === null) {
    throw new AppError('destination.no-credentials', `Expected keys of "${row.config.name}", got none`, {
      details: { name: row.config.name },
    });
  }
  return resolveTarget(row.config, keys);
}

/** Without the engine's own opening, which migrates and repairs: that is for who holds the data folder. */
function readRows(file: string): readonly DestinationRow[] {
  if (!existsSync(file)) return [];
  const database = new Database(new DatabaseSync(file, { timeout: 5_000 }));
  try {
    return new DestinationTable(database).read().rows;
  } catch {
    return []; // from a version that knew no destinations
  } finally {
    database.close();
  }
}
