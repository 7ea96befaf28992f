import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { relaySchema, type RelayConfig, type RelayKeysPatch } from '../../shared/relays.js';
import type { AppError } from '../../shared/errors.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import type { RelayOfRun } from '../engine-api.js';
import type { Logger } from '../log/logger.js';
import { Redactor } from '../log/redactor.js';
import { FileSecretStore } from '../secrets/file-secret-store.js';
import { noRelayKeys, relayKeyHint } from './relay-keys.js';
import { SqliteRelayStore } from './sqlite-relay-store.js';

const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};
const key = 'live_523846_hushHUSHhush';
const config = (more: Partial<RelayConfig> = {}): RelayConfig => ({
  name: 'My Twitch',
  service: 'twitch',
  url: 'rtmp://live-fra.twitch.tv/app',
  backupUrl: null,
  isEnabled: true,
  feed: 'auto',
  whileSourceIsGone: 'hold',
  ...more,
});
const custom = (name: string, more: Partial<RelayConfig> = {}) =>
  config({ name, service: 'rtmp', url: `rtmp://${name}.example/app`, ...more });

let dataDir = '';
let database: Database;
let redactor: Redactor;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'headwater-relays-'));
  database = openDatabase(join(dataDir, 'headwater.sqlite'));
  redactor = new Redactor();
});
afterEach(() => {
  database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A store as a new run of the engine opens it. */
async function open(run?: readonly RelayOfRun[], passphrase: string | null = null) {
  const locked: AppError[] = [];
  const store = new SqliteRelayStore({
    database,
    secrets: new FileSecretStore({ dataDir, passphrase, logger: quiet }),
    redactor,
    logger: quiet,
    run,
    onLocked: (error) => locked.push(error),
  });
  await store.open();
  return { store, locked };
}
/** From now on the table of relays takes nothing more, as on a full disk. */
function fillUp(full: Database): void {
  full.exec('PRAGMA max_page_count = 1');
  try {
    for (let row = 0; ; row += 1) {
      full.run("INSERT INTO relays (id, position, config) VALUES (:id, 99, 'unreadable')", { id: `fill-${row}` });
    }
  } catch {
    // now it is
  }
}
const why = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'saved',
    (error: AppError) => `${error.code} ${String(error.details['field'])}`,
  );

describe('saving', () => {
  it('finds a relay and its keys again, and shows no more of them than a hint', async () => {
    const first = await open();
    const id = await first.store.save(null, config(), {
      key: `${key}?bandwidthtest=true`,
      backupKey: 'other-hush-key',
    });
    const { store } = await open();
    expect(store.list()).toEqual([
      {
        id,
        config: config(),
        hasKey: true,
        keyHint: 'hush',
        hasBackupKey: true,
        hasPassphrase: false,
        isTransient: false,
      },
    ]);
    expect(relaySchema.array().parse(store.list())).toEqual(store.list());
    expect(await store.keys(id)).toEqual({
      key: `${key}?bandwidthtest=true`,
      backupKey: 'other-hush-key',
      passphrase: null,
    });
  });

  it('keeps keys out of the database, the list and the log', async () => {
    const { store } = await open();
    await store.save(null, config(), { key: `${key}?bandwidthtest=true`, backupKey: null });
    database.run('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const file of readdirSync(dataDir)) expect(readFileSync(join(dataDir, file)).includes(key)).toBe(false);
    expect(JSON.stringify(store.list())).not.toContain(key);
    // with what stands behind its "?", or without: as a service may say it back
    expect(redactor.redact(`refused ${key}?bandwidthtest=true and "${key}"`)).not.toContain('hushHUSH');
  });

  it('leaves keys that are not mentioned, takes away those that are null, and changes one by one', async () => {
    const { store } = await open();
    const id = await store.save(null, config(), { key, backupKey: 'backup-hush' });
    await store.save(id, config({ name: 'Renamed' }), {});
    expect(await store.keys(id)).toMatchObject({ key, backupKey: 'backup-hush' });
    await store.save(id, config({ name: 'Renamed' }), { backupKey: null });
    expect(await store.keys(id)).toMatchObject({ key, backupKey: null });
    expect(store.list()[0]).toMatchObject({ config: { name: 'Renamed' }, hasBackupKey: false, keyHint: 'hush' });
  });

  it.each<[string, Partial<RelayConfig>, RelayKeysPatch]>([
    ['relay.no-key key', {}, {}],
    ['relay.no-key key', {}, { key: null }],
    ['relay.invalid key', {}, { key: 'with space' }],
    ['relay.invalid key', {}, { key: 'line\nbreak' }],
    ['relay.invalid url', { url: 'https://www.twitch.tv/me' }, { key }],
    ['relay.invalid url', { url: `rtmp://live-fra.twitch.tv/app/${key}` }, { key }],
    ['relay.invalid url', { service: 'rtmp', url: `rtmp://live.example/app/${key}` }, { key }],
    ['relay.invalid url', { service: 'srt' }, {}],
    ['relay.invalid url', { service: 'facebook', url: 'rtmp://live-api-s.facebook.com/rtmp' }, { key }],
    ['relay.invalid backupUrl', { backupUrl: 'srt://live.example:9000' }, { key }],
    [
      'relay.invalid backupUrl',
      { service: 'rtmp', url: 'rtmp://a.example/app', backupUrl: 'rtmp://b.example/app/room' },
      { key },
    ],
    ['relay.invalid url', { service: 'rtmp', url: 'rtmp://a.example/app/live_99_abcdefgh' }, { key }],
    ['relay.invalid passphrase', {}, { key, passphrase: 'long enough' }],
    ['relay.invalid name', { name: 'none' }, { key }],
    ['relay.invalid name', { name: 'rtmp://x' }, { key }],
    ['relay.invalid name', { name: 'two\nlines' }, { key }],
    ['relay.invalid name', { name: ' MY  twitch '.replace('  ', ' ') }, { key }],
  ])('refuses with %s: %j', async (expected, more, keys) => {
    const { store } = await open();
    await store.save(null, config(), { key });
    const refused = why(store.save(null, config({ name: 'Another', ...more }), keys));
    expect(await refused).toBe(expected);
    expect(store.list()).toHaveLength(1);
  });

  it('never makes a relay keyless; one whose key was lost may be changed and put aside, not switched on', async () => {
    const { store } = await open();
    const srt = await store.save(null, custom('srt', { service: 'srt', url: 'srt://live.example:9000' }), {});
    expect(await why(store.save(srt, custom('srt'), {}))).toBe('relay.no-key key');
    const id = await store.save(null, config(), { key });
    expect(await why(store.save(id, config(), { key: null }))).toBe('relay.no-key key');
    expect(await store.keys(id)).toMatchObject({ key });

    rmSync(join(dataDir, 'secrets.json'));
    const { store: bereft } = await open();
    await bereft.save(id, config({ name: 'Renamed' }), {});
    expect(bereft.list()).toMatchObject([{ id: srt }, { id, hasKey: false, config: { name: 'Renamed' } }]);
    await bereft.save(id, config({ isEnabled: false }), {});
    expect(await why(bereft.save(id, config({ isEnabled: true }), {}))).toBe('relay.no-key key');
    expect(await why(bereft.save(id, config({ service: 'kick', url: 'rtmps://a.example/app' }), {}))).toMatch(/no-key/);
    await bereft.save(id, config(), { key });
    expect(bereft.list()[1]).toMatchObject({ hasKey: true, config: { isEnabled: true } });
  });

  it('says that the disk is full, and changes nothing then: neither the list nor the keys', async () => {
    const { store } = await open([{ kind: 'url', config: custom('cli'), keys: { ...noRelayKeys, key: 'of-the-run' } }]);
    const id = await store.save(null, config(), { key });
    const other = await store.save(null, custom('b'), { key });
    const before = store.list();
    fillUp(database);
    const wide = custom('wide', { url: `rtmp://wide.example/${'a'.repeat(400)}` });
    for (const work of [
      () => store.save(null, wide, { key: 'new-key' }),
      () => store.save(id, { ...wide, name: 'Renamed' }, { key: 'other-key' }),
      () => store.save(before[2]?.id ?? '', wide, {}),
    ]) {
      expect(await why(work())).toBe('disk.full undefined');
      expect(store.list()).toEqual(before);
    }
    expect(await store.keys(id)).toMatchObject({ key });
    expect(await store.keys(before[2]?.id ?? '')).toMatchObject({ key: 'of-the-run' });
    database.exec('PRAGMA max_page_count = 100000');
    const { store: next } = await open();
    expect(next.list().map((relay) => relay.id)).toEqual([id, other]);
    expect(await next.keys(id)).toMatchObject({ key });
  });

  it('says what is wrong without repeating what was entered', async () => {
    const { store } = await open();
    const error: unknown = await store
      .save(null, config({ url: `rtmp://${key}@live.example/app` }), { key: `${key} ` + key })
      .catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error) + String(error)).not.toContain(key);
  });

  it('needs no key for SRT', async () => {
    const { store } = await open();
    const srt = custom('srt', { service: 'srt', url: 'srt://live.example:9000' });
    await store.save(null, srt, { passphrase: 'long enough' });
    expect(store.list()[0]).toMatchObject({ hasKey: true, keyHint: null, hasPassphrase: true });
  });
});

