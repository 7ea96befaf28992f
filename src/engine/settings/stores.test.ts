import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  defaultSettings,
  publicSettingsSchema,
  settingsPatchSchema,
  type PublicSettings,
} from '../../shared/settings.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import type { Logger } from '../log/logger.js';
import { flattenFields, settingsFromFields } from './settings-fields.js';
import type { StoredSettings } from './settings-migrations.js';
import { SqliteInputStore } from './sqlite-input-store.js';
import { SqliteSettingsStore } from './sqlite-settings-store.js';

const warnings: object[] = [];
const logger: Logger = {
  debug: () => {},
  info: () => {},
  warn: (fields) => warnings.push(fields),
  error: (fields) => warnings.push(fields),
  child: () => logger,
};
let folder = '';
let database: Database;

beforeEach(() => {
  warnings.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'headwater-settings-'));
  database = openDatabase(join(folder, 'headwater.db'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function store(migrations?: readonly ((stored: StoredSettings) => void)[]): SqliteSettingsStore {
  return new SqliteSettingsStore({ database, logger, ...(migrations && { migrations }) });
}

function write(field: string, value: string): void {
  database.run('INSERT OR REPLACE INTO settings VALUES (:field, :value)', { field, value });
}

describe('SqliteSettingsStore', () => {
  it('begins with the defaults', () => {
    expect(store().get()).toEqual(defaultSettings());
  });

  it('writes the fields named, tells the listeners and finds them again', () => {
    const first = store();
    const heard: PublicSettings[] = [];
    first.onChange(() => {
      throw new Error('a broken listener');
    });
    const stop = first.onChange((settings) => heard.push(settings));
    const updated = first.update({ network: { rtmpPort: 2935 }, theme: 'dark' });
    stop();
    first.update({ channel: { name: ' Night show ', studioName: ' Living\u202e\nroom ' } });
    expect(heard).toEqual([updated]);
    expect(warnings).toHaveLength(2);
    const expected = defaultSettings();
    expected.network.rtmpPort = 2935;
    expected.theme = 'dark';
    expected.channel.name = 'Night show';
    expected.channel.studioName = 'Living  room';
    expect(store().get()).toEqual(expected);
  });

  it('keeps the destination, which no patch of the studio reaches', () => {
    const settings = store();
    const heard: PublicSettings[] = [];
    settings.onChange((next) => heard.push(next));
    expect(settings.get().publish.destinationId).toBeNull();
    settings.setDestination('somewhere');
    settings.update(settingsPatchSchema.parse({ theme: 'dark', publish: { destinationId: 'elsewhere' } }));
    expect(store().get()).toMatchObject({ theme: 'dark', publish: { destinationId: 'somewhere' } });
    expect(settings.setDestination(null).publish.destinationId).toBeNull();
    expect(store().get().publish.destinationId).toBeNull();
    expect(heard).toHaveLength(3);
  });

  it('refuses a patch that does not fit and writes nothing of it', () => {
    const settings = store();
    expect(() => settings.update({ theme: 'dark', network: { rtmpPort: 70_000 } })).toThrowError(
      expect.objectContaining({ code: 'input.invalid', details: { fields: 'network.rtmpPort' } }),
    );
    expect(settings.get()).toEqual(defaultSettings());
    expect(store().get()).toEqual(defaultSettings());
  });

  it('falls back field by field', () => {
    store().update({ theme: 'light', stream: { latency: 'economy' } });
    write('stream.latency', '"soon"');
    write('network.originPort', '{not json');
    write('gone.field', '1');
    expect(store().get()).toEqual({ ...defaultSettings(), theme: 'light' });
    expect(warnings).toEqual([{ fields: ['gone.field', 'network.originPort', 'stream.latency'] }]);
  });

  it('runs each migration once', () => {
    store([]).update({ theme: 'light' });
    write('look', '"dark"');
    let runs = 0;
    const rename = (stored: StoredSettings): void => {
      runs += 1;
      stored.set('theme', stored.get('look'));
      stored.delete('look');
    };
    expect(store([rename]).get().theme).toBe('dark');
    expect(store([rename]).get().theme).toBe('dark');
    expect(runs).toBe(1);
    expect(warnings).toEqual([]);
  });

  it.each([
    [0.5, 'lowest'],
    [1, 'low'],
    [2, 'balanced'],
    [4, 'economy'],
    [6, 'economy'],
    ['soon', 'balanced'],
  ])('has a profile where once a segment length was chosen: %s is %s', (length, profile) => {
    store([]).update({ theme: 'light' });
    write('stream.segmentSeconds', JSON.stringify(length));
    const migrated = store().get();
    expect([migrated.theme, migrated.stream.latency]).toEqual(['light', profile]);
    expect(warnings).toEqual([]);
    expect(store().get()).toEqual(migrated);
  });

  it('makes valid settings of whatever is stored', () => {
    const paths = flattenFields(defaultSettings()).map(([path]) => path);
    const path = fc.oneof(
      fc.constantFrom(...paths),
      fc.constantFrom('network', '__proto__.x', '', 'a.b.c'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(path, fc.jsonValue())), (fields) => {
        const { settings } = settingsFromFields(new Map(fields));
        expect(publicSettingsSchema.parse(settings)).toEqual(settings);
      }),
    );
  });
});

describe('SqliteInputStore', () => {
  it('makes the first input once, with a key that the log knows', () => {
    const keys: string[] = [];
    const inputs = new SqliteInputStore({ database, logger, onKey: (key) => keys.push(key) });
    const [first, ...others] = inputs.list();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ name: 'My encoder', key: expect.stringMatching(/^hw_[A-Za-z0-9]{28}$/) });
    expect(keys).toEqual([first?.key]);
    expect(new SqliteInputStore({ database, logger }).list()).toEqual([first]);
  });

  it('renews a key, tells the listeners, and forgets the old one', () => {
    const inputs = new SqliteInputStore({ database, logger });
    const [before] = inputs.list();
    const heard: unknown[] = [];
    inputs.onChange((rows) => heard.push(rows));
    const after = inputs.renewKey(before?.id ?? '');
    expect(after).toEqual({ ...before, key: expect.stringMatching(/^hw_/) });
    expect(after.key).not.toBe(before?.key);
    expect(inputs.list()).toEqual([after]);
    expect(heard).toEqual([[after]]);
  });

  it('refuses an id that it does not know', () => {
    const inputs = new SqliteInputStore({ database, logger });
    expect(() => inputs.renewKey('nobody')).toThrowError(expect.objectContaining({ code: 'input.invalid' }));
  });
});
