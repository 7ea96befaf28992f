import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Relay, RelayConfig, RelayKeys, RelayKeysPatch } from '../../shared/relays.js';
import { AppError, toAppError } from '../../shared/errors.js';
import type { Database } from '../database/database.js';
import type { RelayOfRun } from '../engine-api.js';
import type { Logger } from '../log/logger.js';
import { Listeners } from '../settings/listeners.js';
import { checkRelay, foldName } from './check-relay.js';
import { relayKeyMissing } from './relay-assignment.js';
import { noRelayKeys, patchedKeys, relayKeyHint, RelayKeyStore, type RelayKeyStoreDependencies } from './relay-keys.js';
import { RelayTable, type RelayRow } from './relay-table.js';

export interface RelayStoreDependencies extends RelayKeyStoreDependencies {
  readonly database: Database;
  readonly logger: Logger;
  /** What the command line says about who is taken along. Undefined: as each relay says. */
  readonly run?: readonly RelayOfRun[] | undefined;
  /** Hears that the stored keys cannot be opened (`secrets.locked`). */
  readonly onLocked?: (error: AppError) => void;
}

/** What the studio shows of keys. */
type KeyFacts = Pick<Relay, 'hasKey' | 'keyHint' | 'hasBackupKey' | 'hasPassphrase'>;

/** Relays in SQLite, their keys in the secret store. `open` comes first. */
export class SqliteRelayStore {
  readonly #table: RelayTable;
  readonly #keys: RelayKeyStore;
  readonly #logger: Logger;
  readonly #run: readonly RelayOfRun[] | undefined;
  readonly #onLocked: (error: AppError) => void;
  readonly #listeners: Listeners<readonly Relay[]>;
  #saved: RelayRow[] = [];
  /** From the command line: behind those that are saved, and gone with the run. */
  #transient: RelayRow[] = [];
  readonly #facts = new Map<string, KeyFacts>();
  /** Whom this run takes along, whatever is saved; null: as each relay says. */
  #chosen: ReadonlySet<string> | null = null;

  constructor(dependencies: RelayStoreDependencies) {
    this.#table = new RelayTable(dependencies.database);
    this.#keys = new RelayKeyStore(dependencies);
    this.#logger = dependencies.logger.child({ component: 'relays' });
    this.#run = dependencies.run;
    this.#onLocked = dependencies.onLocked ?? (() => undefined);
    this.#listeners = new Listeners(this.#logger);
  }

  /**
   * Reads what is saved and takes in what the command line says. Keys that cannot be opened are told to `onLocked` and
   * count as missing. Throws `relay.not-found` or `relay.invalid` for what the command line names.
   */
  async open(): Promise<void> {
    const { rows, unreadable } = this.#table.read();
    if (unreadable.length > 0) this.#logger.warn({ ids: unreadable }, 'Relays that cannot be read were left out');
    this.#saved = rows;
    await this.#lookForKeys();
    if (this.#run !== undefined) this.#chosen = new Set(this.#run.map((choice) => this.#takeIn(choice)));
  }

  list(): Relay[] {
    return [...this.#saved, ...this.#transient].map((row) => ({
      ...row,
      ...(this.#facts.get(row.id) ?? factsOf(row.config, noRelayKeys)),
      isTransient: this.#transient.includes(row),
    }));
  }

