import type { SafeStorage } from 'electron';
import type { Vault } from './keychain.js';

/** Electron's newer calls, which do not hold the app up while the system asks; older ones have not got them. */
const asyncCalls = [
  'isAsyncEncryptionAvailable',
  'encryptStringAsync',
  'decryptStringAsync',
] satisfies (keyof SafeStorage)[];
const hasAsync = (storage: SafeStorage): boolean =>
  asyncCalls.every((name) => typeof Reflect.get(storage, name) === 'function');

/**
 * Whether what is encrypted is protected. `basic_text` is none: there Chromium encrypts with a password that everybody knows. On Linux
 * it is asked for first, for a desktop without a keychain may still say that it encrypts.
 */
const protects = (storage: SafeStorage): boolean =>
  process.platform !== 'linux' || !['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend());

/** The system's keychain, as Electron's `safeStorage` gives it once the app is ready. */
export function systemVault(storage: SafeStorage): Vault {
  if (hasAsync(storage)) {
    return {
      isAvailable: async () => protects(storage) && (await storage.isAsyncEncryptionAvailable()),
      encrypt: (text) => storage.encryptStringAsync(text),
      decrypt: async (sealed) => {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(sealed);
        return { text: result, wantsNewSeal: shouldReEncrypt };
      },
    };
  }
  return {
    isAvailable: () => Promise.resolve(protects(storage) && storage.isEncryptionAvailable()),
    encrypt: (text) => Promise.resolve(storage.encryptString(text)),
    decrypt: async (sealed) => ({ text: storage.decryptString(sealed), wantsNewSeal: false }),
  };
}
