import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleCollection } from '../scenes/sample-collection.test-support.js';
import { keepDraft, readDraft, type SceneDraft } from './scene-draft.js';
import { createSceneStore } from './scene-store.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begin() {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const store = createSceneStore();
  let draft: SceneDraft | null = null;
  const write = keepDraft({ store, storage, unsaved: () => draft, delayMs: 1_000 });
  const become = (next: SceneDraft | null) => {
    draft = next;
    store.setState({ collectionId: 'one', saving: next === null ? 'saved' : 'unsaved' });
  };
  return { storage, store, write, become };
}

const draft: SceneDraft = { id: 'one', revision: 3, collection: sampleCollection() };

test('what stays unsaved is written, and forgotten once it is saved', () => {
  const { storage, become } = begin();
  become(draft);
  vi.advanceTimersByTime(900);
  expect(readDraft(storage)).toBeNull();
  become({ ...draft, revision: 4 });
  vi.advanceTimersByTime(100);
  expect(readDraft(storage)).toEqual({ ...draft, revision: 4 });
  become(null);
  expect(readDraft(storage)).toBeNull();
  become(draft);
  become(null);
  vi.advanceTimersByTime(5_000);
  expect(readDraft(storage)).toBeNull();
});

test('a page that is left writes at once; nothing is forgotten before the engine has told', () => {
  const { storage, write, become } = begin();
  write();
  expect(readDraft(storage)).toBeNull();
  become(draft);
  write();
  const next = begin();
  next.storage.setItem('headwater.draft', storage.getItem('headwater.draft') ?? '');
  next.store.setState({ clipboard: null });
  expect(readDraft(next.storage)).toEqual(draft);
});

test('a storage without room, and one that something else has written to, do no harm', () => {
  const { storage, become, write } = begin();
  storage.setItem('headwater.draft', '{"id":1}');
  expect(readDraft(storage)).toBeNull();
  storage.setItem('headwater.draft', 'no JSON');
  expect(readDraft(storage)).toBeNull();
  become(draft);
  vi.spyOn(storage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(write).not.toThrow();
});
