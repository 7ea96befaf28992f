import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { z } from 'zod';
import { Database } from '../engine/database/database.js';
import { SqliteJournal } from '../engine/database/sqlite-journal.js';
import { SqlitePublicationJournal } from '../engine/database/sqlite-publication-journal.js';
import { DestinationKeys } from '../engine/destinations/destination-keys.js';
import { DestinationTable } from '../engine/destinations/destination-table.js';
import { RelayKeyStore } from '../engine/relay/relay-keys.js';
import { RelayTable } from '../engine/relay/relay-table.js';
import type { DiagnosticsSources } from '../engine/diagnostics/diagnostics-sources.js';
import type { Surroundings } from '../engine/host/data-dir.js';
import { Redactor } from '../engine/log/redactor.js';
import type { BucketTarget } from '../engine/publish/s3/bucket-target.js';
import { resolveTarget } from '../engine/publish/s3/resolve-target.js';
import { FileSecretStore } from '../engine/secrets/file-secret-store.js';
import { settingsFromFields } from '../engine/settings/settings-fields.js';
import type { Destination } from '../shared/destinations.js';
import { AppError } from '../shared/errors.js';
import { noLog } from './no-log.js';

/** What an engine has left in its data folder, to be read without one: a studio may be running on it meanwhile. */
export interface LeftBehind {
  readonly sources: Omit<DiagnosticsSources, 'engineFacts' | 'version'>;
  /** Knows the stream keys and the keys of destinations and relays. */
  readonly redactor: Redactor;
  readonly isPublishedTo: (destinationId: string) => boolean;
  /** Throws `destination.not-found`, `destination.no-credentials`, `destination.invalid`, `secrets.locked`. */
  readonly target: (destinationId: string) => Promise<BucketTarget>;
  readonly close: () => void;
}

/** Opens it. What is not there, or from a version that knew less of it, counts as empty. */
export async function openLeftBehind(dataDir: string, { env }: Surroundings): Promise<LeftBehind> {
  const file = join(dataDir, 'headwater.sqlite');
  // Without the engine's own opening, which migrates and repairs: that is for who holds the data folder.
  const database = new Database(new DatabaseSync(existsSync(file) ? file : ':memory:', { timeout: 5_000 }));
  const redactor = new Redactor();
  const secrets = new FileSecretStore({ dataDir, passphrase: env['HEADWATER_SECRET_KEY'] ?? null, logger: noLog });
  const keys = new DestinationKeys({ secrets, redactor });
  const rows = known(() => new DestinationTable(database).read().rows, []);
  const settings = readSettings(database);
  for (const key of readStreamKeys(database)) redactor.redactValue(key);
  // reading them tells the redactor
  const relayKeys = new RelayKeyStore({ secrets, redactor });
  for (const { id } of known(() => new RelayTable(database).read().rows, [])) await relayKeys.get(id).catch(() => null);
  const destinations: Destination[] = [];
  for (const { id, config, keyHint, isTransient } of rows) {
    const hasCredentials = (await keys.get(id).catch(() => null)) !== null;
    const isDefault = settings.publish.destinationId === id;
    destinations.push({ id, config, isDefault, hasCredentials, keyHint, isTransient });
  }
  const journal = new SqliteJournal(database);
  const publications = new SqlitePublicationJournal(database);
  return {
    redactor,
    sources: {
      dataDir,
      archiveRoot: join(dataDir, 'archive'),
      journal: {
        broadcast: (id) => known(() => journal.broadcast(id), null),
        broadcasts: () => known(() => journal.broadcasts(), []),
        renditions: (id) => known(() => journal.renditions(id), []),
        segments: (id, rendition) => known(() => journal.segments(id, rendition), []),
      },
      publications: {
        of: (id) => known(() => publications.of(id), []),
        confirmed: (destinationId, id) => known(() => publications.confirmed(destinationId, id), []),
      },
      settings: () => settings,
      destinations: () => destinations,
      // these two are in the memory of a running engine only
      doctor: () => null,
      notices: () => [],
    },
    isPublishedTo: (id) => publications.all().some((row) => row.destinationId === id && row.state !== 'removed'),
    target: async (id) => {
      const row = rows.find((candidate) => candidate.id === id);
      if (row === undefined) {
        throw new AppError('destination.not-found', `Expected a saved destination, got ${id}`, {
          details: { name: id, known: null },
        });
      }
      const credentials = await keys.get(id);
      if (credentials !== null) return resolveTarget(row.config, credentials);
      throw new AppError('destination.no-credentials', `Expected keys of ${id}, got none`, {
        details: { name: row.config.name },
      });
    },
    close: () => database.close(),
  };
}

function readSettings(database: Database): ReturnType<typeof settingsFromFields>['settings'] {
  const fields = z.object({ field: z.string(), value: z.string() });
  const rows = known(() => database.all(fields, 'SELECT field, value FROM settings'), []);
  return settingsFromFields(new Map(rows.map(({ field, value }) => [field, parseJson(value)]))).settings;
}

function readStreamKeys(database: Database): string[] {
  const rows = known(() => database.all(z.object({ key: z.string() }), 'SELECT key FROM inputs'), []);
  return rows.map(({ key }) => key);
}

/** A table or a column that is not there, a damaged file: what can be told of the rest helps all the same. */
function known<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not valid for any field: its default is shown
  }
}
