/**
 * What runs in the engine. A constructor takes one object of dependencies and does nothing; `start` and `stop` remember
 * their promise; `stop` works in any state, waits for the real end and never throws (it logs).
 */
export interface Service {
  readonly name: string;
  /**
   * Begins what takes long and touches nothing that others use, a thread for example, before its turn and beside them. `start` waits for
   * it and tells what it came to, `stop` ends it also where there was no start.
   */
  prepare?(): void;
  start(): Promise<void>;
  stop(reason: string): Promise<void>;
}
