import { bucketCredentialsSchema, type BucketCredentials } from '../../shared/destinations.js';
import type { Redactor } from '../log/redactor.js';
import type { SecretStore } from '../secrets/secret-store.js';

/** Key ids of real providers are longer; shorter ones are words that a log is full of (`minioadmin`). */
const shortestHiddenKeyId = 16;

export interface DestinationKeysDependencies {
  readonly secrets: SecretStore;
  readonly redactor: Pick<Redactor, 'redactValue'>;
}

/** The keys of destinations: in the secret store, or in memory alone for those of a command line. */
export class DestinationKeys {
  readonly #secrets: SecretStore;
  readonly #redactor: Pick<Redactor, 'redactValue'>;
  readonly #inMemory = new Map<string, BucketCredentials>();

  constructor({ secrets, redactor }: DestinationKeysDependencies) {
    this.#secrets = secrets;
    this.#redactor = redactor;
  }

  /** Null when there are none. Throws `secrets.locked`. */
  async get(id: string): Promise<BucketCredentials | null> {
    const held = this.#inMemory.get(id);
    if (held !== undefined) return held;
    const text = await this.#secrets.get(nameOf(id));
    if (text === null) return null;
    const parsed = bucketCredentialsSchema.safeParse(parseJson(text));
    if (!parsed.success) return null;
    this.hide(parsed.data);
    return parsed.data;
  }

  /** Stores keys, in place of those held in memory. Throws `secrets.locked`, `disk.full`, `archive.write-failed`. */
  async set(id: string, credentials: BucketCredentials): Promise<void> {
    this.hide(credentials);
    await this.#secrets.set(nameOf(id), JSON.stringify(credentials));
    this.#inMemory.delete(id);
  }

  /** Keeps keys for this run, in memory alone. */
  hold(id: string, credentials: BucketCredentials): void {
    this.hide(credentials);
    this.#inMemory.set(id, credentials);
  }

  async delete(id: string): Promise<void> {
    this.#inMemory.delete(id);
    await this.#secrets.delete(nameOf(id));
  }

  /** From now on these never show in a log. */
  hide({ accessKeyId, secretAccessKey, sessionToken }: BucketCredentials): void {
    this.#redactor.redactValue(secretAccessKey);
    if (sessionToken !== null) this.#redactor.redactValue(sessionToken);
    if (accessKeyId.length >= shortestHiddenKeyId) this.#redactor.redactValue(accessKeyId);
  }
}

/** The first characters of a key id, never more than half of it: for people to tell keys apart. */
export function keyHint({ accessKeyId }: BucketCredentials): string {
  return accessKeyId.slice(0, Math.min(8, Math.floor(accessKeyId.length / 2)));
}

function nameOf(id: string): string {
  return `destination:${id}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // as good as none: they are entered again
  }
}
