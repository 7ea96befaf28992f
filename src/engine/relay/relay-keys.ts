import { relayKeysSchema, type RelayKeys, type RelayKeysPatch } from '../../shared/relays.js';
import type { Redactor } from '../log/redactor.js';
import type { SecretStore } from '../secrets/secret-store.js';

export interface RelayKeyStoreDependencies {
  readonly secrets: SecretStore;
  readonly redactor: Pick<Redactor, 'redactValue'>;
}

export const noRelayKeys: RelayKeys = { key: null, backupKey: null, passphrase: null };

/** The keys of relays: in the secret store under `relay:<id>`, or in memory alone for those of a command line. */
export class RelayKeyStore {
  readonly #secrets: SecretStore;
  readonly #redactor: Pick<Redactor, 'redactValue'>;
  readonly #inMemory = new Map<string, RelayKeys>();

  constructor({ secrets, redactor }: RelayKeyStoreDependencies) {
    this.#secrets = secrets;
    this.#redactor = redactor;
  }

  /** What there is of them. Throws `secrets.locked`. */
  async get(id: string): Promise<RelayKeys> {
    const held = this.#inMemory.get(id);
    if (held !== undefined) return held;
    const text = await this.#secrets.get(nameOf(id));
    const parsed = relayKeysSchema.safeParse(parseJson(text));
    if (!parsed.success) return noRelayKeys;
    this.hide(parsed.data);
    return parsed.data;
  }

  /** Stores keys. Throws `secrets.locked`, `disk.full`, `archive.write-failed`. */
  async set(id: string, keys: RelayKeys): Promise<void> {
    this.hide(keys);
    await this.#secrets.set(nameOf(id), JSON.stringify(keys));
    this.#inMemory.delete(id);
  }

  /** Keeps keys for this run, in memory alone. */
  hold(id: string, keys: RelayKeys): void {
    this.hide(keys);
    this.#inMemory.set(id, keys);
  }

  async delete(id: string): Promise<void> {
    this.#inMemory.delete(id);
    await this.#secrets.delete(nameOf(id));
  }

  /** From now on these never show in a log, a key with what stands behind its "?" or without. */
  hide(keys: RelayKeysPatch): void {
    for (const secret of [keys.key, keys.backupKey, keys.passphrase]) {
      if (secret === null || secret === undefined) continue;
      this.#redactor.redactValue(secret);
      this.#redactor.redactValue(bare(secret));
    }
  }
}

/** The keys with what a change says of them. */
export function patchedKeys(keys: RelayKeys, patch: RelayKeysPatch): RelayKeys {
  return {
    key: patch.key === undefined ? keys.key : patch.key,
    backupKey: patch.backupKey === undefined ? keys.backupKey : patch.backupKey,
    passphrase: patch.passphrase === undefined ? keys.passphrase : patch.passphrase,
  };
}

/** The key's last characters, at most four and never more than a quarter of it; null for keys too short for one. */
export function relayKeyHint({ key }: RelayKeys): string | null {
  if (key === null) return null;
  const text = bare(key);
  const shown = Math.min(4, Math.floor(text.length / 4));
  return shown === 0 ? null : text.slice(-shown);
}

/** Without the query that some services take behind a key (`?bandwidthtest=true`). */
function bare(key: string): string {
  return key.split('?')[0] ?? key;
}

function nameOf(id: string): string {
  return `relay:${id}`;
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null; // as good as none: they are entered again
  }
}
