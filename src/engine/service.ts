/**
 * What runs in the engine. A constructor takes one object of dependencies and does nothing; `start` and `stop` remember
 * their promise; `stop` works in any state, waits for the real end and never throws (it logs).
 */
export interface Service {
  readonly name: string;
  start(): Promise<void>;
  stop(reason: string): Promise<void>;
}
