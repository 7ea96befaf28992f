import type { RelayRunnerApi } from '../../../src/engine/relay/relay-runner-api.js';
import type { RelayUnitState } from '../../../src/engine/relay/relay-target.js';

/** What somebody who pushes relays has told of them. */
export class SeenStates {
  readonly seen: RelayUnitState[] = [];
  readonly #teller: Pick<RelayRunnerApi, 'onStates'>;
  #newest: readonly RelayUnitState[] = [];

  constructor(teller: Pick<RelayRunnerApi, 'onStates'>) {
    this.#teller = teller;
    teller.onStates((states) => {
      this.#newest = states;
      this.seen.push(...states);
    });
  }

  state(id: string): RelayUnitState | null {
    return this.#newest.find(({ relayId }) => relayId === id) ?? null;
  }

  /** The next state of this relay, from the newest on, that is as asked. */
  until(id: string, isIt: (state: RelayUnitState) => boolean): Promise<RelayUnitState> {
    return new Promise((resolve) => {
      const look = (): boolean => {
        const state = this.state(id);
        if (state === null || !isIt(state)) return false;
        resolve(state);
        return true;
      };
      if (look()) return;
      const off = this.#teller.onStates(() => {
        if (look()) off();
      });
    });
  }
}
