import type { SafeStorage } from 'electron';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keychainKey } from './keychain.js';
import { systemVault } from './safe-storage.js';

let folder = '';
const log = vi.fn();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-safe-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'secret.key.sealed');
const sealedBy = () => readFileSync(file(), 'utf8').split(':')[0];
const ask = (storage: SafeStorage) => keychainKey({ file: file(), vault: systemVault(storage), isWanted: true, log });

/** Electron's newer calls, whose keychain changes its key. */
function rotating() {
  const keychain = { key: 'first' };
  const storage = {
    getSelectedStorageBackend: () => 'gnome_libsecret',
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`${keychain.key}:${text}`)),
    decryptStringAsync: (sealed: Buffer) => {
      const [key, result = ''] = sealed.toString().split(':');
      return Promise.resolve({ result, shouldReEncrypt: key !== keychain.key });
    },
  } as Partial<SafeStorage> as SafeStorage;
  return { keychain, storage };
}

test('a keychain that has changed its key has what it kept sealed with the new one', async () => {
  const { keychain, storage } = rotating();
  const kept = await ask(storage);
  expect(kept.is).toBe('open');
  expect(sealedBy()).toBe('first');
  keychain.key = 'second';
  expect(await ask(storage)).toEqual(kept);
  expect(sealedBy()).toBe('second');
  expect(log).not.toHaveBeenCalled();
});

test('the older calls keep a key as well, and a password that everybody knows keeps none', async () => {
  let backend: ReturnType<SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret';
  const storage = {
    getSelectedStorageBackend: () => backend,
    isEncryptionAvailable: () => true,
    encryptString: (text: string) => Buffer.from(`old:${text}`),
    decryptString: (sealed: Buffer) => sealed.toString().slice(4),
  } as Partial<SafeStorage> as SafeStorage;
  const kept = await ask(storage);
  expect(kept.is).toBe('open');
  expect(await ask(storage)).toEqual(kept);
  backend = 'basic_text';
  if (process.platform === 'linux') expect(await ask(storage)).toEqual({ is: 'refused' });
});
