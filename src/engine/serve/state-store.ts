import { randomBytes } from 'node:crypto';
import { enablePatches, freeze, produceWithPatches } from 'immer';
import type { StateFrame } from '../../shared/state-frames.js';
import type { StudioState } from '../../shared/studio-state.js';
import type { StateStore } from './studio-api.js';

enablePatches();

type PatchFrame = StateFrame & { type: 'patch' };
type Listener = (frame: PatchFrame) => void;

/**
 * The state that the studio mirrors. Each recipe that changes something makes one revision and one frame; one that changes
 * nothing makes none. What `get` returns is frozen. A recipe that throws changes nothing and its error reaches the caller.
 */
export function createStateStore(initial: StudioState): StateStore {
  const epoch = randomBytes(12).toString('hex');
  const listeners = new Set<Listener>();
  const outbox: PatchFrame[] = [];
  let state = freeze(initial, true);
  let revision = 0;
  let isDelivering = false;

  // A listener may itself change the state: its frame waits here until everybody has had the one before.
  const deliver = (): void => {
    if (isDelivering) return;
    isDelivering = true;
    try {
      for (let frame = outbox.shift(); frame !== undefined; frame = outbox.shift()) {
        for (const listener of [...listeners]) listener(frame);
      }
    } finally {
      isDelivering = false;
    }
  };

  return {
    epoch,
    get revision() {
      return revision;
    },
    get: () => state,
    update(recipe) {
      const [next, patches] = produceWithPatches(state, (draft: StudioState) => {
        recipe(draft);
      });
      if (patches.length === 0) return;
      state = next;
      revision += 1;
      outbox.push({ type: 'patch', epoch, revision, patches });
      deliver();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
