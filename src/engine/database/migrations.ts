import { z } from 'zod';
import { AppError } from '../../shared/errors.js';
import type { Database } from './database.js';

/**
 * What leads from version n to n + 1, in order. Never change one that has shipped: add the next. Times are epoch
 * milliseconds; flags are 0 or 1.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE broadcasts (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    title TEXT NOT NULL,
    programme TEXT NOT NULL,
    status TEXT NOT NULL,
    repaired INTEGER NOT NULL,
    created_at_ms REAL NOT NULL,
    live_at_ms REAL,
    ended_at_ms REAL,
    last_media_at_ms REAL,
    target_duration_seconds REAL NOT NULL,
    part_seconds REAL NOT NULL,
    reconnect_window_seconds REAL NOT NULL,
    live_window_seconds REAL NOT NULL,
    duration_seconds REAL,
    size_bytes INTEGER
  ) STRICT;
  CREATE INDEX broadcasts_by_age ON broadcasts (created_at_ms);

  CREATE TABLE renditions (
    broadcast_id TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    width INTEGER,
    height INTEGER,
    fps REAL,
    codecs TEXT NOT NULL,
    copied INTEGER NOT NULL,
    timescale INTEGER NOT NULL,
    max_bitrate REAL,
    PRIMARY KEY (broadcast_id, name)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE segments (
    broadcast_id TEXT NOT NULL,
    rendition TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    init INTEGER NOT NULL,
    state TEXT NOT NULL,
    start_ticks INTEGER NOT NULL,
    duration_ticks INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    program_date_time_ms REAL NOT NULL,
    discontinuity INTEGER NOT NULL,
    PRIMARY KEY (broadcast_id, rendition, sequence),
    FOREIGN KEY (broadcast_id, rendition) REFERENCES renditions (broadcast_id, name) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE inputs (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    created_at_ms REAL NOT NULL
  ) STRICT;

  CREATE TABLE settings (
    field TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // The keys of a destination are in the secret store, never here.
  `
  CREATE TABLE destinations (
    id TEXT PRIMARY KEY,
    config TEXT NOT NULL,
    key_hint TEXT,
    is_transient INTEGER NOT NULL,
    created_at_ms REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE studio (
    id TEXT PRIMARY KEY
  ) STRICT;

  CREATE TABLE publications (
    broadcast_id TEXT NOT NULL,
    destination_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    is_verified INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    created_at_ms REAL NOT NULL,
    completed_at_ms REAL,
    puts INTEGER NOT NULL,
    gets INTEGER NOT NULL,
    lists INTEGER NOT NULL,
    bytes_sent REAL NOT NULL,
    PRIMARY KEY (broadcast_id, destination_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE uploads (
    destination_id TEXT NOT NULL,
    path TEXT NOT NULL,
    broadcast_id TEXT,
    size_bytes INTEGER NOT NULL,
    confirmed_at_ms REAL NOT NULL,
    PRIMARY KEY (destination_id, path)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX uploads_by_broadcast ON uploads (destination_id, broadcast_id);
  `,
  // The keys of a relay are in the secret store, never here.
  `
  CREATE TABLE relays (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    config TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Broadcasts of the studio itself: what they are for, and which press of "Go live" they came from.
  `
  ALTER TABLE broadcasts ADD COLUMN description TEXT NOT NULL DEFAULT '';
  ALTER TABLE broadcasts ADD COLUMN visibility TEXT NOT NULL DEFAULT 'public';
  ALTER TABLE broadcasts ADD COLUMN show_id TEXT;
  CREATE UNIQUE INDEX broadcasts_by_show ON broadcasts (show_id) WHERE show_id IS NOT NULL;
  `,
  // Files are named by their hash; which collection shows which, its document says.
  `
  CREATE TABLE scene_collections (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    is_current INTEGER NOT NULL,
    created_at_ms REAL NOT NULL,
    updated_at_ms REAL NOT NULL
  ) STRICT;

  CREATE TABLE assets (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    unused_since_ms REAL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE measured_lines (
    measured_at_ms REAL NOT NULL,
    upload_bits_per_second REAL NOT NULL
  ) STRICT;
  `,
  // Segments shorter than a second: EXT-X-TARGETDURATION, whole seconds, no longer says how long they are.
  `
  ALTER TABLE broadcasts ADD COLUMN segment_seconds REAL NOT NULL DEFAULT 2;
  UPDATE broadcasts SET segment_seconds = target_duration_seconds;
  `,
];

const versionRow = z.object({ user_version: z.number().int() });

/**
 * Brings a database to the newest version, one transaction per step. Throws `internal` when it was written by a newer
 * Headwater (details.found, details.known): an older one would do harm to it.
 */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  const found = database.get(versionRow, 'PRAGMA user_version')?.user_version ?? 0;
  if (found > steps.length) {
    throw new AppError('internal', `Expected a database of version ${steps.length} at most, got ${found}`, {
      details: { found, known: steps.length },
    });
  }
  for (const [index, sql] of steps.entries()) {
    if (index < found) continue;
    database.transaction(() => {
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
