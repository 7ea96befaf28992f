import { systemClock } from '../../../src/engine/clock.js';
import { DoctorLines } from '../../../src/cli/doctor-lines.js';
import type { Logger } from '../../../src/engine/log/logger.js';
import { runDoctor } from '../../../src/engine/publish/doctor/run-doctor.js';
import type { BucketClient } from '../../../src/engine/publish/s3/bucket-client.js';
import { resolveTarget } from '../../../src/engine/publish/s3/resolve-target.js';
import { createBucketClient } from '../../../src/engine/publish/s3/s3-bucket-client.js';
import type { DestinationConfig } from '../../../src/shared/destinations.js';
import type { DoctorCheck, DoctorCheckId, DoctorReport } from '../../../src/shared/doctor.js';

/** What the doctor must know of a server. */
export interface BucketAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly bucket: string;
}

export interface ExamineOptions {
  readonly config?: Partial<DestinationConfig>;
  readonly fix?: boolean;
  readonly create?: boolean;
  readonly signal?: AbortSignal;
  readonly onReport?: (report: DoctorReport) => void;
  /** Changes what the client does. */
  readonly wrap?: (client: BucketClient) => BucketClient;
  /** How viewers read. */
  readonly fetch?: typeof fetch;
}

export interface Examination {
  readonly report: DoctorReport;
  /** One check of the report. */
  readonly check: (id: DoctorCheckId) => DoctorCheck;
  /** As the command line tells it. */
  readonly text: string;
}

/** Nobody reads it. */
export const quietLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quietLogger,
};

/** Runs the doctor with the product's own client, on the generic profile unless the configuration says otherwise. */
export async function examine(access: BucketAccess, options: ExamineOptions = {}): Promise<Examination> {
  const config: DestinationConfig = {
    name: 'Test',
    provider: 'generic',
    endpoint: access.endpoint,
    region: access.region,
    bucket: access.bucket,
    prefix: 'my shows',
    publicUrl: null,
    pathStyle: null,
    ...options.config,
  };
  const { accessKeyId, secretAccessKey, sessionToken = null } = access;
  const target = resolveTarget(config, { accessKeyId, secretAccessKey, sessionToken });
  const client = createBucketClient({ target, logger: quietLogger });
  const lines: string[] = [];
  const told = new DoctorLines((line) => lines.push(line));
  try {
    const report = await runDoctor({
      client: options.wrap?.(client) ?? client,
      target,
      signal: options.signal ?? new AbortController().signal,
      onReport: (grown) => {
        told.show(grown);
        options.onReport?.(grown);
      },
      fix: options.fix ?? false,
      create: options.create ?? false,
      clock: systemClock,
      logger: quietLogger,
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    });
    told.finish(report, { fix: options.fix ?? false });
    return { report, check: (id) => checkOf(report, id), text: lines.join('\n') };
  } finally {
    client.close();
  }
}

function checkOf(report: DoctorReport, id: DoctorCheckId): DoctorCheck {
  const found = report.checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(`Expected the check ${id} in the report, got none`);
  return found;
}
