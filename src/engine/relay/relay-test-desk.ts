import type { RelayTestReport } from '../../shared/relays.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { RelayAssignment, RelayRunnerApi } from './relay-runner-api.js';

export interface RelayTestDeskDependencies {
  readonly runner: RelayRunnerApi;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onTest: (report: RelayTestReport | null) => void;
}

/** What to test. Holds a key. */
export interface RelayTestRequest {
  readonly about: Pick<RelayTestReport, 'relayId' | 'relayName' | 'via' | 'isKeyUntested'>;
  readonly endpoint: Pick<RelayAssignment, 'primary' | 'passphrase'>;
}

/** One test of a relay at a time: a new one ends the one before. */
export class RelayTestDesk {
  readonly #deps: RelayTestDeskDependencies;
  #current: { readonly abort: AbortController; readonly relayId: string | null } | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(dependencies: RelayTestDeskDependencies) {
    this.#deps = dependencies;
  }

  /** Begins a test; its report goes to `onTest`, first as `running`. */
  begin({ about, endpoint }: RelayTestRequest): void {
    if (this.#isStopped) return;
    this.#current?.abort.abort();
    const abort = new AbortController();
    this.#current = { abort, relayId: about.relayId };
    const { clock, onTest } = this.#deps;
    const report: RelayTestReport = { ...about, startedAtMs: clock.now(), status: 'running', steps: [], reason: null };
    onTest(report);
    this.#ended = Promise.all([this.#ended, this.#run(abort, endpoint, report)]);
  }

  /** Ends the test that is about this relay, and forgets its report. */
  forget(relayId: string): void {
    if (this.#current?.relayId !== relayId) return;
    this.#current.abort.abort();
    this.#current = null;
    this.#deps.onTest(null);
  }

  /** Ends the test under way and waits for it. Never throws. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#current?.abort.abort();
    await this.#ended;
  }

  async #run(abort: AbortController, endpoint: RelayTestRequest['endpoint'], report: RelayTestReport): Promise<void> {
    const { runner, logger, onTest } = this.#deps;
    let next: RelayTestReport;
    try {
      next = { ...report, ...(await runner.test(endpoint, abort.signal)) };
    } catch (error) {
      logger.error({ err: error }, 'The test of a relay has failed');
      // never left "running"
      next = { ...report, status: 'failed', reason: { code: 'internal', details: {} } };
    }
    if (this.#current?.abort === abort && !abort.signal.aborted) onTest(next);
  }
}