describe('the list', () => {
  it('keeps the order that it is given, whatever that names', async () => {
    const { store } = await open();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) ids.push(await store.save(null, custom(name), { key: `key-of-${name}` }));
    const some = fc.shuffledSubarray(ids);
    fc.assert(
      fc.property(some, (named) => {
        const rest = store.list().filter(({ id }) => !named.includes(id));
        store.order(named);
        expect(store.list().map(({ id }) => id)).toEqual([...named, ...rest.map(({ id }) => id)]);
      }),
    );
    const order = store.list();
    expect((await open()).store.list()).toEqual(order);
    expect(() => store.order(['nobody'])).toThrow(/known relay/);
  });

  it('forgets a relay with its keys', async () => {
    const { store } = await open();
    const id = await store.save(null, config(), { key });
    await store.remove(id);
    expect(store.list()).toEqual([]);
    expect((await store.keys(id)).key).toBeNull();
    expect((await open()).store.list()).toEqual([]);
    await expect(store.remove(id)).rejects.toMatchObject({ code: 'relay.not-found' });
  });

  it('shows relays whose keys cannot be opened as without, and lets them be renamed and removed', async () => {
    const id = await (await open(undefined, 'a passphrase')).store.save(null, config(), { key });
    const { store, locked } = await open(undefined, 'another one');
    expect(locked).toMatchObject([{ code: 'secrets.locked' }]);
    expect(store.list()).toMatchObject([{ hasKey: false, keyHint: null }]);
    await store.save(id, config({ name: 'Renamed' }), {});
    expect(await why(store.save(id, config(), { key }))).toMatch(/secrets.locked/);
    await store.remove(id);
    expect(store.list()).toEqual([]);
  });
});

