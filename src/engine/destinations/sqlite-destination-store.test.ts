import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BucketCredentials, Destination, DestinationConfig } from '../../shared/destinations.js';
import type { AppError } from '../../shared/errors.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import type { EngineOptions } from '../engine-api.js';
import type { Logger } from '../log/logger.js';
import { Redactor } from '../log/redactor.js';
import { FileSecretStore } from '../secrets/file-secret-store.js';
import { SqliteSettingsStore } from '../settings/sqlite-settings-store.js';
import { placeOf, transientId } from './destination-place.js';
import { SqliteDestinationStore } from './sqlite-destination-store.js';

const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};
const bucket = (more: Partial<DestinationConfig> = {}): DestinationConfig => ({
  name: 'Main',
  provider: 'generic',
  endpoint: 'http://127.0.0.1:9000',
  region: null,
  bucket: 'shows',
  prefix: 'tea',
  publicUrl: null,
  pathStyle: null,
  ...more,
});
const keys = (id = 'AKIAIOSFODNN7EXAMPLE'): BucketCredentials => ({
  accessKeyId: id,
  secretAccessKey: `hush-hush-${id}`,
  sessionToken: null,
});

let dataDir = '';
let database: Database;
let redactor: Redactor;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'headwater-destinations-'));
  database = openDatabase(join(dataDir, 'headwater.sqlite'));
  redactor = new Redactor();
});
afterEach(() => {
  database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A store as a new run of the engine opens it. */
async function open(
  run: Pick<EngineOptions, 'destination' | 'destinationId'> = {},
  passphrase: string | null = null,
): Promise<{ store: SqliteDestinationStore; locked: AppError[]; heard: (readonly Destination[])[]; moved: string[] }> {
  const locked: AppError[] = [];
  const moved: string[] = [];
  const store = new SqliteDestinationStore({
    database,
    secrets: new FileSecretStore({ dataDir, passphrase, logger: quiet }),
    settings: new SqliteSettingsStore({ database, logger: quiet }),
    redactor,
    logger: quiet,
    run,
    onLocked: (error) => locked.push(error),
    onNewPublicUrl: (id) => moved.push(id),
  });
  await store.open();
  const heard: (readonly Destination[])[] = [];
  store.onChange((list) => heard.push(list));
  return { store, locked, heard, moved };
}
const invalid = (field: string): unknown =>
  expect.objectContaining({ code: 'destination.invalid', details: expect.objectContaining({ field }) as unknown });

describe('saved destinations', () => {
  it('are found again with their keys, which are nowhere in the database', async () => {
    const { store, heard } = await open();
    const id = await store.save(null, bucket(), keys());
    const shown = {
      id,
      config: bucket(),
      isDefault: false,
      hasCredentials: true,
      keyHint: 'AKIAIOSF',
      isTransient: false,
    };
    expect(heard).toEqual([[shown]]);
    const { store: next } = await open();
    expect(next.list()).toEqual([shown]);
    expect(await next.target(id)).toMatchObject({ endpoint: 'http://127.0.0.1:9000', credentials: keys() });
    expect(redactor.redact(`it is ${keys().secretAccessKey}!`)).toBe('it is [redacted]!');
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const file of ['headwater.sqlite', 'secrets.json']) {
      expect(readFileSync(join(dataDir, file), 'latin1')).not.toContain('hush-hush');
    }
  });

  it('tell when viewers read them elsewhere, however that came', async () => {
    const { store, moved } = await open();
    const id = await store.save(null, bucket(), keys());
    await store.save(id, bucket({ name: 'Renamed', pathStyle: true }), keys('another-key'));
    // what the provider's form says anyway
    await store.save(id, bucket({ publicUrl: 'http://127.0.0.1:9000/shows' }), null);
    expect(moved).toEqual([]);
    await store.save(id, bucket({ publicUrl: 'https://watch.example' }), null);
    expect(moved).toEqual([id]);
    await store.save(id, bucket({ publicUrl: 'https://watch.example' }), null);
    await store.save(id, bucket(), null);
    expect(moved).toEqual([id, id]);
  });

  it('from a command line tell it as well', async () => {
    const config = bucket({ name: 's3://shows/tea' });
    const { store } = await open({ destination: { config, credentials: keys() } });
    const [of] = store.list();
    const other = { ...config, publicUrl: 'https://watch.example' };
    expect((await open({ destination: { config: other, credentials: keys() } })).moved).toEqual([of?.id]);
    // saved in the studio: the same place, read elsewhere again
    const saved = await open();
    await saved.store.save(null, bucket(), keys());
    expect(saved.moved).toEqual([of?.id]);
  });

  it('are changed, with or without new keys', async () => {
    const { store } = await open();
    const id = await store.save(null, bucket(), keys());
    expect(await store.save(id, bucket({ name: 'main', prefix: 'coffee' }), null)).toBe(id);
    expect((await store.target(id)).credentials).toEqual(keys());
    await store.save(id, bucket({ prefix: 'coffee' }), keys('another-key'));
    const { store: next } = await open();
    expect(next.list()).toMatchObject([{ id, config: { name: 'Main', prefix: 'coffee' }, keyHint: 'anoth' }]);
    expect((await next.target(id)).credentials).toEqual(keys('another-key'));
  });

  it('are refused with the name or the place of another, without keys, or without what their provider needs', async () => {
    const { store } = await open();
    const id = await store.save(null, bucket(), keys());
    const other = { name: 'Other', prefix: 'coffee' };
    await expect(store.save(null, bucket({ ...other, name: ' MAIN' }), keys())).rejects.toEqual(invalid('name'));
    await expect(store.save(null, bucket({ ...other, name: 'This-Computer' }), keys())).rejects.toEqual(
      invalid('name'),
    );
    await expect(store.save(null, bucket({ ...other, name: 's3://x' }), keys())).rejects.toEqual(invalid('name'));
    await expect(
      store.save(null, bucket({ name: 'Other', endpoint: 'https://127.0.0.1:9000/' }), keys()),
    ).rejects.toEqual(invalid('bucket'));
    await expect(store.save(null, bucket(other), null)).rejects.toEqual(invalid('credentials'));
    await expect(store.save(null, bucket({ ...other, endpoint: null }), keys())).rejects.toEqual(invalid('endpoint'));
    await expect(store.save(id, bucket({ prefix: '../x' }), null)).rejects.toEqual(invalid('prefix'));
    await expect(store.save('nobody', bucket(other), keys())).rejects.toMatchObject({ code: 'destination.not-found' });
    expect(store.list()).toHaveLength(1);
  });

  it('go with their keys, and the default with them', async () => {
    const { store } = await open();
    const id = await store.save(null, bucket(), keys());
    store.setDefault(id);
    expect(store.list()[0]?.isDefault).toBe(true);
    expect((await open()).store.defaultId).toBe(id);
    await store.remove(id);
    expect(store.defaultId).toBeNull();
    expect((await open()).store.list()).toEqual([]);
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).not.toContain(id);
    await expect(store.target(id)).rejects.toMatchObject({ code: 'destination.not-found' });
    expect(() => store.setDefault(id)).toThrow(expect.objectContaining({ code: 'destination.not-found' }));
  });

  it('show that their keys are locked, and can still be removed', async () => {
    const { store } = await open({}, 'right');
    const id = await store.save(null, bucket(), keys());
    const { store: next, locked } = await open({}, 'wrong');
    expect(locked).toEqual([expect.objectContaining({ code: 'secrets.locked' })]);
    expect(next.list()).toMatchObject([{ id, hasCredentials: false, keyHint: null }]);
    await expect(next.target(id)).rejects.toMatchObject({ code: 'secrets.locked' });
    await next.remove(id);
    expect((await open({}, 'right')).store.list()).toEqual([]);
  });
});

