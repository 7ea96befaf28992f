import { safeStorage } from 'electron';
import type { Vault } from './keychain.js';

/** Electron's newer calls, which do not hold the app up while the system asks; older ones have not got them. */
type AsyncCalls = Pick<typeof safeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>;
const hasAsync = (): boolean =>
  (['isAsyncEncryptionAvailable', 'encryptStringAsync', 'decryptStringAsync'] satisfies (keyof AsyncCalls)[]).every(
    (name) => typeof Reflect.get(safeStorage, name) === 'function',
  );

/**
 * What keeps the key on Linux; null elsewhere. `basic_text` is none: there Chromium encrypts with a password that everybody knows. It
 * is asked for first, for a desktop without a keychain may still say that it encrypts.
 */
export function storageBackend(): string | null {
  return process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
}

const protects = (): boolean => !['basic_text', 'unknown'].includes(storageBackend() ?? '');

/** The system's keychain, once the app is ready. */
export function systemVault(): Vault {
  if (hasAsync()) {
    return {
      isAvailable: async () => protects() && (await safeStorage.isAsyncEncryptionAvailable()),
      encrypt: (text) => safeStorage.encryptStringAsync(text),
      decrypt: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
    };
  }
  return {
    isAvailable: () => Promise.resolve(protects() && safeStorage.isEncryptionAvailable()),
    encrypt: (text) => Promise.resolve(safeStorage.encryptString(text)),
    decrypt: (sealed) => Promise.resolve(sealed).then((one) => safeStorage.decryptString(one)),
  };
}
