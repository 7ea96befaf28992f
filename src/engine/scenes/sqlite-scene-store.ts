import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../shared/errors.js';
import { sceneCollectionSchema, type SceneCollection } from '../../shared/scenes/scene-collection.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { assetIdsIn } from './assets/asset-ids-in.js';
import { collectionJson } from './collection-json.js';

/** A collection as it is stored. `revision` grows by one with each change of it. */
export interface StoredCollection {
  readonly id: string;
  readonly revision: number;
  readonly updatedAtMs: number;
  readonly isCurrent: boolean;
  readonly collection: SceneCollection;
}

const row = z.object({
  id: z.string(),
  revision: z.number(),
  updatedAtMs: z.number(),
  isCurrent: z.number(),
  document: z.string(),
});
const documentRow = z.object({ document: z.string() });
const selectSql = `SELECT id, revision, updated_at_ms AS updatedAtMs, is_current AS isCurrent, document
  FROM scene_collections ORDER BY created_at_ms, rowid`;
const insertSql = `INSERT INTO scene_collections (id, revision, document, is_current, created_at_ms, updated_at_ms)
  VALUES (:id, :revision, :document, 0, :updatedAtMs, :updatedAtMs)`;
const updateSql = `UPDATE scene_collections SET revision = :revision, document = :document, updated_at_ms = :updatedAtMs
  WHERE id = :id`;

/**
 * Scene collections in SQLite, each one JSON document, read once. One that this version cannot read is left alone: it is
 * in no list, and its files are kept. Every change throws `disk.full` or `archive.write-failed` when it cannot be written,
 * and changes nothing then.
 */
export class SqliteSceneStore {
  readonly #database: Database;
  readonly #clock: Clock;
  #collections: ReadonlyMap<string, StoredCollection> = new Map();

  constructor(deps: { readonly database: Database; readonly clock: Clock }) {
    this.#database = deps.database;
    this.#clock = deps.clock;
  }

  /** Reads what is stored; comes first. Answers the ids of those that this version cannot read. */
  open(): string[] {
    const rows = this.#database.all(row, selectSql).map((found) => ({ id: found.id, stored: toStored(found) }));
    this.#collections = new Map(rows.flatMap(({ id, stored }) => (stored === null ? [] : [[id, stored]])));
    return rows.filter(({ stored }) => stored === null).map(({ id }) => id);
  }

  /** Oldest first. */
  list(): StoredCollection[] {
    return [...this.#collections.values()];
  }

  /** Throws `scenes.not-found`. */
  get(id: string): StoredCollection {
    const stored = this.#collections.get(id);
    if (stored !== undefined) return stored;
    throw new AppError('scenes.not-found', `Expected a scene collection, got ${id}`, { details: { id } });
  }

  /** Adds it, at revision 1; answers its id. `isCurrent`: it is worked on from now on. Throws `scenes.too-large`. */
  insert(collection: SceneCollection, { isCurrent }: { readonly isCurrent: boolean }): string {
    const id = randomUUID();
    const updatedAtMs = this.#clock.now();
    const document = collectionJson(collection);
    this.#database.transaction(() => {
      this.#database.run(insertSql, { id, revision: 1, document, updatedAtMs });
      if (isCurrent) this.#database.run(selectCurrentSql, { id });
    });
    const stored = { id, revision: 1, updatedAtMs, isCurrent: false, collection };
    const all = new Map([...this.#collections, [id, stored]]);
    this.#collections = isCurrent ? withCurrent(all, id) : all;
    return id;
  }

  /** Writes it as it is now; answers its revision, which stays where nothing differs. Throws `scenes.not-found`, `scenes.too-large`. */
  replace(id: string, collection: SceneCollection): number {
    const stored = this.get(id);
    const document = collectionJson(collection);
    if (JSON.stringify(stored.collection) === document) return stored.revision;
    const next = { ...stored, collection, revision: stored.revision + 1, updatedAtMs: this.#clock.now() };
    this.#database.run(updateSql, { id, document, revision: next.revision, updatedAtMs: next.updatedAtMs });
    this.#collections = new Map([...this.#collections, [id, next]]);
    return next.revision;
  }

  /** Works on this one from now on. Throws `scenes.not-found`. */
  select(id: string): void {
    this.get(id);
    this.#database.run(selectCurrentSql, { id });
    this.#collections = withCurrent(this.#collections, id);
  }

  /** `next` is worked on from now on. */
  remove(id: string, next: string): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM scene_collections WHERE id = :id', { id });
      this.#database.run(selectCurrentSql, { id: next });
    });
    this.#collections = withCurrent(
      new Map(this.list().flatMap((one) => (one.id === id ? [] : [[one.id, one]]))),
      next,
    );
  }

  /** Every file that any collection names, also those that cannot be read. */
  assetIds(): Set<string> {
    const documents = this.#database.all(documentRow, 'SELECT document FROM scene_collections');
    return new Set(documents.flatMap(({ document }) => assetIdsIn(document)));
  }
}

const selectCurrentSql = 'UPDATE scene_collections SET is_current = (id = :id)';

function withCurrent(
  collections: ReadonlyMap<string, StoredCollection>,
  current: string,
): Map<string, StoredCollection> {
  return new Map([...collections].map(([id, stored]) => [id, { ...stored, isCurrent: id === current }]));
}

function toStored({ document, isCurrent, ...found }: z.infer<typeof row>): StoredCollection | null {
  const collection = sceneCollectionSchema.safeParse(parseJson(document));
  return collection.success ? { ...found, isCurrent: isCurrent === 1, collection: collection.data } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // counts as unreadable
  }
}