describe('a run', () => {
  it('takes along who is enabled, or whom the command line names', async () => {
    const { store } = await open();
    const on = await store.save(null, custom('on'), { key });
    const off = await store.save(null, custom('off', { isEnabled: false }), { key });
    expect(store.enabledIds()).toEqual([on]);
    expect((await open([])).store.enabledIds()).toEqual([]);
    expect((await open([{ kind: 'saved', name: ' OFF ' }])).store.enabledIds()).toEqual([off]);
    await expect(open([{ kind: 'saved', name: 'gone' }])).rejects.toMatchObject({
      code: 'relay.not-found',
      details: { name: 'gone', known: '"on", "off"' },
    });
  });

  it('forgets a relay of its command line, unless that is saved', async () => {
    const choice: RelayOfRun = { kind: 'url', config: custom('cli'), keys: { key, backupKey: null, passphrase: null } };
    const { store } = await open([choice, choice]);
    const [first, second] = store.list();
    expect(store.list()).toMatchObject([{ isTransient: true, hasKey: true }, { isTransient: true }]);
    expect(first?.id).not.toBe(second?.id);
    expect(JSON.stringify(store.list())).not.toContain(key);
    expect(redactor.redact(key)).not.toContain(key);
    expect((await open()).store.list()).toEqual([]);
    await store.save(first?.id ?? '', custom('kept'), {});
    expect((await open()).store.list()).toMatchObject([{ id: first?.id, hasKey: true, isTransient: false }]);
  });
});

it('hints at no more than a quarter of a key, and at most four characters', () => {
  const text = fc.stringMatching(/^[a-z0-9]{1,40}$/);
  fc.assert(
    fc.property(text, (secret) => {
      const hint = relayKeyHint({ key: secret, backupKey: null, passphrase: null }) ?? '';
      expect(hint.length).toBeLessThanOrEqual(Math.min(4, secret.length / 4));
      expect(secret.endsWith(hint)).toBe(true);
    }),
  );
});
