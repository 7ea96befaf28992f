import type { RelayAssignment, RelayRunnerApi, RelayTestFacts } from './relay-runner-api.js';
import type { RelayUnitState } from './relay-target.js';

/** For tests: pushes nothing, and lets the test say what became of it: the real one is tested with real sinks. */
export class HandRunner implements RelayRunnerApi {
  readonly on = new Map<string, RelayAssignment>();
  readonly hurried: string[] = [];
  readonly tested: Pick<RelayAssignment, 'primary' | 'passphrase'>[] = [];
  facts: Promise<RelayTestFacts> = Promise.resolve({ status: 'ok', steps: [], reason: null });
  /** Every good-bye takes as long as this. */
  goodbye: Promise<void> = Promise.resolve();
  #listener: (states: readonly RelayUnitState[]) => void = () => undefined;

  start(target: RelayAssignment): void {
    this.on.set(target.id, target);
  }

  tryNow(id: string): void {
    this.hurried.push(id);
  }

  stop(id: string): Promise<void> {
    this.on.delete(id);
    return this.goodbye;
  }

  onStates(listener: (states: readonly RelayUnitState[]) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }

  test(endpoint: Pick<RelayAssignment, 'primary' | 'passphrase'>): Promise<RelayTestFacts> {
    this.tested.push(endpoint);
    return this.facts;
  }

  tell(relayId: string, more: Partial<RelayUnitState>): void {
    const state: RelayUnitState = {
      relayId,
      startNumber: this.on.get(relayId)?.startNumber ?? 0,
      status: 'live',
      via: 'primary',
      reason: null,
      bitrate: 5e6,
      sentBytes: 1,
      liveSinceMs: 1,
      droppedFrames: 0,
      reconnects: 0,
      lagMs: 0,
    };
    this.#listener([{ ...state, ...more }]);
  }
}