  /** One relay as it is stored. Throws `relay.not-found`. */
  get(id: string): RelayRow {
    const row = [...this.#saved, ...this.#transient].find((candidate) => candidate.id === id);
    if (row === undefined) throw relayNotFound(id, this.#saved);
    return row;
  }

  /** Whom the next broadcast takes along, in the creator's order. */
  enabledIds(): string[] {
    const isTaken = ({ id, config }: RelayRow) => (this.#chosen === null ? config.isEnabled : this.#chosen.has(id));
    return [...this.#saved, ...this.#transient].filter(isTaken).map(({ id }) => id);
  }

  /** What is stored of its keys. Throws `secrets.locked`. */
  keys(id: string): Promise<RelayKeys> {
    return this.#keys.get(id);
  }

  /** Keys that are not saved: they never show in a log either. */
  hide(keys: RelayKeysPatch): void {
    this.#keys.hide(keys);
  }

  /** Called with the new list after each change. */
  onChange(listener: (list: readonly Relay[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Saves a new relay (`id` null) at the end of the list, or changes one; answers its id. One from the command line is a
   * saved one then. No relay is saved without the key that it needs; one whose key was lost may still be changed and put
   * aside, not switched on. Throws `relay.invalid`, `relay.no-key`, `relay.not-found`, `secrets.locked`, `disk.full`,
   * `archive.write-failed`; nothing has changed then.
   */
  async save(id: string | null, config: RelayConfig, patch: RelayKeysPatch): Promise<string> {
    this.#keys.hide(patch);
    const before = id === null ? null : this.get(id);
    const target = before?.id ?? randomUUID();
    const stored = before === null ? noRelayKeys : await this.#storedKeys(target, patch);
    const keys = patchedKeys(stored ?? noRelayKeys, patch);
    const checked = checkRelay(
      config,
      keys,
      this.#saved.filter((row) => row.id !== target),
    );
    const isKeyless = checked.keys.key === null && checked.config.service !== 'srt';
    if (isKeyless && !hasLostKey(before, checked.config, patch)) throw relayKeyMissing(target, checked.config.name);
    const row = { id: target, config: checked.config };
    const wasTransient = before !== null && this.#transient.includes(before);
    // one from the command line has them in memory alone
    const isNew = before === null || wasTransient || !isDeepStrictEqual(stored, checked.keys);
    if (stored !== null && isNew) await this.#keys.set(target, checked.keys);
    const index = this.#saved.findIndex((each) => each.id === target);
    const saved = index < 0 ? [...this.#saved, row] : this.#saved.with(index, row);
    try {
      this.#table.write(saved);
    } catch (error) {
      if (stored !== null && isNew) await this.#takeBackKeys(target, stored, { wasSaved: index >= 0, wasTransient });
      throw error;
    }
    if (stored !== null) this.#facts.set(target, factsOf(row.config, checked.keys));
    this.#saved = saved;
    this.#transient = this.#transient.filter((each) => each.id !== target);
    this.#listeners.tell(this.list());
    return target;
  }

  /** Removes a relay and its keys. Throws `relay.not-found`, `disk.full`, `archive.write-failed`. */
  async remove(id: string): Promise<void> {
    this.get(id);
    this.#table.remove(id);
    await this.#keys.delete(id).catch((error: unknown) => {
      // Nobody can open them, so they need not be in the way.
      this.#logger.warn({ err: toAppError(error), relayId: id }, 'The keys of a relay were left behind');
    });
    this.#saved = this.#saved.filter((row) => row.id !== id);
    this.#transient = this.#transient.filter((row) => row.id !== id);
    this.#facts.delete(id);
    this.#listeners.tell(this.list());
  }

  /** Puts those that are named first, in that order. Throws `relay.not-found`, `disk.full`, `archive.write-failed`. */
  order(ids: readonly string[]): void {
    const named = [...new Set(ids)].map((id) => this.get(id));
    const rest = this.#saved.filter((row) => !named.includes(row));
    const saved = [...named.filter((row) => !this.#transient.includes(row)), ...rest];
    this.#table.write(saved);
    this.#saved = saved;
    this.#listeners.tell(this.list());
  }

  /** Null: they cannot be opened, and nothing is said about them either. Throws `secrets.locked`. */
  async #storedKeys(id: string, patch: RelayKeysPatch): Promise<RelayKeys | null> {
    try {
      return await this.#keys.get(id);
    } catch (error) {
      if (Object.keys(patch).length === 0) return null;
      throw error;
    }
  }

  /** The relay was not saved, so its keys are what they were. */
  async #takeBackKeys(
    id: string,
    keys: RelayKeys,
    { wasSaved, wasTransient }: { readonly wasSaved: boolean; readonly wasTransient: boolean },
  ): Promise<void> {
    try {
      await (wasSaved ? this.#keys.set(id, keys) : this.#keys.delete(id));
    } catch (error) {
      this.#logger.warn({ err: error, relayId: id }, 'The keys of a relay that was not saved stay behind');
    }
    if (wasTransient) this.#keys.hold(id, keys);
  }

  #takeIn(choice: RelayOfRun): string {
    if (choice.kind === 'saved') {
      const name = foldName(choice.name);
      const found = this.#saved.find((row) => row.id === choice.name || foldName(row.config.name) === name);
      if (found === undefined) throw relayNotFound(choice.name, this.#saved);
      return found.id;
    }
    const checked = checkRelay(choice.config, choice.keys, []);
    const id = `cli-${randomUUID()}`;
    this.#transient = [...this.#transient, { id, config: checked.config }];
    this.#keys.hold(id, checked.keys);
    this.#facts.set(id, factsOf(checked.config, checked.keys));
    return id;
  }

  async #lookForKeys(): Promise<void> {
    let locked: unknown = null;
    for (const { id, config } of this.#saved) {
      try {
        this.#facts.set(id, factsOf(config, await this.#keys.get(id)));
      } catch (error) {
        locked ??= error;
      }
    }
    if (locked === null) return;
    this.#logger.warn({ err: locked }, 'Keys of relays cannot be opened');
    this.#onLocked(toAppError(locked));
  }
}

/** The error for a relay that is not there, with the names of those that are. */
export function relayNotFound(name: string, rows: readonly RelayRow[]): AppError {
  const known = rows.map(({ config }) => `"${config.name}"`).join(', ');
  return new AppError('relay.not-found', 'Expected a known relay, got another name', {
    details: { name: name.slice(0, 60), known: known === '' ? null : known },
  });
}

/** It is saved without its key already (those who hold the keys lost it): this change neither takes it away nor needs it. */
function hasLostKey(before: RelayRow | null, after: RelayConfig, patch: RelayKeysPatch): boolean {
  if (before === null || patch.key !== undefined || before.config.service !== after.service) return false;
  return before.config.isEnabled || !after.isEnabled;
}

function factsOf({ service }: RelayConfig, keys: RelayKeys): KeyFacts {
  return {
    hasKey: keys.key !== null || service === 'srt',
    keyHint: relayKeyHint(keys),
    hasBackupKey: keys.backupKey !== null,
    hasPassphrase: keys.passphrase !== null,
  };
}
