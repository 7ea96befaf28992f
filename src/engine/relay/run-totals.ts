import type { RelayUnitState } from './relay-target.js';

type Totals = Pick<RelayUnitState, 'sentBytes' | 'droppedFrames' | 'reconnects'>;

const nothing: Totals = { sentBytes: 0, droppedFrames: 0, reconnects: 0 };

/** What relays had counted in earlier lives of their thread: a restart of ours must not look like a new show. */
export class RunTotals {
  readonly #before = new Map<string, Totals>();

  /** The state with all lives in it. */
  add(state: RelayUnitState): RelayUnitState {
    const { sentBytes, droppedFrames, reconnects } = this.#before.get(state.relayId) ?? nothing;
    return {
      ...state,
      sentBytes: state.sentBytes + sentBytes,
      droppedFrames: state.droppedFrames + droppedFrames,
      reconnects: state.reconnects + reconnects,
    };
  }

  /** The thread is gone; these are its last words, already added up. */
  carryOver(states: readonly RelayUnitState[]): void {
    for (const { relayId, sentBytes, droppedFrames, reconnects, liveSinceMs } of states) {
      this.#before.set(relayId, {
        sentBytes,
        droppedFrames,
        reconnects: reconnects + (liveSinceMs === null ? 0 : 1),
      });
    }
  }

  forget(relayId: string): void {
    this.#before.delete(relayId);
  }
}
