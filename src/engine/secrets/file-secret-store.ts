import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../log/logger.js';
import { keySourceSchema, MasterKey, type KeychainKey, type KeySource } from './master-key.js';
import { moveAside, readPrivateFile, writePrivateFile, type PrivateText } from './private-file.js';
import { seal, sealedSchema, unseal, type Sealed } from './sealed-box.js';
import type { SecretStore } from './secret-store.js';
import { isLost, secretsLocked } from './secrets-locked.js';

const contentSchema = z.object({
  version: z.literal(1),
  key: keySourceSchema,
  /** A known text: tells a wrong key from a damaged secret. */
  check: sealedSchema,
  secrets: z.array(sealedSchema.extend({ name: z.string() })),
});

/** The file's content; the secrets still sealed, by name. */
interface Content {
  readonly key: KeySource;
  readonly check: Sealed;
  readonly secrets: ReadonlyMap<string, Sealed>;
}

/** Names of secrets never begin so. */
const checkName = '$check';
const checkText = 'headwater';

export interface FileSecretStoreDependencies {
  /** Holds `secrets.json` and, without a passphrase, `secret.key`. */
  readonly dataDir: string;
  /** HEADWATER_SECRET_KEY; null or empty: a generated key file. */
  readonly passphrase: string | null;
  /** Comes after the passphrase, and before a key file. Undefined: there is none. */
  readonly keychain?: KeychainKey | undefined;
  readonly logger: Logger;
}

/**
 * Secrets in one file of mode 0600, each encrypted by itself and bound to its name. The file is read anew each time, so
 * that one mended by hand counts at once; writes are queued, durable and all or nothing. Nothing that cannot be decrypted
 * is ever overwritten: where its key is lost for good, a secret that is entered anew goes into a new file, and the old one
 * is kept aside (`secrets.json.lost-<time>`). Throws `secrets.locked`, `disk.full`, `archive.write-failed`.
 */
export class FileSecretStore implements SecretStore {
  readonly #file: string;
  readonly #master: MasterKey;
  readonly #logger: Logger;
  readonly #onLoose: (file: string) => void;
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ dataDir, passphrase, keychain, logger }: FileSecretStoreDependencies) {
    this.#file = join(dataDir, 'secrets.json');
    this.#logger = logger;
    this.#onLoose = (file) => logger.warn({ file }, 'Others could read this file; it has been closed to them');
    this.#master = new MasterKey({
      file: join(dataDir, 'secret.key'),
      passphrase: passphrase === '' ? null : passphrase,
      keychain: keychain ?? { is: 'none' },
      onLoose: this.#onLoose,
    });
  }

  get(name: string): Promise<string | null> {
    return this.#inTurn(async () => {
      const content = await this.#read();
      const sealed = content?.secrets.get(name);
      if (content === null || sealed === undefined) return null;
      return open(await this.#keyOf(content), name, sealed);
    });
  }

  set(name: string, secret: string): Promise<void> {
    return this.#inTurn(async () => {
      const content = await this.#readOrStartOver();
      const source = await this.#master.choose(content?.key ?? null);
      const key = await this.#master.open(source);
      const secrets = content === null ? new Map<string, Sealed>() : await this.#under(source, key, content);
      secrets.set(name, seal(key, name, secret));
      await this.#write({ key: source, check: seal(key, checkName, checkText), secrets });
      if (source.from !== 'file') await this.#dropKeyFile();
    });
  }

  /**
   * Goes over to the key that is to be used from now on: the keychain's, the passphrase's or that of a file. What cannot be opened
   * stays as it is, and so does the key file until everything was opened without it. Throws `secrets.locked`, `disk.full`,
   * `archive.write-failed`.
   */
  settle(): Promise<void> {
    return this.#inTurn(async () => {
      const content = await this.#read();
      if (content === null) return;
      const source = await this.#master.choose(content.key);
      if (source.from !== content.key.from) {
        const key = await this.#master.open(source);
        const secrets = await this.#under(source, key, content);
        await this.#write({ key: source, check: seal(key, checkName, checkText), secrets });
        this.#logger.info({ from: content.key.from, to: source.from }, 'Secrets are under another key now');
      }
      if (source.from !== 'file') await this.#dropKeyFile();
    });
  }

  delete(name: string): Promise<void> {
    return this.#inTurn(async () => {
      const content = await this.#read();
      if (content?.secrets.has(name) !== true) return;
      const secrets = new Map(content.secrets);
      secrets.delete(name);
      await this.#write({ ...content, secrets });
    });
  }

  /** Removes the key file once what is stored was read back, and opened without it. */
  async #dropKeyFile(): Promise<void> {
    const content = await this.#read();
    if (content === null || content.key.from === 'file') return;
    const key = await this.#keyOf(content);
    for (const [name, sealed] of content.secrets) open(key, name, sealed);
    await this.#master.dropFile();
  }

  /** The secrets under `key`: as they are, or decrypted and encrypted anew when they are under another. */
  async #under(source: KeySource, key: Buffer, content: Content): Promise<Map<string, Sealed>> {
    const old = await this.#keyOf(content);
    if (source.from === content.key.from) return new Map(content.secrets);
    return new Map([...content.secrets].map(([name, sealed]) => [name, seal(key, name, open(old, name, sealed))]));
  }

  /** What is there and can be opened; null when there is nothing, or nothing that any key could open again. */
  async #readOrStartOver(): Promise<Content | null> {
    try {
      const content = await this.#read();
      if (content === null) await this.#master.check();
      else await this.#keyOf(content);
      return content;
    } catch (error) {
      if (!isLost(error)) throw error;
      const suffix = `.lost-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`;
      await this.#master.moveAside(suffix);
      await moveAside(this.#file, suffix);
      this.#logger.warn({ err: error, suffix }, 'Secrets that nothing can open have been put aside');
      return null;
    }
  }

  async #keyOf(content: Content): Promise<Buffer> {
    const key = await this.#master.open(content.key);
    if (unseal(key, checkName, content.check) !== checkText) throw secretsLocked('wrong-key');
    return key;
  }

  async #read(): Promise<Content | null> {
    let found: PrivateText | null;
    try {
      found = await readPrivateFile(this.#file);
    } catch (error) {
      throw secretsLocked('unreadable', error);
    }
    if (found === null) return null;
    if (found.wasLoose) this.#onLoose(this.#file);
    return parse(found.text);
  }

  async #write({ key, check, secrets }: Content): Promise<void> {
    const content: z.infer<typeof contentSchema> = {
      version: 1,
      key,
      check,
      secrets: [...secrets].map(([name, sealed]) => ({ name, ...sealed })),
    };
    await writePrivateFile(this.#file, `${JSON.stringify(content, null, 2)}\n`);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined); // told to whoever asked for it
    return turn;
  }
}

function parse(text: string): Content {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw secretsLocked('damaged', error);
  }
  const parsed = contentSchema.safeParse(json);
  if (!parsed.success) throw secretsLocked('damaged', parsed.error);
  const { key, check, secrets } = parsed.data;
  return { key, check, secrets: new Map(secrets.map(({ name, ...sealed }) => [name, sealed])) };
}

function open(key: Buffer, name: string, sealed: Sealed): string {
  const text = unseal(key, name, sealed);
  if (text === null) throw secretsLocked('damaged');
  return text;
}
