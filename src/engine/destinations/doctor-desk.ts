import type { DoctorReport } from '../../shared/doctor.js';
import type { StudioState } from '../../shared/studio-state.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { BucketClient } from '../publish/s3/bucket-client.js';
import type { BucketTarget } from '../publish/s3/bucket-target.js';

/** Looks at a bucket (src/engine/publish/doctor/run-doctor.ts). Resolves early when aborted. */
export type RunDoctor = (request: {
  readonly client: BucketClient;
  readonly target: BucketTarget;
  readonly signal: AbortSignal;
  readonly onReport: (report: DoctorReport) => void;
  readonly fix: boolean;
  readonly create: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}) => Promise<DoctorReport>;

export interface DoctorDeskDependencies {
  readonly runDoctor: RunDoctor;
  readonly createClient: (target: BucketTarget) => BucketClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The newest report, as it grows. */
  readonly onDoctor: (doctor: StudioState['doctor']) => void;
}

/** What to test, and what the doctor may change there. */
export interface DoctorRequest {
  /** Null: a draft that is not saved. */
  readonly destinationId: string | null;
  readonly target: BucketTarget;
  readonly fix: boolean;
  readonly create: boolean;
}

/** One doctor at a time: a new test ends the one before, and begins once that has cleaned up behind itself. */
export class DoctorDesk {
  readonly #deps: DoctorDeskDependencies;
  #current: AbortController | null = null;
  #ended: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(dependencies: DoctorDeskDependencies) {
    this.#deps = { ...dependencies, logger: dependencies.logger.child({ component: 'doctor' }) };
  }

  /** Begins a test; its report grows in `onDoctor`. */
  begin(request: DoctorRequest): void {
    if (this.#isStopped) return;
    this.#current?.abort();
    const abort = new AbortController();
    this.#current = abort;
    const { name, provider } = request.target.config;
    const empty: DoctorReport = {
      destinationName: name,
      provider,
      startedAtMs: this.#deps.clock.now(),
      status: 'running',
      checks: [],
      upload: null,
    };
    this.#tell(abort, request, empty);
    this.#ended = this.#ended.then(() => this.#run(abort, request, empty));
  }

  /** Ends the test that is about this destination, and forgets its report. */
  forget(): void {
    this.#current?.abort();
    this.#current = null;
    this.#deps.onDoctor(null);
  }

  /** Ends the test under way and waits until it has left the bucket. Never throws. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#current?.abort();
    await this.#ended;
  }

  async #run(abort: AbortController, request: DoctorRequest, empty: DoctorReport): Promise<void> {
    const { signal } = abort;
    if (signal.aborted) return;
    const { runDoctor, createClient, clock, logger } = this.#deps;
    const { target, fix, create } = request;
    const client = createClient(target);
    let latest = empty;
    const onReport = (report: DoctorReport) => {
      latest = report;
      this.#tell(abort, request, report);
    };
    try {
      const report = await runDoctor({ client, target, signal, onReport, fix, create, clock, logger });
      if (latest.status === 'running') onReport(report);
    } catch (error) {
      if (signal.aborted) return;
      logger.error({ err: error }, 'The test of a bucket has failed');
      // never left "running"
      this.#tell(abort, request, { ...latest, status: 'fail' });
    } finally {
      client.close();
    }
  }

  #tell(abort: AbortController, { destinationId }: DoctorRequest, report: DoctorReport): void {
    // one that was overtaken still cleans up, but nobody wants to read of it
    if (this.#current === abort) this.#deps.onDoctor({ destinationId, report });
  }
}