describe('the command line', () => {
  it('picks a saved destination, by name or id, for this run alone', async () => {
    const { store } = await open();
    const main = await store.save(null, bucket(), keys());
    const spare = await store.save(null, bucket({ name: 'Spare', prefix: '' }), keys());
    store.setDefault(main);
    expect((await open({ destinationId: 'spare' })).store.defaultId).toBe(spare);
    expect((await open({ destinationId: spare })).store.defaultId).toBe(spare);
    expect((await open({ destinationId: 'this-computer' })).store.defaultId).toBeNull();
    expect((await open()).store.defaultId).toBe(main);
    await expect(open({ destinationId: 'Nobody' })).rejects.toMatchObject({
      code: 'destination.not-found',
      details: { name: 'Nobody', known: '"Main", "Spare"' },
    });
    const { store: chosen } = await open({ destinationId: 'this-computer' });
    chosen.setDefault(spare);
    expect([chosen.defaultId, (await open()).store.defaultId]).toEqual([spare, spare]);
  });

  it('brings a bucket of its own: the same id in each run, its keys nowhere on disk', async () => {
    const destination = { config: bucket({ name: 's3://shows/tea' }), credentials: keys() };
    const { store } = await open({ destination });
    const id = store.defaultId ?? '';
    expect(store.list()).toMatchObject([{ id, isTransient: true, isDefault: true, hasCredentials: true }]);
    expect((await store.target(id)).credentials).toEqual(keys());
    expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false);
    const { store: without } = await open();
    expect(without.defaultId).toBeNull();
    expect(without.list()).toMatchObject([{ id, hasCredentials: false }]);
    await expect(without.target(id)).rejects.toMatchObject({ code: 'destination.no-credentials' });
    const { store: again } = await open({ destination: { ...destination, credentials: keys('other') } });
    expect(again.defaultId).toBe(id);
    again.prune(() => false);
    without.prune((used) => used === id);
    expect((await open()).store.list()).toHaveLength(1);
    without.prune(() => false);
    expect((await open()).store.list()).toEqual([]);
  });

  it('means the saved destination where that is the same place', async () => {
    const { store } = await open();
    const id = await store.save(null, bucket(), keys());
    const config = bucket({ name: 's3://shows/tea', publicUrl: 'https://cdn.example' });
    const { store: run } = await open({ destination: { config, credentials: keys('of-this-run') } });
    expect(run.defaultId).toBe(id);
    expect(run.list()).toMatchObject([{ config: { name: 'Main', publicUrl: null }, isTransient: false }]);
    expect(await run.target(id)).toMatchObject({ publicUrl: 'https://cdn.example', credentials: keys('of-this-run') });
    expect(await (await open()).store.target(id)).toMatchObject({ credentials: keys() });
  });

  it('has its bucket saved: the id stays, and the keys are stored', async () => {
    const { store } = await open({ destination: { config: bucket({ name: 's3://shows/tea' }), credentials: keys() } });
    const id = store.defaultId;
    expect(await store.save(null, bucket(), null)).toBe(id);
    const { store: next } = await open();
    expect(next.list()).toMatchObject([{ id, config: { name: 'Main' }, isTransient: false, hasCredentials: true }]);
    expect((await next.target(id ?? '')).credentials).toEqual(keys());
  });
});

it('gives one id to one place, whatever its name, region or public address', () => {
  const config = fc.record({
    name: fc.constantFrom('a', 'b'),
    endpoint: fc.constantFrom('http://127.0.0.1:9000', 'https://127.0.0.1:9000', 'http://127.0.0.1:9001'),
    bucket: fc.constantFrom('one', 'two'),
    prefix: fc.constantFrom('', 'x', 'x/y', 'ü'),
    region: fc.constantFrom(null, 'eu-west-1'),
    publicUrl: fc.constantFrom(null, 'https://cdn.example'),
  });
  const where = ({ endpoint, bucket: name, prefix }: DestinationConfig) =>
    [endpoint?.replace(/^https?/, ''), name, prefix].join('|');
  fc.assert(
    fc.property(config, config, (one, two) => {
      const [a, b] = [bucket(one), bucket(two)];
      expect(transientId(placeOf(a)) === transientId(placeOf(b))).toBe(where(a) === where(b));
    }),
  );
});
