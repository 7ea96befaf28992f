import { randomUUID } from 'node:crypto';
import type { BucketCredentials, Destination, DestinationConfig } from '../../shared/destinations.js';
import { AppError, toAppError } from '../../shared/errors.js';
import type { Database } from '../database/database.js';
import type { EngineOptions } from '../engine-api.js';
import type { Logger } from '../log/logger.js';
import type { Redactor } from '../log/redactor.js';
import type { BucketTarget } from '../publish/s3/bucket-target.js';
import { resolveTarget } from '../publish/s3/resolve-target.js';
import type { SecretStore } from '../secrets/secret-store.js';
import { Listeners } from '../settings/listeners.js';
import type { SettingsStore } from '../settings/stores.js';
import { checkDestination, fold, isAt } from './check-destination.js';
import { DestinationKeys, keyHint } from './destination-keys.js';
import { placeOf, publicUrlOf, transientId } from './destination-place.js';
import type { DestinationStore } from './destination-store.js';
import { DestinationTable, type DestinationRow } from './destination-table.js';

export interface DestinationStoreDependencies {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly settings: SettingsStore;
  readonly redactor: Pick<Redactor, 'redactValue'>;
  readonly logger: Logger;
  /** What the command line says about where to publish. */
  readonly run?: Pick<EngineOptions, 'destination' | 'destinationId'>;
  /** Hears that the stored keys cannot be opened (`secrets.locked`): nothing can be published until that is mended. */
  readonly onLocked?: (error: AppError) => void;
  /** Viewers read a destination elsewhere from now on. Comes before that is stored: a kill between the two costs a look. */
  readonly onNewPublicUrl?: (id: string) => void;
  readonly now?: () => number;
}

/** Destinations in SQLite, their keys in the secret store. `open` comes first. */
export class SqliteDestinationStore implements DestinationStore {
  readonly #table: DestinationTable;
  readonly #keys: DestinationKeys;
  readonly #settings: SettingsStore;
  readonly #logger: Logger;
  readonly #run: Pick<EngineOptions, 'destination' | 'destinationId'>;
  readonly #onLocked: (error: AppError) => void;
  readonly #onNewPublicUrl: (id: string) => void;
  readonly #now: () => number;
  readonly #listeners: Listeners<readonly Destination[]>;
  #rows: DestinationRow[] = [];
  readonly #withKeys = new Set<string>();
  /** A configuration from the command line for a place that is saved as well: holds for this run. */
  readonly #configOfRun = new Map<string, DestinationConfig>();
  /** Where this run publishes, whatever the setting says; null: as the setting says. */
  #choice: { readonly id: string | null } | null = null;

  constructor(dependencies: DestinationStoreDependencies) {
    this.#table = new DestinationTable(dependencies.database);
    this.#keys = new DestinationKeys(dependencies);
    this.#settings = dependencies.settings;
    this.#logger = dependencies.logger.child({ component: 'destinations' });
    this.#run = dependencies.run ?? {};
    this.#onLocked = dependencies.onLocked ?? (() => undefined);
    this.#onNewPublicUrl = dependencies.onNewPublicUrl ?? (() => undefined);
    this.#now = dependencies.now ?? Date.now;
    this.#listeners = new Listeners(this.#logger);
  }

