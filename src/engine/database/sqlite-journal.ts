import { z } from 'zod';
import type { BroadcastRow, Journal, RenditionRow, SegmentRow } from '../archive/journal.js';
import type { Database, SqlParameters } from './database.js';
import {
  broadcastColumns,
  broadcastRowSchema,
  renditionColumns,
  renditionRowSchema,
  segmentColumns,
  segmentRowSchema,
} from './journal-rows.js';

const selectBroadcast = `SELECT ${selection(broadcastColumns)} FROM broadcasts`;
const selectRendition = `SELECT ${selection(renditionColumns)} FROM renditions`;
const selectSegment = `SELECT ${selection(segmentColumns)} FROM segments`;
const insertBroadcastSql = `INSERT INTO broadcasts ${values(broadcastColumns)}`;
const upsertRenditionSql = `INSERT INTO renditions ${values(renditionColumns)}
  ON CONFLICT (broadcast_id, name) DO UPDATE SET ${replacement(renditionColumns)}`;
const upsertSegmentSql = `INSERT INTO segments ${values(segmentColumns)}
  ON CONFLICT (broadcast_id, rendition, sequence) DO UPDATE SET ${replacement(segmentColumns)}`;
const totalsSql = `SELECT COALESCE(MAX(seconds), 0) AS durationSeconds, COALESCE(SUM(bytes), 0) AS sizeBytes FROM (
  SELECT SUM(s.duration_ticks) * 1.0 / r.timescale AS seconds, SUM(s.size_bytes) AS bytes
  FROM segments s JOIN renditions r ON r.broadcast_id = s.broadcast_id AND r.name = s.rendition
  WHERE s.broadcast_id = :broadcastId AND s.state = 'closed' GROUP BY s.rendition)`;
const totalsRow = z.object({ durationSeconds: z.number(), sizeBytes: z.number() });

/** The journal in SQLite. A change to a broadcast that is no longer there changes nothing. */
export class SqliteJournal implements Journal {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  insertBroadcast(row: BroadcastRow): void {
    this.#database.run(insertBroadcastSql, parameters(row, broadcastColumns));
  }

  updateBroadcast(id: string, change: Partial<Omit<BroadcastRow, 'id'>>): void {
    const changed = parameters(change, broadcastColumns);
    const fields = Object.entries(broadcastColumns).filter(([field]) => field in changed && field !== 'id');
    if (fields.length === 0) return;
    const assignments = fields.map(([field, column]) => `${column} = :${field}`).join(', ');
    this.#database.run(`UPDATE broadcasts SET ${assignments} WHERE id = :id`, { ...changed, id });
  }

  broadcast(id: string): BroadcastRow | null {
    return this.#database.get(broadcastRowSchema, `${selectBroadcast} WHERE id = :id`, { id });
  }

  broadcastOfShow(showId: string): BroadcastRow | null {
    return this.#database.get(broadcastRowSchema, `${selectBroadcast} WHERE show_id = :showId`, { showId });
  }

  broadcasts(): BroadcastRow[] {
    return this.#database.all(broadcastRowSchema, `${selectBroadcast} ORDER BY created_at_ms DESC, id DESC`);
  }

  deleteBroadcast(id: string): void {
    this.#database.run('DELETE FROM broadcasts WHERE id = :id', { id });
  }

  upsertRendition(row: RenditionRow): void {
    this.#database.run(upsertRenditionSql, parameters(row, renditionColumns));
  }

  renditions(broadcastId: string): RenditionRow[] {
    const sql = `${selectRendition} WHERE broadcast_id = :broadcastId ORDER BY position, name`;
    return this.#database.all(renditionRowSchema, sql, { broadcastId });
  }

  deleteRendition(broadcastId: string, name: string): void {
    const sql = 'DELETE FROM renditions WHERE broadcast_id = :broadcastId AND name = :name';
    this.#database.run(sql, { broadcastId, name });
  }

  upsertSegment(row: SegmentRow): void {
    this.#database.run(upsertSegmentSql, parameters(row, segmentColumns));
  }

  deleteSegment(broadcastId: string, rendition: string, sequence: number): void {
    const sql =
      'DELETE FROM segments WHERE broadcast_id = :broadcastId AND rendition = :rendition AND sequence = :sequence';
    this.#database.run(sql, { broadcastId, rendition, sequence });
  }

  segments(broadcastId: string, rendition: string): SegmentRow[] {
    const sql = `${selectSegment} WHERE broadcast_id = :broadcastId AND rendition = :rendition ORDER BY sequence`;
    return this.#database.all(segmentRowSchema, sql, { broadcastId, rendition });
  }

  totals(broadcastId: string): { durationSeconds: number; sizeBytes: number } {
    return this.#database.get(totalsRow, totalsSql, { broadcastId }) ?? { durationSeconds: 0, sizeBytes: 0 };
  }

  transaction<T>(work: () => T): T {
    return this.#database.transaction(work);
  }
}

type Columns = Readonly<Record<string, string>>;

function selection(columns: Columns): string {
  return Object.entries(columns)
    .map(([field, column]) => `${column} AS ${field}`)
    .join(', ');
}

function values(columns: Columns): string {
  const fields = Object.keys(columns).map((field) => `:${field}`);
  return `(${Object.values(columns).join(', ')}) VALUES (${fields.join(', ')})`;
}

function replacement(columns: Columns): string {
  return Object.values(columns)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
}

/** Only the fields that have a column; flags as 0 and 1, objects as JSON. */
function parameters(row: object, columns: Columns): SqlParameters {
  const bound: Record<string, string | number | null> = {};
  for (const [field, value] of Object.entries(row) as [string, unknown][]) {
    if (!(field in columns) || value === undefined) continue;
    if (typeof value === 'string' || typeof value === 'number' || value === null) bound[field] = value;
    else bound[field] = typeof value === 'boolean' ? Number(value) : JSON.stringify(value);
  }
  return bound;
}
