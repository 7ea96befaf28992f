import fc from 'fast-check';
import { applyPatches } from 'immer';
import { expect, test } from 'vitest';
import type { StateFrame, StatePatch } from '../../shared/state-frames.js';
import type { StudioState } from '../../shared/studio-state.js';
import { createStateStore } from './state-store.js';
import { testState } from '../../../test/servers/studio-fixture.js';

const notice = (id: string): StudioState['notices'][number] => ({
  id,
  atMs: 1,
  level: 'info',
  reason: { code: 'ingest.encoder-back', details: {} },
});

test('one revision per change, none for a recipe that changes nothing', () => {
  const store = createStateStore(testState());
  const frames: StateFrame[] = [];
  store.subscribe((frame) => frames.push(frame));
  store.update((draft) => {
    draft.rtmp.wantedPort = draft.rtmp.wantedPort + 0;
  });
  expect([store.revision, frames.length]).toEqual([0, 0]);
  store.update((draft) => {
    draft.rtmp.port = 1935;
  });
  expect(store.revision).toBe(1);
  expect(frames).toEqual([
    {
      type: 'patch',
      epoch: store.epoch,
      revision: 1,
      patches: [{ op: 'replace', path: ['rtmp', 'port'], value: 1935 }],
    },
  ]);
});

test('a recipe that throws changes nothing; the state handed out is frozen', () => {
  const store = createStateStore(testState());
  expect(() =>
    store.update((draft) => {
      draft.rtmp.port = 1;
      throw new Error('no');
    }),
  ).toThrow('no');
  expect([store.revision, store.get().rtmp.port]).toEqual([0, null]);
  expect(Object.isFrozen(store.get().rtmp)).toBe(true);
});

test('a listener that changes the state does not put the revisions out of order', () => {
  const store = createStateStore(testState());
  const seen: number[] = [];
  store.subscribe(({ revision }) => {
    if (revision === 1) store.update((draft) => void draft.notices.push(notice('b')));
  });
  store.subscribe(({ revision }) => seen.push(revision));
  store.update((draft) => void draft.notices.push(notice('a')));
  expect(seen).toEqual([1, 2]);
});

test('two stores have different epochs; an unsubscribed listener hears nothing', () => {
  const store = createStateStore(testState());
  expect(createStateStore(testState()).epoch).not.toBe(store.epoch);
  let heard = 0;
  store.subscribe(() => (heard += 1))();
  store.update((draft) => void draft.notices.push(notice('a')));
  expect(heard).toBe(0);
});

test('a mirror that applies every patch, sent as JSON, equals the state', () => {
  const change = fc.oneof(
    fc.record({ do: fc.constant('add' as const), id: fc.string() }),
    fc.record({ do: fc.constant('drop' as const), index: fc.nat(4) }),
    fc.record({ do: fc.constant('theme' as const), theme: fc.constantFrom('dark' as const, 'light' as const) }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const store = createStateStore(testState());
      let mirror = store.get();
      store.subscribe((frame) => {
        const patches = JSON.parse(JSON.stringify(frame.patches)) as StatePatch[];
        mirror = applyPatches(mirror, patches);
      });
      for (const step of changes) {
        store.update((draft) => {
          if (step.do === 'add') draft.notices.unshift(notice(step.id));
          else if (step.do === 'drop') draft.notices.splice(step.index, 1);
          else draft.settings.theme = step.theme;
        });
      }
      expect(mirror).toEqual(store.get());
    }),
    { numRuns: 50 },
  );
});
