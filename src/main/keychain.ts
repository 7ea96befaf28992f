import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { KeychainKeyMessage } from '../shared/host-protocol.js';

/** What a keychain opened. */
export interface Opened {
  readonly text: string;
  /** The keychain has a newer key, or a better one, to seal it with. */
  readonly wantsNewSeal: boolean;
}

/** What encrypts with a key that the system's keychain keeps (safe-storage.ts). */
export interface Vault {
  /** False where there is no keychain, or none that protects anything. */
  isAvailable(): Promise<boolean>;
  encrypt(text: string): Promise<Buffer>;
  /** Rejects when the keychain is locked, gone, or another one. */
  decrypt(sealed: Buffer): Promise<Opened>;
}

export interface KeychainDeps {
  /** Where the key lies, encrypted: in the profile, as what the keychain keeps belongs to that. */
  readonly file: string;
  readonly vault: Vault;
  /** False: the creator wants a key file beside the secrets, as headless. */
  readonly isWanted: boolean;
  /** Hears what went wrong. */
  readonly log: (problem: unknown) => void;
}

const keyBytes = 32;
const isKey = (text: string): boolean => Buffer.from(text, 'base64').length === keyBytes;

async function readSealed(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** For its owner alone. */
async function writeSealed(file: string, sealed: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(sealed);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** All or nothing: put in place only when what is on the disk was read back and opened. */
async function keepKey({ file, vault }: KeychainDeps, key: string): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    await writeSealed(temporary, await vault.encrypt(key));
    const { text } = await vault.decrypt(await readFile(temporary));
    if (text !== key) throw new Error('Expected the key as it was kept, got another');
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A new key, kept. */
async function makeKey(deps: KeychainDeps): Promise<string> {
  const key = randomBytes(keyBytes).toString('base64');
  await keepKey(deps, key);
  return key;
}

/** The key that was kept; null for what is none. Sealed anew where the keychain says so: the old seal holds where that fails. */
async function openKey(deps: KeychainDeps, sealed: Buffer): Promise<string | null> {
  const { text, wantsNewSeal } = await deps.vault.decrypt(sealed);
  if (!isKey(text)) return null;
  if (wantsNewSeal) await keepKey(deps, text).catch(deps.log);
  return text;
}

/**
 * The key to the engine's secrets, which the system's keychain keeps. A key that was kept once is never replaced: what it opens would
 * be lost. Never rejects.
 */
export async function keychainKey(deps: KeychainDeps): Promise<KeychainKeyMessage> {
  const { file, vault, isWanted, log } = deps;
  let sealed: Buffer | null = null;
  try {
    sealed = await readSealed(file);
    if (!(await vault.isAvailable())) return { is: sealed === null ? 'none' : 'refused' };
    if (sealed !== null) {
      const key = await openKey(deps, sealed);
      return key === null ? { is: 'refused' } : { is: 'open', key, isWanted };
    }
    return isWanted ? { is: 'open', key: await makeKey(deps), isWanted } : { is: 'none' };
  } catch (error) {
    log(error);
    if (sealed !== null) return { is: 'refused' };
    // nothing is under a key that was never given out
    await rm(file, { force: true }).catch(log);
    return { is: 'none' };
  }
}
