import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BucketCredentials, Destination, DestinationConfig } from '../../shared/destinations.js';
import { AppError } from '../../shared/errors.js';
import type { StudioState } from '../../shared/studio-state.js';
import { startS3Server, type S3Fixture } from '../../../test/servers/s3-server.js';
import { systemClock } from '../clock.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import type { Logger } from '../log/logger.js';
import { Redactor } from '../log/redactor.js';
import { runDoctor } from '../publish/doctor/run-doctor.js';
import { createBucketClient } from '../publish/s3/s3-bucket-client.js';
import { FileSecretStore } from '../secrets/file-secret-store.js';
import { SqliteSettingsStore } from '../settings/sqlite-settings-store.js';
import { DestinationDesk } from './destination-desk.js';
import { SqliteDestinationStore } from './sqlite-destination-store.js';

const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};

let dataDir = '';
let database: Database;
let server: S3Fixture;
let desk: DestinationDesk;
/** What the studio would see. */
let shown: Destination[] = [];
let doctor: StudioState['doctor'] = null;
let onDoctor: (doctor: StudioState['doctor']) => void = () => undefined;
/** What is on its way there, by destination. */
const used = new Map<string, string>();
const holding = new Set<string>();

beforeEach(async () => {
  server = await startS3Server();
  dataDir = mkdtempSync(join(tmpdir(), 'headwater-desk-'));
  database = openDatabase(join(dataDir, 'headwater.sqlite'));
  used.clear();
  holding.clear();
  onDoctor = () => undefined;
  doctor = null;
  const store = new SqliteDestinationStore({
    database,
    secrets: new FileSecretStore({ dataDir, passphrase: null, logger: quiet }),
    settings: new SqliteSettingsStore({ database, logger: quiet }),
    redactor: new Redactor(),
    logger: quiet,
  });
  await store.open();
  desk = new DestinationDesk({
    store,
    published: {
      useOf: (id) => used.get(id) ?? null,
      hasObjects: (id) => holding.has(id),
      forget: (id) => {
        const why = used.get(id);
        if (why !== undefined) throw new AppError('destination.in-use', 'in use', { details: { why } });
        holding.delete(id);
      },
      forgetOrphans: () => undefined,
    },
    onDestinations: (list) => (shown = list),
    runDoctor,
    createClient: (target) => createBucketClient({ target, logger: quiet }),
    clock: systemClock,
    logger: quiet,
    onDoctor: (next) => {
      doctor = next;
      onDoctor(next);
    },
  });
  await desk.start();
});
afterEach(async () => {
  await desk.stop();
  database.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const config = (more: Partial<DestinationConfig> = {}): DestinationConfig => ({
  name: 'Main',
  provider: 'generic',
  endpoint: server.endpoint,
  region: null,
  bucket: server.bucket,
  prefix: 'tea',
  publicUrl: null,
  pathStyle: null,
  ...more,
});
const keys = (): BucketCredentials => ({
  accessKeyId: server.accessKeyId,
  secretAccessKey: server.secretAccessKey,
  sessionToken: null,
});
const test = { fix: false, create: false };
/** Resolves with the first report that is asked for. */
const report = (wanted: (doctor: NonNullable<StudioState['doctor']>) => boolean) =>
  new Promise<NonNullable<StudioState['doctor']>>((resolve) => {
    onDoctor = (next) => {
      if (next !== null && wanted(next)) resolve(next);
    };
  });
const isDone = ({ report: { status } }: NonNullable<StudioState['doctor']>) => status !== 'running';

describe('DestinationDesk', () => {
  it('saves, shows, makes default and deletes', async () => {
    expect(shown).toEqual([]);
    const id = await desk.save({ id: null, config: config(), credentials: keys() });
    await desk.setDefault(id);
    expect(shown).toMatchObject([{ id, isDefault: true, hasCredentials: true }]);
    used.set(id, 'upload');
    holding.add(id);
    await expect(desk.delete(id)).rejects.toMatchObject({ code: 'destination.in-use', details: { why: 'upload' } });
    expect(shown).toMatchObject([{ id, isDefault: true, hasCredentials: true }]);
    used.clear();
    await desk.delete(id);
    expect(shown).toEqual([]);
    expect(holding.has(id)).toBe(false);
    await expect(desk.delete(id)).rejects.toMatchObject({ code: 'destination.not-found' });
  });

  it('gives a name to one of two that want it at the same moment', async () => {
    const asked = ['a', 'b'].map((prefix) => desk.save({ id: null, config: config({ prefix }), credentials: keys() }));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(shown).toHaveLength(1);
  });

  it('keeps a destination where its broadcasts are; all else may change', async () => {
    const id = await desk.save({ id: null, config: config(), credentials: keys() });
    holding.add(id);
    for (const move of [{ prefix: 'coffee' }, { bucket: 'other' }, { endpoint: 'http://127.0.0.1:1' }]) {
      await expect(desk.save({ id, config: config(move), credentials: null })).rejects.toMatchObject({
        code: 'destination.in-use',
        details: { why: 'place' },
      });
    }
    await desk.save({ id, config: config({ name: 'Tea', publicUrl: 'https://cdn.example' }), credentials: keys() });
    holding.clear();
    await desk.save({ id, config: config({ prefix: 'coffee' }), credentials: null });
    expect(shown).toMatchObject([{ id, config: { prefix: 'coffee' } }]);
  });

  it('tests a saved bucket and a draft, with the keys that are there', async () => {
    const id = await desk.save({ id: null, config: config(), credentials: keys() });
    const found = report(isDone);
    await desk.test({ id, draft: null, ...test });
    expect(doctor).toMatchObject({ destinationId: id, report: { destinationName: 'Main', status: 'running' } });
    const done = await found;
    expect(done.report.checks.find((check) => check.id === 'put')).toMatchObject({ status: 'pass' });
    const next = report(isDone);
    await desk.test({ id, draft: { config: config({ bucket: 'nowhere' }), credentials: null }, ...test });
    expect((await next).report).toMatchObject({ status: 'fail' });
    expect(server.objects().size).toBe(0);
  });

  it('says what is missing for a test', async () => {
    const draft = { config: config(), credentials: null };
    await expect(desk.test({ id: null, draft, ...test })).rejects.toMatchObject({ code: 'destination.no-credentials' });
    await expect(desk.test({ id: null, draft: null, ...test })).rejects.toMatchObject({ code: 'destination.invalid' });
    await expect(desk.test({ id: 'x', draft: null, ...test })).rejects.toMatchObject({ code: 'destination.not-found' });
    expect(doctor).toBeNull();
  });

  it('ends a test for the next one, and leaves nothing behind', async () => {
    const id = await desk.save({ id: null, config: config(), credentials: keys() });
    const seen: (string | null)[] = [];
    const isUnderWay = report(({ report: { checks } }) => checks.some((check) => check.id === 'put'));
    await desk.test({ id, draft: null, ...test });
    await isUnderWay;
    const done = report((next) => {
      seen.push(next.report.destinationName);
      return isDone(next);
    });
    const draft = { config: config({ name: 'Draft', bucket: 'nowhere' }), credentials: keys() };
    await desk.test({ id: null, draft, ...test });
    expect((await done).destinationId).toBeNull();
    expect(new Set(seen)).toEqual(new Set(['Draft']));
    expect(server.objects().size).toBe(0);
  });

  it('forgets the report of what is deleted, and stops with a test under way', async () => {
    const id = await desk.save({ id: null, config: config(), credentials: keys() });
    const isUnderWay = report(({ report: { checks } }) => checks.length > 0);
    await desk.test({ id, draft: null, ...test });
    await isUnderWay;
    await desk.delete(id);
    expect(doctor).toBeNull();
    await desk.stop();
    expect(doctor).toBeNull();
    expect(server.objects().size).toBe(0);
  });
});
