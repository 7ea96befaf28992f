import { expect, it } from 'vitest';
import { testState } from '../../../test/servers/studio-fixture.js';
import { testBroadcast } from '../../../test/servers/test-broadcast.js';
import type { DoctorReport } from '../../shared/doctor.js';
import type { SourceInfo } from '../../shared/domain.js';
import type { Relay, RelayConfig } from '../../shared/relays.js';
import type { ActiveBroadcast } from '../../shared/studio-state.js';
import type { CostEstimate } from '../../shared/cost-estimate.js';
import { createStateStore } from '../serve/state-store.js';
import { nextRelaysOf, UplinkWatch, uplinkOf } from './uplink-watch.js';

const report: DoctorReport = {
  destinationName: 'Stage',
  provider: 'generic',
  startedAtMs: 0,
  status: 'pass',
  checks: [],
  upload: { bitsPerSecond: 10_000_000, latencyP50Ms: 1, latencyP90Ms: 1, carries: '' },
};
const hour = { putsPerHour: 1, usdPerHour: null };
const estimate: CostEstimate = {
  destinationId: 'd',
  basis: 'typical',
  ladder: ['1080p', 'audio'],
  uplinkBitsPerSecond: 9_000_000,
  putsPerHour: 1,
  getsPerHour: 1,
  gigabytesPerHour: 1,
  usdPerHour: null,
  storageUsdPerMonthPerHour: null,
  usdPerViewerHour: null,
  profiles: { lowest: hour, low: hour, balanced: hour, economy: hour },
  pricesAsOf: null,
};

const relay = (id: string, config: Partial<RelayConfig> = {}): Relay => ({
  id,
  config: {
    name: id,
    service: 'rtmp',
    url: 'rtmp://a.example/app',
    backupUrl: null,
    isEnabled: true,
    feed: 'auto',
    whileSourceIsGone: 'hold',
    ...config,
  },
  hasKey: true,
  keyHint: null,
  hasBackupKey: false,
  hasPassphrase: false,
  isTransient: false,
});
const lineOf = (bitsPerSecond: number | null) => {
  let kept = bitsPerSecond;
  return { read: () => kept, keep: (bits: number) => void (kept = bits) };
};
const source: SourceInfo = {
  video: {
    codec: 'h264',
    profile: 'High',
    pixelFormat: 'yuv420p',
    width: 1280,
    height: 720,
    fps: 30,
    gopSeconds: 2,
    bitrate: 3_000_000,
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: 160_000 },
};
const waiting = (more: Partial<ActiveBroadcast> = {}): ActiveBroadcast =>
  testBroadcast({
    ...{ id: 'b', status: 'waiting', liveAtMs: null, programme: { kind: 'encoder', inputId: 'i', label: '' } },
    ...more,
  });

it('says before the show what relays will get and take, with an encoder assumed where none is known', () => {
  const state = { ...testState(), estimate, doctor: { destinationId: 'd', report }, relays: [relay('a'), relay('b')] };
  expect(uplinkOf(state, null)).toBeNull();
  const nextRelays = nextRelaysOf(state, ['a'], null);
  expect(nextRelays).toEqual([
    { relayId: 'a', feed: { kind: 'source', name: 'source', bitrate: 6_150_000, reason: null }, isAssumed: true },
  ]);
  expect(uplinkOf({ ...state, nextRelays }, 10_000_000)).toMatchObject({
    ladder: 9_000_000,
    relays: [{ relayId: 'a', bitrate: Math.ceil(6_150_000 * 1.03) }],
    usable: 8_000_000,
    fits: false,
    isComplete: true,
    reason: { code: 'relay.uplink-short' },
  });
  const keyless = [{ ...relay('a'), hasKey: false }];
  expect(uplinkOf({ ...state, relays: keyless, nextRelays }, null), 'without its key it never begins').toBeNull();
});

