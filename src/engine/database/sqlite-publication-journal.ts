import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PublicationJournal, PublicationRow, UploadRow } from '../publish/bucket/publication-journal.js';
import { systemClock, type Clock } from '../clock.js';
import { ConfirmationBatch } from './confirmation-batch.js';
import type { Database } from './database.js';

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
const publicationRow = z.object({
  broadcastId: z.string(),
  destinationId: z.string(),
  channel: z.string(),
  state: z.enum(['publishing', 'complete', 'removing', 'removed']),
  isVerified: flag,
  retries: z.number(),
  createdAtMs: z.number(),
  completedAtMs: z.number().nullable(),
  puts: z.number(),
  gets: z.number(),
  lists: z.number(),
  bytesSent: z.number(),
});
const totalsRow = z.object({ objects: z.number(), bytes: z.number() });
const studioRow = z.object({ id: z.string() });
const uploadRow: z.ZodType<UploadRow> = z.object({
  destinationId: z.string(),
  path: z.string(),
  broadcastId: z.string().nullable(),
  sizeBytes: z.number(),
  confirmedAtMs: z.number(),
});

const selectPublications = `SELECT broadcast_id AS broadcastId, destination_id AS destinationId, channel, state,
  is_verified AS isVerified, retries, created_at_ms AS createdAtMs, completed_at_ms AS completedAtMs,
  puts, gets, lists, bytes_sent AS bytesSent FROM publications`;
const putSql = `INSERT OR REPLACE INTO publications
  (broadcast_id, destination_id, channel, state, is_verified, retries, created_at_ms, completed_at_ms,
   puts, gets, lists, bytes_sent)
  VALUES (:broadcastId, :destinationId, :channel, :state, :isVerified, :retries, :createdAtMs, :completedAtMs,
   :puts, :gets, :lists, :bytesSent)`;
const selectUploads = `SELECT destination_id AS destinationId, path, broadcast_id AS broadcastId,
  size_bytes AS sizeBytes, confirmed_at_ms AS confirmedAtMs FROM uploads`;
const confirmSql = `INSERT OR REPLACE INTO uploads (destination_id, path, broadcast_id, size_bytes, confirmed_at_ms)
  VALUES (:destinationId, :path, :broadcastId, :sizeBytes, :confirmedAtMs)`;

/** The publish journal in SQLite. Confirmations are written some at once, and seen here at once. */
export class SqlitePublicationJournal implements PublicationJournal {
  readonly #database: Database;
  readonly #batch: ConfirmationBatch;

  constructor(database: Database, clock: Clock = systemClock) {
    this.#database = database;
    const write = (rows: readonly UploadRow[]): void =>
      database.transaction(() => {
        for (const row of rows) database.run(confirmSql, { ...row });
      });
    this.#batch = new ConfirmationBatch({ write, clock });
    database.beforeClose(() => this.#batch.settle());
  }

  keep(): void {
    this.#batch.settle();
  }

  put(row: PublicationRow): void {
    const known = this.get(row.broadcastId, row.destinationId);
    // an intent must survive a power cut; how often something was tried again need not
    if (known?.state === row.state) {
      this.#write(row);
      return;
    }
    this.#batch.flush();
    this.#database.durably(() => this.#write(row));
  }

  #write({ usage, isVerified, ...columns }: PublicationRow): void {
    this.#database.run(putSql, { ...columns, ...usage, isVerified: Number(isVerified) });
  }

  update(
    broadcastId: string,
    destinationId: string,
    change: Partial<Omit<PublicationRow, 'broadcastId' | 'destinationId'>>,
  ): void {
    const row = this.get(broadcastId, destinationId);
    if (row !== null) this.put({ ...row, ...change });
  }

  unverify(destinationId: string): void {
    const sql = 'UPDATE publications SET is_verified = 0 WHERE destination_id = :destinationId';
    this.#database.durably(() => void this.#database.run(sql, { destinationId }));
  }

  get(broadcastId: string, destinationId: string): PublicationRow | null {
    const sql = `${selectPublications} WHERE broadcast_id = :broadcastId AND destination_id = :destinationId`;
    const found = this.#database.get(publicationRow, sql, { broadcastId, destinationId });
    return found === null ? null : toPublication(found);
  }

  all(): PublicationRow[] {
    const sql = `${selectPublications} ORDER BY created_at_ms DESC, broadcast_id DESC`;
    return this.#database.all(publicationRow, sql).map(toPublication);
  }

