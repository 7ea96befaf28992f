import type { DoctorReport } from '../../../shared/doctor.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { BucketClient } from '../s3/bucket-client.js';
import type { BucketTarget } from '../s3/bucket-target.js';
import { checkAccess } from './check-access.js';
import { checkPublic } from './check-public.js';
import { checkStorage, checkUpkeep } from './check-storage.js';
import { checkWrites } from './check-writes.js';
import { Checklist } from './checklist.js';
import type { DoctorRun } from './doctor-run.js';
import { checkRate } from './measure-upload.js';
import { PublicWeb } from './public-web.js';
import { Scratch, type Leftovers } from './scratch.js';

export interface DoctorOptions {
  /** A client of its own: the run's requests are counted on it. It is not closed. */
  readonly client: BucketClient;
  readonly target: BucketTarget;
  /** Stops the run; what it has stored is removed all the same. */
  readonly signal: AbortSignal;
  /** Called with the whole report each time it has grown. */
  readonly onReport: (report: DoctorReport) => void;
  /** Apply what the keys allow (bucket policy, CORS), and look again. */
  readonly fix: boolean;
  /** Make the bucket, with policy and CORS, when it is not there. */
  readonly create: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How viewers read. Default: Node's own. */
  readonly fetch?: typeof fetch;
}

const writing = ['conditional-put', 'overwrite-rate', 'list', 'delete'] as const;
const viewing = [
  'public-read',
  'public-missing',
  'public-type',
  'public-cache',
  'public-html',
  'public-index',
  'public-range',
  'cors',
] as const;

/**
 * Proves a destination before the first broadcast: every check with what was found and how to mend it. Works only below
 * `<prefix>/.headwater-doctor-<random>/` (without the dot where the public URL shows no hidden names) and removes that
 * again, however it ends. Never rejects; with `signal` aborted it
 * resolves early with what was found so far, which is then never a pass.
 */
export async function runDoctor(options: DoctorOptions): Promise<DoctorReport> {
  const { client, target, signal, clock, logger } = options;
  const list = new Checklist({ target, clock, logger, signal, onReport: options.onReport });
  const scratch = new Scratch({ client, prefix: target.config.prefix, signal, clock, logger });
  const web = new PublicWeb({ fetch: options.fetch ?? fetch, signal, clock });
  const { fix, create } = options;
  await examine({ client, target, scratch, web, fix, create, signal, clock, logger }, list);
  const leftovers = await scratch.clean();
  if (leftovers !== null) tellLeftovers(list, leftovers);
  return list.finish();
}

async function examine(run: DoctorRun, list: Checklist): Promise<void> {
  if (!(await checkAccess(run, list))) {
    list.skip(['put', 'read-back', ...writing, ...viewing, 'rate'], 'The bucket must be reached first.');
    return;
  }
  const file = await checkStorage(run, list);
  if (file === null) {
    list.skip(['read-back', ...writing, ...viewing, 'rate'], 'It must be possible to store a file first.');
    return;
  }
  await checkWrites(run, list);
  await checkUpkeep(run, list);
  await checkPublic(run, list, file);
  await checkRate(run, list);
}

function tellLeftovers(list: Checklist, { folder, files }: Leftovers): void {
  const count = files === 1 ? 'A test file' : `${files} test files`;
  list.amend('delete', (check) => ({
    ...check,
    status: check.status === 'fail' ? 'fail' : 'warn',
    detail: `${check.detail} ${count} could not be removed from the bucket.`,
    mend: [...check.mend, `Delete the folder ${folder} in the provider's console.`],
  }));
}
