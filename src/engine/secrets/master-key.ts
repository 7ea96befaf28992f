import { randomBytes, scrypt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { moveAside, readPrivateFile, writePrivateFile, type PrivateText } from './private-file.js';
import { secretsLocked } from './secrets-locked.js';

/** Where the key of a secrets file comes from; stands in that file. */
export const keySourceSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('environment'), salt: z.string().min(1) }),
  z.object({ from: z.literal('file') }),
  /** Of the desktop's system, by way of the app (src/main/keychain.ts). */
  z.object({ from: z.literal('keychain') }),
]);
export type KeySource = z.infer<typeof keySourceSchema>;

const keyBytes = 32;
/** RFC 7914; 32 MB and about 0.1 s a try, once per run. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/**
 * The key that the system's keychain keeps. `none`: nobody keeps one (headless, or a system without). `refused`: it keeps one and does
 * not give it. `isWanted` false: what is under it goes back to the key file.
 */
export type KeychainKey =
  | { readonly is: 'none' }
  | { readonly is: 'refused' }
  | { readonly is: 'open'; readonly key: Buffer; readonly isWanted: boolean };

export interface MasterKeyDependencies {
  /** Of the generated key. */
  readonly file: string;
  /** HEADWATER_SECRET_KEY: any text. Null: a key is generated and kept in the file. */
  readonly passphrase: string | null;
  /** What the desktop app got of the system's keychain. */
  readonly keychain: KeychainKey;
  /** Hears that others could read the key file. */
  readonly onLoose: (file: string) => void;
}

/** The key that secrets are encrypted with: derived from a passphrase, or kept by the system's keychain, or generated once and kept in a file of its own. */
export class MasterKey {
  readonly #file: string;
  readonly #passphrase: string | null;
  readonly #keychain: KeychainKey;
  readonly #onLoose: (file: string) => void;
  readonly #derived = new Map<string, Promise<Buffer>>();

  constructor({ file, passphrase, keychain, onLoose }: MasterKeyDependencies) {
    this.#keychain = keychain;
    this.#file = file;
    this.#passphrase = passphrase;
    this.#onLoose = onLoose;
  }

  /** The key of a source. Throws `secrets.locked`. */
  async open(source: KeySource): Promise<Buffer> {
    if (source.from === 'environment') {
      if (this.#passphrase === null) throw secretsLocked('no-passphrase');
      return this.#derive(this.#passphrase, source.salt);
    }
    if (source.from === 'keychain') return this.#ofKeychain();
    const key = await this.#read();
    if (key === null) throw secretsLocked('no-key-file');
    return key;
  }

  /** The source to write with from now on: that of before as long as it is the right kind, else a new one. */
  async choose(before: KeySource | null): Promise<KeySource> {
    if (this.#passphrase === null) {
      // A file that was written with a passphrase stays with it: the person meant to protect it so.
      if (before?.from === 'environment') return before;
      if (this.#keychain.is === 'open') {
        if (this.#keychain.isWanted) return { from: 'keychain' };
      } else if (before !== null) return before;
      if ((await this.#read()) === null) {
        await writePrivateFile(this.#file, `${randomBytes(keyBytes).toString('base64')}\n`);
      }
      return { from: 'file' };
    }
    if (before?.from === 'environment') return before;
    return { from: 'environment', salt: randomBytes(16).toString('base64') };
  }

  /** Throws `secrets.locked` when there is a key file and it is damaged. */
  async check(): Promise<void> {
    await this.#read();
  }

  /** Puts a damaged key file aside; a sound one stays. */
  async moveAside(suffix: string): Promise<void> {
    const isSound = await this.#read().then(
      () => true,
      () => false,
    );
    if (!isSound) await moveAside(this.#file, suffix);
  }

  /** Removes the generated key, once nothing is encrypted with it any more. */
  async dropFile(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  #ofKeychain(): Buffer {
    if (this.#keychain.is === 'open') return this.#keychain.key;
    throw secretsLocked(this.#keychain.is === 'none' ? 'no-keychain' : 'keychain-refused');
  }

  #derive(passphrase: string, salt: string): Promise<Buffer> {
    const known = this.#derived.get(salt);
    if (known !== undefined) return known;
    const derived = new Promise<Buffer>((resolve, reject) => {
      scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), keyBytes, cost, (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      });
    });
    this.#derived.set(salt, derived);
    return derived;
  }

  async #read(): Promise<Buffer | null> {
    let found: PrivateText | null;
    try {
      found = await readPrivateFile(this.#file);
    } catch (error) {
      throw secretsLocked('unreadable', error);
    }
    if (found === null) return null;
    if (found.wasLoose) this.#onLoose(this.#file);
    const key = Buffer.from(found.text.trim(), 'base64');
    if (key.length !== keyBytes) throw secretsLocked('key-file-damaged');
    return key;
  }
}
