import { toAppError } from '../../../shared/errors.js';
import type { DoctorCheck, DoctorCheckId, DoctorReport } from '../../../shared/doctor.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { BucketTarget } from '../s3/bucket-target.js';
import { skipped, type CheckResult } from './check-result.js';
import { checkTitles } from './check-titles.js';
import { failureOf } from './failure-words.js';

/** The report as it grows: each check adds its line, and whoever listens gets the whole anew. */
export class Checklist {
  readonly #target: BucketTarget;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #signal: AbortSignal;
  readonly #onReport: (report: DoctorReport) => void;
  #report: DoctorReport;
  /** The server has fallen silent: every further check would wait for nothing. */
  #isLost = false;

  constructor(options: {
    readonly target: BucketTarget;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly signal: AbortSignal;
    readonly onReport: (report: DoctorReport) => void;
  }) {
    this.#target = options.target;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#signal = options.signal;
    this.#onReport = options.onReport;
    this.#report = {
      destinationName: options.target.config.name,
      provider: options.target.config.provider,
      startedAtMs: options.clock.now(),
      status: 'running',
      checks: [],
      upload: null,
    };
    this.#onReport(this.#report);
  }

  /**
   * Looks at one thing. An error becomes a failed line with its words. True when what hangs on it can go on: it passed, or
   * passed with a limit. Nothing is looked at any more once the run is stopped.
   */
  async check(id: DoctorCheckId, look: () => Promise<CheckResult>): Promise<boolean> {
    if (this.#signal.aborted) return this.#add(id, skipped('The test was stopped before this.'), 0);
    if (this.#isLost) return this.#add(id, skipped('The connection to the server was lost before this.'), 0);
    const startMs = this.#clock.monotonicMs();
    let result: CheckResult;
    try {
      result = await look();
    } catch (thrown) {
      const error = toAppError(thrown);
      if (this.#signal.aborted) result = skipped('The test was stopped here.');
      else {
        this.#logger.info({ check: id, code: error.code, message: error.message }, 'doctor check failed');
        result = failureOf(error, this.#target);
        // an error that names its host is about the public URL
        this.#isLost = error.code === 'publish.unreachable' && error.details['host'] === undefined;
      }
    }
    return this.#add(id, result, this.#clock.monotonicMs() - startMs);
  }

  /** These hang on something that is not there. */
  skip(ids: readonly DoctorCheckId[], why: string): void {
    for (const id of ids) this.#add(id, skipped(this.#signal.aborted ? 'The test was stopped before this.' : why), 0);
  }

  /** Says more about a check that has been made (or could not be). */
  amend(id: DoctorCheckId, change: (check: DoctorCheck) => DoctorCheck): void {
    this.#set({ checks: this.#report.checks.map((check) => (check.id === id ? change(check) : check)) });
  }

  measured(upload: NonNullable<DoctorReport['upload']>): void {
    this.#set({ upload });
  }

  /** The last report, with its verdict: a run that was stopped proves nothing and never passes. */
  finish(): DoctorReport {
    const statuses = this.#report.checks.map((check) => check.status);
    const limited = statuses.includes('warn') || this.#signal.aborted;
    this.#set({ status: statuses.includes('fail') ? 'fail' : limited ? 'warn' : 'pass' });
    return this.#report;
  }

  #add(id: DoctorCheckId, result: CheckResult, durationMs: number): boolean {
    const check: DoctorCheck = {
      id,
      title: checkTitles[id],
      ...result,
      mend: [...result.mend],
      durationMs: Math.round(durationMs),
    };
    this.#set({ checks: [...this.#report.checks, check] });
    return result.status === 'pass' || result.status === 'warn';
  }

  #set(change: Partial<DoctorReport>): void {
    this.#report = { ...this.#report, ...change };
    this.#onReport(this.#report);
  }
}
