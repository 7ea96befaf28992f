import { expect, it } from 'vitest';
import { testLog, testState } from '../../../test/servers/studio-fixture.js';
import { testBroadcast } from '../../../test/servers/test-broadcast.js';
import type { Publication } from '../../shared/publication.js';
import type { Recording } from '../../shared/studio-state.js';
import { createStateStore } from '../serve/state-store.js';
import { Chronicle } from './chronicle.js';

const id = '20261121-070000-abcdefgh';
const active = testBroadcast({ id });
const publication: Publication = {
  broadcastId: id,
  destinationId: 'd',
  destinationName: 'D',
  status: 'behind',
  reason: { code: 'publish.catching-up', details: { seconds: 4 } },
  objects: 1,
  bytes: 1,
  backlogObjects: 1,
  backlogBytes: 1,
  retries: 0,
  lagSeconds: 4,
  uploadBitrate: null,
  deferred: [],
  isVerified: true,
  cost: null,
  holder: null,
};
const recording: Recording = {
  id,
  title: 'Tea',
  visibility: 'public',
  createdAtMs: 0,
  endedAtMs: 1,
  durationSeconds: 1,
  sizeBytes: 1,
  width: null,
  height: null,
  status: 'ended',
  posterUrl: null,
  links: [],
  publications: [{ ...publication, status: 'complete', reason: null }],
  export: null,
};

function chronicle() {
  const store = createStateStore(testState());
  const log = testLog();
  let nowMs = 100_000;
  const chronicled = new Chronicle({ store, logger: log, now: () => nowMs });
  chronicled.start();
  const told = (): string[] => log.lines.splice(0).map(({ message }) => message);
  return { store, told, chronicled, pass: (ms: number) => void (nowMs += ms) };
}

it('tells each change once, and figures once a minute', () => {
  const { store, told, pass, chronicled } = chronicle();
  store.update((draft) => void (draft.broadcast = active));
  expect(told()).toEqual(['broadcast', 'stage', 'stage', 'stage', 'stage', 'figures']);
  const stalled = { status: 'degraded' as const, reason: { code: 'transcode.slow', details: { speed: 0.9 } } };
  store.update(({ broadcast }) => void (broadcast && (broadcast.stages.transcode = stalled)));
  store.update(({ broadcast }) => void (broadcast && (broadcast.publication = publication)));
  expect(told()).toEqual(['stage', 'publication']);
  store.update(({ broadcast }) => {
    if (broadcast === null || broadcast.stages.transcode.reason === null) return;
    broadcast.stages.transcode.reason.details['speed'] = 0.8;
    broadcast.figures.segments = 2;
  });
  expect(told()).toEqual([]);
  pass(60_000);
  store.update(({ broadcast }) => void (broadcast && (broadcast.figures.segments = 3)));
  expect(told()).toEqual(['figures']);
  store.update((draft) => void (draft.broadcast = null));
  expect(told()).toEqual(['broadcast is over']);
  store.update((draft) => void (draft.recordings = [recording]));
  expect(told()).toEqual(['publication']);
  chronicled.stop();
  store.update((draft) => void (draft.broadcast = active));
  expect(told()).toEqual([]);
});

it('is silent about a library that was published long ago, and tells when that changes', () => {
  const { store, told } = chronicle();
  store.update((draft) => void (draft.recordings = [recording]));
  expect(told()).toEqual([]);
  store.update(({ recordings }) => {
    const there = recordings[0]?.publications[0];
    if (there !== undefined) there.status = 'removing';
  });
  expect(told()).toEqual(['publication']);
});
