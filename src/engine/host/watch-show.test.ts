import { expect, it, vi } from 'vitest';
import { studioInputId } from '../../shared/feed.js';
import type { ShowOn } from '../../shared/host-protocol.js';
import type { ActiveBroadcast } from '../../shared/studio-state.js';
import { watchShow } from './watch-show.js';

type Facts = Pick<ActiveBroadcast, 'status' | 'visibility' | 'programme'>;

const encoder = { kind: 'encoder', inputId: 'main', label: 'OBS' } as const;
const studio = { kind: 'encoder', inputId: studioInputId, label: 'Studio' } as const;

/** A store whose broadcast has these facts; nothing else of it is read. */
function storeOf() {
  let broadcast: Facts | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => ({ broadcast: broadcast as ActiveBroadcast | null }),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    put: (next: Facts | null) => {
      broadcast = next;
      for (const listener of listeners) listener();
    },
  };
}

it('tells what is on now, and each change once', () => {
  const store = storeOf();
  const tell = vi.fn<(show: ShowOn) => void>();
  const end = watchShow(store, tell);
  store.put({ status: 'starting', visibility: 'public', programme: encoder });
  store.put({ status: 'live', visibility: 'public', programme: encoder });
  store.put({ status: 'reconnecting', visibility: 'public', programme: encoder });
  store.put(null);
  store.put({ status: 'live', visibility: 'private', programme: studio });
  store.put({ status: 'ended', visibility: 'private', programme: studio });
  store.put({ status: 'live', visibility: 'unlisted', programme: studio });
  end();
  store.put({ status: 'live', visibility: 'public', programme: encoder });
  expect(tell.mock.calls.map(([show]) => show)).toEqual([
    { is: 'off', isComposed: false },
    { is: 'live', isComposed: false },
    { is: 'off', isComposed: false },
    { is: 'recording', isComposed: true },
    { is: 'off', isComposed: false },
    { is: 'rehearsal', isComposed: true },
  ]);
});