  /**
   * Reads what is saved and takes in what the command line says. Keys that cannot be opened are told to `onLocked` and
   * count as missing. Throws `destination.not-found` or `destination.invalid` for what the command line names.
   */
  async open(): Promise<void> {
    const { rows, unreadable } = this.#table.read();
    if (unreadable.length > 0) this.#logger.warn({ ids: unreadable }, 'Destinations that cannot be read were left out');
    this.#rows = rows;
    await this.#lookForKeys();
    if (this.#run.destination !== undefined) this.#takeIn(this.#run.destination);
    else if (this.#run.destinationId !== undefined) this.#choice = { id: this.#idOf(this.#run.destinationId) };
  }

  list(): Destination[] {
    const { defaultId } = this;
    return this.#rows.map((row) => ({
      id: row.id,
      config: row.config,
      isDefault: row.id === defaultId,
      hasCredentials: this.#withKeys.has(row.id),
      keyHint: this.#withKeys.has(row.id) ? row.keyHint : null,
      isTransient: row.isTransient,
    }));
  }

  get defaultId(): string | null {
    const id = this.#choice === null ? this.#settings.get().publish.destinationId : this.#choice.id;
    return this.#rows.some((row) => row.id === id) ? id : null;
  }

  async target(id: string): Promise<BucketTarget> {
    const row = this.get(id);
    const credentials = await this.#keys.get(id);
    if (credentials === null) {
      throw new AppError('destination.no-credentials', `Expected keys of destination ${id}, got none`, {
        details: { name: row.config.name },
      });
    }
    return resolveTarget(this.#configOfRun.get(id) ?? row.config, credentials);
  }

  draftTarget(config: DestinationConfig, credentials: BucketCredentials): BucketTarget {
    this.#keys.hide(credentials);
    return resolveTarget(config, credentials);
  }

  onChange(listener: (list: readonly Destination[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** One destination as it is stored. Throws `destination.not-found`. */
  get(id: string): DestinationRow {
    const row = this.#rows.find((candidate) => candidate.id === id);
    if (row === undefined) throw notFound(id, this.#rows);
    return row;
  }

  /** The stored keys, for a test with another configuration. Throws `secrets.locked`. */
  keys(id: string): Promise<BucketCredentials | null> {
    return this.#keys.get(id);
  }

  /**
   * Saves a new destination (`id` null) or changes one; answers its id. `credentials` null: those that are there stay. One
   * from a command line at the same place becomes the saved one, and its backlog with it. Throws `destination.invalid`,
   * `destination.not-found`, `secrets.locked`, `disk.full`, `archive.write-failed`.
   */
  async save(id: string | null, config: DestinationConfig, credentials: BucketCredentials | null): Promise<string> {
    const before = id === null ? null : this.get(id);
    const others = this.#rows.filter((row) => row.id !== id && !row.isTransient);
    const checked = checkDestination(config, others);
    const place = placeOf(checked);
    const row = before ?? this.#rows.find((candidate) => candidate.isTransient && isAt(candidate, place)) ?? null;
    const target = row?.id ?? randomUUID();
    const isFirstSave = row === null || row.isTransient;
    // what a command line brought is stored now
    const keys = credentials ?? (isFirstSave ? await this.#keys.get(target) : null);
    if (keys === null && isFirstSave) {
      throw new AppError('destination.invalid', 'Expected the keys of a new destination, got none', {
        details: { field: 'credentials', why: 'its keys are missing' },
      });
    }
    if (keys !== null) await this.#keys.set(target, keys);
    const hint = keys === null ? (row?.keyHint ?? null) : keyHint(keys);
    this.#write({ id: target, config: checked, keyHint: hint, isTransient: false });
    if (keys !== null) this.#withKeys.add(target);
    this.#configOfRun.delete(target);
    this.#tell();
    return target;
  }

  /**
   * Removes a destination and its keys. `alongside` forgets what else is stored about it, in one transaction with it; what it
   * throws keeps the destination. Throws `destination.not-found`.
   */
  async remove(id: string, alongside: () => void = () => undefined): Promise<void> {
    this.get(id);
    this.#table.remove(id, alongside);
    // at once: nothing may begin there while the keys go
    this.#drop(id);
    if (this.#choice?.id === id) this.#choice = null;
    if (this.#settings.get().publish.destinationId === id) this.#settings.setDestination(null);
    await this.#keys.delete(id).catch((error: unknown) => {
      // Nobody can open them, so they need not be in the way.
      this.#logger.warn({ err: toAppError(error), destinationId: id }, 'The keys of a destination were left behind');
    });
    this.#tell();
  }

  /** Where broadcasts go from now on; ends what the command line said. Throws `destination.not-found`. */
  setDefault(id: string | null): void {
    const isTransient = id !== null && this.get(id).isTransient;
    // One from a command line has no keys in the next run: it is the choice of this one only.
    this.#choice = isTransient ? { id } : null;
    if (!isTransient) this.#settings.setDestination(id);
    this.#tell();
  }

  /** Forgets destinations of earlier command lines that have nothing on its way any more. */
  prune(isInUse: (id: string) => boolean): void {
    const gone = this.#rows.filter(({ id, isTransient }) => isTransient && !this.#withKeys.has(id) && !isInUse(id));
    for (const { id } of gone) this.#forget(id);
    if (gone.length > 0) this.#tell();
  }

  #takeIn({ config, credentials }: NonNullable<EngineOptions['destination']>): void {
    const place = placeOf(config);
    const saved = this.#rows.find((row) => !row.isTransient && isAt(row, place));
    const id = saved?.id ?? transientId(place);
    if (saved === undefined) this.#write({ id, config, keyHint: keyHint(credentials), isTransient: true });
    else this.#configOfRun.set(id, config);
    this.#keys.hold(id, credentials);
    this.#withKeys.add(id);
    this.#choice = { id };
  }

  async #lookForKeys(): Promise<void> {
    let locked: unknown = null;
    for (const { id } of this.#rows) {
      try {
        if ((await this.#keys.get(id)) !== null) this.#withKeys.add(id);
      } catch (error) {
        locked ??= error;
      }
    }
    if (locked === null) return;
    this.#logger.warn({ err: locked }, 'Keys of destinations cannot be opened');
    this.#onLocked(toAppError(locked));
  }

  /** The id of what `--to` names. */
  #idOf(asked: string): string | null {
    if (asked === 'this-computer') return null;
    const found =
      this.#rows.find((row) => row.id === asked) ??
      this.#rows.find((row) => !row.isTransient && fold(row.config.name) === fold(asked));
    if (found === undefined) throw notFound(asked, this.#rows);
    return found.id;
  }

  #write(row: DestinationRow): void {
    const before = this.#rows.find(({ id }) => id === row.id);
    if (before !== undefined && publicUrlOf(before.config) !== publicUrlOf(row.config)) this.#onNewPublicUrl(row.id);
    this.#table.write(row, this.#now());
    const index = this.#rows.findIndex(({ id }) => id === row.id);
    this.#rows = index < 0 ? [...this.#rows, row] : this.#rows.with(index, row);
  }

  #forget(id: string): void {
    this.#table.remove(id);
    this.#drop(id);
  }

  #drop(id: string): void {
    this.#rows = this.#rows.filter((row) => row.id !== id);
    this.#withKeys.delete(id);
    this.#configOfRun.delete(id);
  }

  #tell(): void {
    this.#listeners.tell(this.list());
  }
}

function notFound(name: string, rows: readonly DestinationRow[]): AppError {
  const saved = rows.filter((row) => !row.isTransient).map((row) => `"${row.config.name}"`);
  return new AppError('destination.not-found', `Expected a known destination, got ${name}`, {
    details: { name, known: saved.length === 0 ? null : saved.join(', ') },
  });
}
