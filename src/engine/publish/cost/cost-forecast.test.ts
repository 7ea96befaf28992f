import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Destination, ProviderId } from '../../../shared/destinations.js';
import { defaultSettings } from '../../../shared/settings.js';
import type { BroadcastRow } from '../../archive/journal.js';
import { openDatabase } from '../../database/open-database.js';
import type { Database } from '../../database/database.js';
import { SqliteJournal } from '../../database/sqlite-journal.js';
import { initialState } from '../../engine-state.js';
import { createStateStore } from '../../serve/state-store.js';
import { CostForecast } from './cost-forecast.js';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-forecast-'));
  database = openDatabase(path.join(folder, 'headwater.sqlite'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const destination = (provider: ProviderId): Destination => ({
  id: `d-${provider}`,
  config: {
    ...{ name: provider, provider, endpoint: null, region: null, bucket: 'shows', prefix: '' },
    ...{ publicUrl: null, pathStyle: null },
  },
  ...{ isDefault: true, hasCredentials: true, keyHint: null, isTransient: false },
});

const ended = (id: string, more: Partial<BroadcastRow>): BroadcastRow => ({
  ...{ id, channel: 'live', title: 'Show', status: 'ended', repaired: false, createdAtMs: 1, liveAtMs: 1 },
  ...{ programme: { kind: 'url', label: 'Camera' }, endedAtMs: 2, lastMediaAtMs: 2, targetDurationSeconds: 2 },
  ...{
    segmentSeconds: 2,
    partSeconds: 0.5,
    reconnectWindowSeconds: 0,
    liveWindowSeconds: 600,
    durationSeconds: 100,
    sizeBytes: 1e8,
  },
  ...{ description: '', visibility: 'public', showId: null },
  ...more,
});

function setUp() {
  const settings = defaultSettings();
  const state = createStateStore(initialState({ version: '0', startedAtMs: 0, canReveal: false, settings }));
  const journal = new SqliteJournal(database);
  const forecast = new CostForecast({ state, journal, stream: () => state.get().settings.stream });
  /** As the engine shows a broadcast that is over. */
  const end = (row: BroadcastRow): void => {
    journal.insertBroadcast(row);
    const renditions = [
      { name: '540p', kind: 'video' as const, width: 960, height: 540, copied: true },
      { name: '360p', kind: 'video' as const, width: 640, height: 360, copied: false },
      { name: '234p', kind: 'video' as const, width: 416, height: 234, copied: false },
      { name: 'audio', kind: 'audio' as const, width: null, height: null, copied: true },
    ];
    for (const [position, each] of renditions.entries()) {
      const { kind } = each;
      const more = { fps: kind === 'audio' ? null : 30, codecs: '', timescale: 90_000, maxBitrate: null };
      journal.upsertRendition({ broadcastId: row.id, position, ...each, ...more });
    }
    state.update((draft) => {
      draft.recordings.unshift({
        visibility: row.visibility,
        ...{ id: row.id, title: row.title, createdAtMs: 1, endedAtMs: 2, durationSeconds: 100, sizeBytes: 1e8 },
        ...{ width: 960, height: 540, status: 'ended', posterUrl: null, links: [], publications: [], export: null },
      });
    });
  };
  return { state, forecast, end, estimate: () => state.get().estimate };
}

it('says nothing of this computer, and what a bucket costs as soon as there is one', async () => {
  const { state, forecast, estimate } = setUp();
  await forecast.start();
  expect(estimate()).toBeNull();
  state.update((draft) => void (draft.destinations = [destination('r2')]));
  expect(estimate()).toMatchObject({ destinationId: 'd-r2', basis: 'typical', pricesAsOf: '2025-09-01' });
  // 5 renditions × (1800 segments + 1800 playlists + 30 histories), the lease, the MPD, pages
  expect(estimate()?.putsPerHour).toBe(5 * 3630 + 720 + 900 + 60);
  expect(estimate()?.usdPerHour).toBeCloseTo((19_830 * 0.0045 + 10 * 0.00036) / 1000, 9);
  expect(estimate()?.storageUsdPerMonthPerHour).toBeCloseTo((estimate()?.gigabytesPerHour ?? 0) * 0.015, 9);
  // nobody pays for downloads from R2, only for asking
  expect(estimate()?.usdPerViewerHour).toBeCloseTo((1800 * 4 * 0.00036) / 1000, 9);

  // 0.5 s: twice the segments of 1 s; playlists no more often than every 1.1 s
  const perHour = 3_600_000 / 1100 + 30;
  expect(estimate()?.profiles).toMatchObject({
    lowest: { putsPerHour: Math.round(5 * (7200 + perHour)) + 1680 },
    low: { putsPerHour: Math.round(5 * (3600 + perHour)) + 1680 },
    balanced: { putsPerHour: estimate()?.putsPerHour, usdPerHour: estimate()?.usdPerHour },
    economy: { putsPerHour: 5 * (600 + 600 + 30) + 720 + 600 + 60 },
  });
  expect(estimate()?.profiles.lowest.usdPerHour).toBeCloseTo((54_193.6 * 0.0045 + 10 * 0.00036) / 1000, 6);

  state.update((draft) => void (draft.destinations = [destination('minio')]));
  expect(estimate()).toMatchObject({ destinationId: 'd-minio', usdPerHour: null, pricesAsOf: null });
  expect(estimate()?.uplinkBitsPerSecond).toBeGreaterThan(10e6);
  state.update((draft) => void (draft.destinations = []));
  expect(estimate()).toBeNull();
  await forecast.stop();
});

it('goes by the newest broadcast of a real source, and by the ladder setting', async () => {
  const { state, forecast, end, estimate } = setUp();
  state.update((draft) => void (draft.destinations = [destination('aws')]));
  await forecast.start();
  end(ended('20260101-000001-aaaaaaaa', {}));
  expect(estimate()).toMatchObject({
    basis: 'newest-broadcast',
    ladder: ['540p', '360p', '234p', 'audio'],
    uplinkBitsPerSecond: 8_160_000,
  });
  expect(estimate()?.gigabytesPerHour).toBeCloseTo(3.6, 6);
  // neither the test programme nor a try says anything
  end(ended('20260101-000002-aaaaaaaa', { programme: { kind: 'test', label: 'Test' }, createdAtMs: 2 }));
  end(ended('20260101-000003-aaaaaaaa', { durationSeconds: 3, sizeBytes: 1e9, createdAtMs: 3 }));
  expect(estimate()?.gigabytesPerHour).toBeCloseTo(3.6, 6);
  state.update((draft) => void (draft.settings.stream.latency = 'lowest'));
  expect(estimate()?.putsPerHour).toBe(estimate()?.profiles.lowest.putsPerHour);
  state.update((draft) => void (draft.settings.stream.ladder = 'economy'));
  expect(estimate()?.ladder).toEqual(['540p', '360p', 'audio']);
  await forecast.stop();
});

it('leaves the state alone while only figures change', async () => {
  const { state, forecast } = setUp();
  state.update((draft) => void (draft.destinations = [destination('aws')]));
  await forecast.start();
  const before = state.get().estimate;
  const revision = state.revision;
  state.update((draft) => void (draft.disk = { freeBytes: 1, secondsLeft: null, isLow: false }));
  expect([state.revision, state.get().estimate === before]).toEqual([revision + 1, true]);
  await forecast.stop();
  state.update((draft) => void (draft.destinations = []));
  expect(state.get().estimate).toBe(before);
});