  of(broadcastId: string): PublicationRow[] {
    const sql = `${selectPublications} WHERE broadcast_id = :broadcastId ORDER BY created_at_ms, destination_id`;
    return this.#database.all(publicationRow, sql, { broadcastId }).map(toPublication);
  }

  totals(destinationId: string, broadcastId: string): { objects: number; bytes: number } {
    this.#batch.settle();
    if (this.#batch.rows.length > 0) return totalsOf(this.confirmed(destinationId, broadcastId));
    const sql = `SELECT COUNT(*) AS objects, COALESCE(SUM(size_bytes), 0) AS bytes FROM uploads
      WHERE destination_id = :destinationId AND broadcast_id = :broadcastId`;
    return this.#database.get(totalsRow, sql, { destinationId, broadcastId }) ?? { objects: 0, bytes: 0 };
  }

  hasObjects(destinationId: string): boolean {
    if (this.#batch.rows.some((row) => row.destinationId === destinationId && row.broadcastId !== null)) return true;
    const sql = `SELECT COUNT(*) AS objects, 0 AS bytes FROM uploads
      WHERE destination_id = :destinationId AND broadcast_id IS NOT NULL`;
    return (this.#database.get(totalsRow, sql, { destinationId })?.objects ?? 0) > 0;
  }

  confirm(row: UploadRow): void {
    this.#batch.add(row);
  }

  forget(destinationId: string, paths: readonly string[]): void {
    const sql = 'DELETE FROM uploads WHERE destination_id = :destinationId AND path = :path';
    this.#database.transaction(() => {
      for (const path of paths) this.#database.run(sql, { destinationId, path });
    });
    const forgotten = new Set(paths);
    this.#batch.discard((row) => row.destinationId === destinationId && forgotten.has(row.path));
  }

  confirmed(destinationId: string, broadcastId: string | null): UploadRow[] {
    this.#batch.settle();
    const sql = `${selectUploads} WHERE destination_id = :destinationId AND broadcast_id IS :broadcastId ORDER BY path`;
    const written = this.#database.all(uploadRow, sql, { destinationId, broadcastId });
    const unwritten = this.#batch.rows.filter(
      (row) => row.destinationId === destinationId && row.broadcastId === broadcastId,
    );
    // the disk is full: what is confirmed is confirmed all the same
    return unwritten.length === 0 ? written : merged(written, unwritten);
  }

  studioId(): string {
    return this.#database.transaction(() => {
      const known = this.#database.get(studioRow, 'SELECT id FROM studio');
      if (known !== null) return known.id;
      const id = randomUUID();
      this.#database.run('INSERT INTO studio (id) VALUES (:id)', { id });
      return id;
    });
  }

  forgetAll(destinationId: string, broadcastId: string): void {
    const sql = 'DELETE FROM uploads WHERE destination_id = :destinationId AND broadcast_id = :broadcastId';
    this.#database.run(sql, { destinationId, broadcastId });
    this.#batch.discard((row) => row.destinationId === destinationId && row.broadcastId === broadcastId);
  }

  forgetPublication(broadcastId: string, destinationId: string): void {
    const sql = 'DELETE FROM publications WHERE broadcast_id = :broadcastId AND destination_id = :destinationId';
    this.#database.transaction(() => {
      this.forgetAll(destinationId, broadcastId);
      this.#database.run(sql, { broadcastId, destinationId });
    });
  }

  forgetDestination(destinationId: string): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM uploads WHERE destination_id = :destinationId', { destinationId });
      this.#database.run('DELETE FROM publications WHERE destination_id = :destinationId', { destinationId });
    });
    this.#batch.discard((row) => row.destinationId === destinationId);
  }

  forgetOrphans(): number {
    this.#batch.flush();
    const orphans = 'destination_id NOT IN (SELECT id FROM destinations)';
    return this.#database.transaction(() => {
      this.#database.run(`DELETE FROM uploads WHERE ${orphans}`);
      return this.#database.run(`DELETE FROM publications WHERE ${orphans}`);
    });
  }
}

function merged(written: readonly UploadRow[], unwritten: readonly UploadRow[]): UploadRow[] {
  const byPath = new Map([...written, ...unwritten].map((row) => [row.path, row]));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function totalsOf(rows: readonly UploadRow[]): { objects: number; bytes: number } {
  return { objects: rows.length, bytes: rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

function toPublication(found: z.infer<typeof publicationRow>): PublicationRow {
  const { puts, gets, lists, bytesSent, ...row } = found;
  return { ...row, usage: { puts, gets, lists, bytesSent } };
}