it('reckons with the enabled ones while a broadcast waits, and with its kind of programme and source', () => {
  const relays = [relay('a'), relay('b', { service: 'linkedin', url: 'rtmps://b.example/live' })];
  const state = { ...testState(), estimate, relays };
  const forShow = (broadcast: ActiveBroadcast, last: SourceInfo | null = null) => {
    const nextRelays = nextRelaysOf({ ...state, broadcast }, ['a', 'b'], last);
    return { nextRelays, uplink: uplinkOf({ ...state, broadcast, nextRelays }, null) };
  };
  const known = forShow(waiting(), source);
  expect(known.nextRelays).toMatchObject([
    { feed: { kind: 'source', bitrate: 3_150_000 }, isAssumed: false },
    { feed: { kind: 'encode', reason: { code: 'relay.sound-bitrate-too-high' } }, isAssumed: false },
  ]);
  expect(known.uplink).toMatchObject({
    ladder: 9_000_000,
    isComplete: true,
    relays: [{ relayId: 'a' }, { relayId: 'b' }],
  });
  // a test programme has no packets to pass on, and is not like the last encoder
  const generated = forShow(waiting({ programme: { kind: 'test', label: '' } }), source);
  expect(generated.nextRelays[0]).toMatchObject({ feed: { kind: 'rendition', name: '1080p' }, isAssumed: true });
  const begun = forShow(waiting({ programme: { kind: 'url', label: '' }, status: 'starting', source }));
  expect(begun.nextRelays[0]).toMatchObject({ feed: { kind: 'rendition', name: '720p' }, isAssumed: false });
  for (const visibility of ['unlisted', 'private'] as const) {
    expect(forShow(waiting({ visibility }), source), 'a show that is sent to nobody').toEqual({
      nextRelays: [],
      uplink: null,
    });
    expect(forShow(waiting({ visibility, status: 'live', source }))).toEqual({ nextRelays: [], uplink: null });
  }
  expect(forShow(waiting({ status: 'live' })).uplink, 'none of them went along').toBeNull();
});

it('knows of keyframes too far apart once they were measured, and what this ffmpeg sends on by SRT', async () => {
  const relays = [relay('a', { service: 'twitch' }), relay('b', { service: 'srt', url: 'srt://b.example:9000' })];
  const store = createStateStore({ ...testState(), relays });
  const watch = new UplinkWatch({
    state: store,
    enabledIds: () => ['a', 'b'],
    formerSource: () => null,
    line: lineOf(null),
  });
  await watch.start();
  const picture = { codec: 'h264', width: 1280, height: 720, fps: 30, bitrate: 3_000_000 };
  const video = { ...picture, profile: 'High', pixelFormat: 'yuv420p', gopSeconds: null };
  const on = waiting({ status: 'live', source: { ...source, video } });
  on.figures.gopSeconds = 8.33;
  store.update((draft) => void (draft.broadcast = on));
  expect(store.get().nextRelays).toMatchObject([
    { feed: { reason: { code: 'relay.keyframes-too-far', details: { gopSeconds: 8.3 } } } },
    { feed: { kind: 'source', reason: null } },
  ]);
  store.update(
    (draft) => void (draft.broadcast = { ...on, source: { ...source, video: { ...video, codec: 'hevc' } } }),
  );
  const bySrt = () => store.get().nextRelays[1]?.feed;
  expect(bySrt()).toMatchObject({ kind: 'rendition', reason: { code: 'relay.codec-not-taken' } });
  store.update((draft) => void (draft.engine.ffmpeg = { version: '6.1.1', source: 'bundled' }));
  expect(bySrt()).toMatchObject({ kind: 'source', reason: null });
  await watch.stop();
});

it('follows the state, and changes it no more often than its own figures change', async () => {
  const store = createStateStore({ ...testState(), estimate, relays: [relay('a')] });
  let enabled: string[] = [];
  const line = lineOf(30_000_000);
  const watch = new UplinkWatch({ state: store, enabledIds: () => enabled, formerSource: () => source, line });
  await watch.start();
  expect(store.get().uplink).toBeNull();
  enabled = ['a'];
  store.update((draft) => void (draft.estimate = { ...estimate, gigabytesPerHour: 2 }));
  expect(store.get().uplink, 'measured in an earlier run').toMatchObject({ fits: true, usable: 24_000_000 });
  store.update((draft) => void (draft.doctor = { destinationId: 'd', report }));
  expect(store.get().uplink).toMatchObject({ fits: false });
  expect(line.read()).toBe(10_000_000);
  expect(store.get().nextRelays).toMatchObject([{ relayId: 'a', isAssumed: false, feed: { bitrate: 3_150_000 } }]);
  const { revision } = store;
  store.update((draft) => void (draft.estimate = { ...estimate, uplinkBitsPerSecond: 9_000_100 }));
  expect(store.revision).toBe(revision + 1);
  // the next show will probably come from the encoder that is on now
  const hard = { ...source, video: null };
  store.update((draft) => void (draft.broadcast = waiting({ status: 'live', source: hard })));
  store.update((draft) => void (draft.broadcast = null));
  expect(store.get().nextRelays).toMatchObject([{ feed: { kind: 'source', bitrate: 150_000 } }]);
  await watch.stop();
});
