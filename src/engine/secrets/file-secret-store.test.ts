import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Logger } from '../log/logger.js';
import { FileSecretStore } from './file-secret-store.js';
import type { KeychainKey } from './master-key.js';
import { seal, unseal } from './sealed-box.js';

let dataDir = '';
const warnings: object[] = [];
const logger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (fields) => warnings.push(fields),
  error: () => undefined,
  child: () => logger,
};
beforeEach(() => {
  warnings.length = 0;
  dataDir = mkdtempSync(join(tmpdir(), 'headwater-secrets-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const store = (passphrase: string | null = null, keychain?: KeychainKey) =>
  new FileSecretStore({ dataDir, passphrase, keychain, logger });
const file = (name = 'secrets.json') => join(dataDir, name);
const locked = (why: string): unknown =>
  expect.objectContaining({ code: 'secrets.locked', details: { why, reason: null } });
const mode = (name: string) => statSync(file(name)).mode & 0o777;

describe('FileSecretStore', () => {
  it.each([null, 'a passphrase: ünï'])('keeps, replaces and forgets secrets (passphrase %s)', async (passphrase) => {
    const first = store(passphrase);
    expect(await first.get('a')).toBeNull();
    await first.delete('a');
    expect(readdirSync(dataDir)).toEqual([]);
    await Promise.all([first.set('a', 'hush'), first.set('b', 'quiet'), first.set('a', 'still')]);
    const next = store(passphrase);
    expect([await next.get('a'), await next.get('b')]).toEqual(['still', 'quiet']);
    await next.delete('a');
    expect([await first.get('a'), await first.get('b')]).toEqual([null, 'quiet']);
    expect(readdirSync(dataDir)).toEqual(passphrase === null ? ['secret.key', 'secrets.json'] : ['secrets.json']);
    for (const name of readdirSync(dataDir)) {
      if (process.platform !== 'win32') expect(mode(name)).toBe(0o600);
      expect(readFileSync(file(name), 'utf8')).not.toMatch(/hush|quiet|still|passphrase/);
    }
  });

  it('stays locked without the right key, and overwrites nothing then', async () => {
    await store('right').set('a', 'hush');
    const before = readFileSync(file());
    await expect(store('wrong').get('a')).rejects.toEqual(locked('wrong-key'));
    await expect(store('wrong').set('b', 'x')).rejects.toEqual(locked('wrong-key'));
    await expect(store().get('a')).rejects.toEqual(locked('no-passphrase'));
    await expect(store().set('b', 'x')).rejects.toEqual(locked('no-passphrase'));
    expect(readFileSync(file())).toEqual(before);
    expect(await store('right').get('a')).toBe('hush');
    await store('wrong').delete('a');
    expect(await store('right').get('a')).toBeNull();
  });

  it('says what is wrong with the key file, and opens again when it is put right', async () => {
    await store().set('a', 'hush');
    const key = readFileSync(file('secret.key'));
    writeFileSync(file('secret.key'), 'c2hvcnQ=');
    await expect(store().get('a')).rejects.toEqual(locked('key-file-damaged'));
    rmSync(file('secret.key'));
    await expect(store().get('a')).rejects.toEqual(locked('no-key-file'));
    writeFileSync(file('secret.key'), key);
    expect(await store().get('a')).toBe('hush');
  });

  it.each<[what: string, spoil: () => void, aside: RegExp[]]>([
    ['the key file is gone', () => rmSync(file('secret.key')), [/^secrets\.json\.lost-/]],
    [
      'the key file is damaged',
      () => writeFileSync(file('secret.key'), 'x'),
      [/^secret\.key\.lost-/, /^secrets\.json\.lost-/],
    ],
    ['the secrets are damaged', () => writeFileSync(file(), '{'), [/^secrets\.json\.lost-/]],
  ])('takes secrets anew when %s, and keeps the old file', async (_what, spoil, aside) => {
    await store().set('a', 'hush');
    spoil();
    const spoilt = readFileSync(file());
    await store().set('b', 'entered again');
    expect([await store().get('a'), await store().get('b')]).toEqual([null, 'entered again']);
    const lost = readdirSync(dataDir).filter((name) => name.includes('.lost-'));
    expect(lost).toEqual(aside.map((pattern) => expect.stringMatching(pattern) as unknown));
    expect(readFileSync(file(lost.at(-1)))).toEqual(spoilt);
  });

  it('goes over to a passphrase with the first write under it, and drops the key file', async () => {
    await store().set('a', 'hush');
    expect(await store('new').get('a')).toBe('hush');
    await store('new').set('b', 'quiet');
    expect(existsSync(file('secret.key'))).toBe(false);
    expect([await store('new').get('a'), await store('new').get('b')]).toEqual(['hush', 'quiet']);
    await expect(store().get('a')).rejects.toEqual(locked('no-passphrase'));
  });

  it('goes over to the keychain and back, and drops the key file only when all opens without it', async () => {
    const kept = { is: 'open', key: randomBytes(32), isWanted: true } as const;
    await store().set('a', 'hush');
    await store().set('b', 'quiet');
    await store(null, kept).settle();
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
    expect([await store(null, kept).get('a'), await store(null, kept).get('b')]).toEqual(['hush', 'quiet']);
    // headless, and with a keychain that refuses or has forgotten: locked, and nothing is lost or written over
    const before = readFileSync(file());
    await expect(store().get('a')).rejects.toEqual(locked('no-keychain'));
    await expect(store().set('c', 'x')).rejects.toEqual(locked('no-keychain'));
    await expect(store(null, { is: 'refused' }).set('c', 'x')).rejects.toEqual(locked('keychain-refused'));
    await expect(store(null, { is: 'refused' }).settle()).rejects.toEqual(locked('keychain-refused'));
    await expect(store(null, { ...kept, key: randomBytes(32) }).set('c', 'x')).rejects.toEqual(locked('wrong-key'));
    expect(readFileSync(file())).toEqual(before);

    await store(null, { ...kept, isWanted: false }).settle();
    expect(readdirSync(dataDir)).toEqual(['secret.key', 'secrets.json']);
    expect([await store().get('a'), await store().get('b')]).toEqual(['hush', 'quiet']);
  });

  it('keeps the key file while anything does not open under the new key', async () => {
    const kept = { is: 'open', key: randomBytes(32), isWanted: true } as const;
    await store().set('a', 'hush');
    await store().set('b', 'quiet');
    const key = readFileSync(file('secret.key'));
    await store(null, kept).settle();
    // as a crash between the two leaves it: the key file goes at the next start
    writeFileSync(file('secret.key'), key, { mode: 0o600 });
    await store(null, kept).settle();
    expect(existsSync(file('secret.key'))).toBe(false);
    // one that was spoilt may have been put back from a copy of before: its key file stays
    writeFileSync(file('secret.key'), key, { mode: 0o600 });
    const spoilt = readFileSync(file(), 'utf8').replace(/("name": "b"[^}]*"data": ")[^"]*/, '$1AAAA');
    writeFileSync(file(), spoilt);
    await expect(store(null, kept).settle()).rejects.toEqual(locked('damaged'));
    expect(readFileSync(file('secret.key'))).toEqual(key);
  });

  it('a passphrase comes before the keychain, which starts what is new', async () => {
    const kept = { is: 'open', key: randomBytes(32), isWanted: true } as const;
    await store(null, kept).set('a', 'hush');
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
    await store('phrase', kept).settle();
    expect(await store('phrase').get('a')).toBe('hush');
    await expect(store(null, kept).get('a')).rejects.toEqual(locked('no-passphrase'));
  });

  it('finds out that a secret was moved to another name, cut or changed', async () => {
    await store().set('a', 'hush');
    await store().set('b', 'quiet');
    const schema = z.looseObject({ secrets: z.array(z.looseObject({ name: z.string(), data: z.string() })) });
    const content = schema.parse(JSON.parse(readFileSync(file(), 'utf8')));
    const [a, b] = content.secrets;
    const write = (secrets: unknown) => writeFileSync(file(), JSON.stringify({ ...content, secrets }));
    write([{ ...b, name: 'a' }]);
    await expect(store().get('a')).rejects.toEqual(locked('damaged'));
    write([{ ...a, data: 'AAAA' }]);
    await expect(store().get('a')).rejects.toEqual(locked('damaged'));
    await store().set('a', 'entered again');
    expect(await store().get('a')).toBe('entered again');
    for (const text of ['', '{"version":1}', 'null', JSON.stringify({ ...content, version: 2 })]) {
      writeFileSync(file(), text);
      await expect(store().get('a')).rejects.toMatchObject({ code: 'secrets.locked', details: { why: 'damaged' } });
      await expect(store().delete('a')).rejects.toMatchObject({ code: 'secrets.locked' });
      expect(readFileSync(file(), 'utf8')).toBe(text);
    }
  });

  // Windows has no modes of files
  it.skipIf(process.platform === 'win32')('closes files that others could read', async () => {
    await store().set('a', 'hush');
    for (const name of ['secrets.json', 'secret.key']) chmodSync(file(name), 0o644);
    expect(await store().get('a')).toBe('hush');
    expect([mode('secrets.json'), mode('secret.key')]).toEqual([0o600, 0o600]);
    expect(warnings).toEqual([{ file: file('secrets.json') }, { file: file('secret.key') }]);
  });

  it('writes over what a killed writer left behind, as a private file', async () => {
    writeFileSync(file('secrets.json.tmp'), 'half', { mode: 0o644 });
    await store().set('a', 'hush');
    expect(readdirSync(dataDir)).toEqual(['secret.key', 'secrets.json']);
    if (process.platform !== 'win32') expect(mode('secrets.json')).toBe(0o600);
  });
});

it('opens what it sealed, under the same key and name alone', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(
      key,
      key,
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      (one, two, name, other, text) => {
        const sealed = seal(one, name, text);
        expect(unseal(one, name, sealed)).toBe(text);
        if (!one.equals(two)) expect(unseal(two, name, sealed)).toBeNull();
        if (name !== other) expect(unseal(one, other, sealed)).toBeNull();
      },
    ),
  );
});
