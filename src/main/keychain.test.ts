import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keychainKey, type Vault } from './keychain.js';

let folder = '';
const log = vi.fn();
const file = () => join(folder, 'desktop', 'secret.key.sealed');
beforeEach(() => {
  log.mockClear();
  folder = mkdtempSync(join(tmpdir(), 'headwater-keychain-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A keychain of its own, that can be taken away. */
function vaultOf({ isAvailable = true, spoils = false, wantsNewSeal = (): boolean => false } = {}): Vault {
  const secret = randomBytes(32);
  return {
    isAvailable: () => Promise.resolve(isAvailable),
    encrypt: (text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      const data = Buffer.concat([cipher.update(spoils ? `${text}x` : text, 'utf8'), cipher.final()]);
      return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), data]));
    },
    decrypt: async (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      const text = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
      return Promise.resolve({ text, wantsNewSeal: wantsNewSeal() });
    },
  };
}
const ask = (vault: Vault, isWanted = true) => keychainKey({ file: file(), vault, isWanted, log });

test('makes one key, keeps it sealed for its owner alone, and gives the same ever after', async () => {
  const vault = vaultOf();
  const first = await ask(vault);
  if (first.is !== 'open') throw new Error('Expected a key');
  expect(Buffer.from(first.key, 'base64')).toHaveLength(32);
  expect(await ask(vault)).toEqual(first);
  expect(readdirSync(join(folder, 'desktop'))).toEqual(['secret.key.sealed']);
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(readFileSync(file()).includes(first.key)).toBe(false);
  // back to a key file: the engine needs the key for that
  expect(await ask(vault, false)).toEqual({ ...first, isWanted: false });
});

test('without a keychain there is none, and nothing is written', async () => {
  expect(await ask(vaultOf({ isAvailable: false }))).toEqual({ is: 'none' });
  expect(await ask(vaultOf(), false)).toEqual({ is: 'none' });
  expect(readdirSync(folder)).toEqual([]);
});

test('a keychain that is away, or another one, refuses; what it kept stays', async () => {
  const vault = vaultOf();
  const kept = await ask(vault);
  const before = readFileSync(file());
  expect(await ask(vaultOf({ isAvailable: false }))).toEqual({ is: 'refused' });
  expect(await ask(vaultOf())).toEqual({ is: 'refused' });
  expect(log).toHaveBeenCalledOnce();
  expect(readFileSync(file())).toEqual(before);
  expect(await ask(vault)).toEqual(kept);
  writeFileSync(file(), await vault.encrypt('no key'));
  expect(await ask(vault)).toEqual({ is: 'refused' });
});

test('a key that does not come back as it was is not given out', async () => {
  expect(await ask(vaultOf({ spoils: true }))).toEqual({ is: 'none' });
  expect(readdirSync(join(folder, 'desktop'))).toEqual([]);
});

test('a keychain with a newer key has the same key sealed anew, once', async () => {
  let isOld = false;
  const vault = vaultOf({ wantsNewSeal: () => isOld });
  const kept = await ask(vault);
  const before = readFileSync(file());
  isOld = true;
  const encrypt = vi.spyOn(vault, 'encrypt').mockImplementationOnce((text) => {
    isOld = false;
    return vault.encrypt(text);
  });
  expect(await ask(vault)).toEqual(kept);
  const after = readFileSync(file());
  expect(after).not.toEqual(before);
  encrypt.mockClear();
  expect(await ask(vault)).toEqual(kept);
  expect(encrypt).not.toHaveBeenCalled();
  expect(readFileSync(file())).toEqual(after);
  expect(readdirSync(join(folder, 'desktop'))).toEqual(['secret.key.sealed']);
});

test('a new seal that cannot be opened, or made, leaves the old one', async () => {
  const vault = vaultOf({ wantsNewSeal: () => true });
  const kept = await ask(vault);
  const before = readFileSync(file());
  const encrypt = vi.spyOn(vault, 'encrypt').mockResolvedValueOnce(randomBytes(60));
  expect(await ask(vault)).toEqual(kept);
  encrypt.mockRejectedValueOnce(new Error('locked'));
  expect(await ask(vault)).toEqual(kept);
  expect(log).toHaveBeenCalledTimes(2);
  expect(readFileSync(file())).toEqual(before);
  expect(readdirSync(join(folder, 'desktop'))).toEqual(['secret.key.sealed']);
});
