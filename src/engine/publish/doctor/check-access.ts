import { type AppError, toAppError, type ErrorCode } from '../../../shared/errors.js';
import { passed, warned, type CheckResult } from './check-result.js';
import type { Checklist } from './checklist.js';
import { requestTimeoutMs, type DoctorRun } from './doctor-run.js';
import { failureOf } from './failure-words.js';
import { canFixCors, canFixPolicy, fixCors, fixPolicy } from './fix-access.js';
import { askUntil, withPatience } from './patience.js';

/** Further apart than this, viewers see a wrong delay: it is worked out from the programme's own clock times. */
const noticeableSkewMs = 5_000;
/** S3 refuses requests that are signed further off (RequestTimeTooSkewed). */
const refusedSkewMs = 900_000;
const newBucket = { everyMs: 500, forMs: 8_000 };

/** Which line of the checklist an answer of the first signed request belongs to. */
const keyTroubles: readonly ErrorCode[] = ['publish.unknown-key', 'publish.wrong-secret', 'publish.expired-key'];
const bucketTroubles: readonly ErrorCode[] = ['publish.no-bucket', 'publish.wrong-region', 'publish.forbidden'];

/** What the first requests told. */
interface Access {
  /** Null: the bucket is there and the key may see it. */
  readonly error: AppError | null;
  /** Server's clock minus this computer's, milliseconds; null when the server does not tell. */
  readonly skewMs: number | null;
}

/** Server, clock, key, bucket; makes the bucket where that was asked. True when files can be tried. */
export async function checkAccess(run: DoctorRun, list: Checklist): Promise<boolean> {
  let access: Access = { error: null, skewMs: null };
  const reached = await list.check('reach', async () => {
    access = await lookAt(run);
    const { error } = access;
    const belongsLater =
      error === null || [...keyTroubles, ...bucketTroubles, 'publish.clock-skew'].includes(error.code);
    return belongsLater ? passed(`${new URL(run.target.endpoint).host} answers.`) : failureOf(error, run.target);
  });
  if (!reached) {
    list.skip(['clock', 'credentials', 'bucket'], 'The server must answer first.');
    return false;
  }
  const inTime = await list.check('clock', async () => clockResult(run, access));
  if (!inTime) {
    list.skip(['credentials', 'bucket'], 'The clock must be right first: every request is signed with the time.');
    return false;
  }
  const isKnown = await list.check('credentials', async () => keyResult(run, access.error));
  if (!isKnown) {
    list.skip(['bucket'], 'The key must be accepted first.');
    return false;
  }
  return list.check('bucket', () => bucketResult(run, access.error));
}

async function lookAt(run: DoctorRun): Promise<Access> {
  // at once: where nothing answers, waiting for one is long enough
  const [skewMs, error] = await Promise.all([serverSkewMs(run), firstRequest(run)]);
  return { error, skewMs };
}

/** The Date of any answer, also of a refusal: it needs no key. Null where the server cannot be asked like that. */
async function serverSkewMs(run: DoctorRun): Promise<number | null> {
  const sentMs = run.clock.now();
  try {
    const { headers } = await run.web.ask(`${run.target.endpoint}/`, { stay: true });
    const date = Date.parse(headers.get('date') ?? '');
    // the header has whole seconds: it was between that and a second later
    return Number.isNaN(date) ? null : date + 500 - (sentMs + run.clock.now()) / 2;
  } catch {
    return null; // the signed request that follows says what is wrong, if anything is
  }
}

async function firstRequest(run: DoctorRun): Promise<AppError | null> {
  const options = { signal: run.signal, timeoutMs: requestTimeoutMs };
  try {
    await withPatience(run, () => run.client.check(options));
    return null;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'publish.forbidden') return error;
    // A bare refusal has no words on some servers: asking for a file tells a wrong key from a right that is missing.
    return run.client.get(run.scratch.key('none'), options).then(
      () => error,
      (second: unknown) => toAppError(second),
    );
  }
}

function clockResult(run: DoctorRun, { error, skewMs }: Access): CheckResult {
  if (error?.code === 'publish.clock-skew') return failureOf(error, run.target);
  const learnedMs = run.client.clockOffsetMs;
  const offMs = Math.abs(learnedMs) > Math.abs(skewMs ?? 0) ? learnedMs : (skewMs ?? 0);
  if (Math.abs(offMs) < noticeableSkewMs) {
    return passed(skewMs === null && learnedMs === 0 ? 'The server accepts the time.' : 'The clocks agree.');
  }
  const isRefused = Math.abs(offMs) > refusedSkewMs;
  const side = offMs > 0 ? 'behind' : 'ahead of';
  const effect = isRefused
    ? 'Such requests are refused; Headwater measures the difference and signs with the right time.'
    : 'Requests are accepted, but the delay that viewers are shown is wrong by as much.';
  return warned(`This computer's clock is ${inWords(Math.abs(offMs))} ${side} the server's. ${effect}`, [
    'Let the system set date and time by itself (system settings → date and time). If it does: the server is wrong.',
  ]);
}

function inWords(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

function keyResult(run: DoctorRun, error: AppError | null): CheckResult {
  if (error !== null && keyTroubles.includes(error.code)) return failureOf(error, run.target);
  const hint = run.target.credentials.accessKeyId.slice(0, 4);
  return passed(`The key ${hint}… is known, and its secret fits.`);
}

async function bucketResult(run: DoctorRun, error: AppError | null): Promise<CheckResult> {
  const { bucket } = run.target.config;
  if (error === null) return passed(`The bucket "${bucket}" is there.`);
  if (error.code === 'publish.no-bucket' && run.create) return createBucket(run);
  // A key for files alone may be good enough: storing one decides.
  if (error.code === 'publish.forbidden') return passed(`The key may not look at the bucket "${bucket}" itself.`);
  return failureOf(error, run.target);
}

async function createBucket(run: DoctorRun): Promise<CheckResult> {
  const options = { signal: run.signal, timeoutMs: requestTimeoutMs };
  const { bucket } = run.target.config;
  try {
    await withPatience(run, () => run.client.createBucket(options));
  } catch (thrown) {
    return notCreated(toAppError(thrown), run);
  }
  await askUntil(
    run,
    newBucket,
    () =>
      run.client.check(options).then(
        () => true,
        () => false,
      ),
    (isThere) => isThere,
  );
  const open = canFixPolicy(run) ? await fixPolicy(run) : undefined;
  const shared = canFixCors(run) ? await fixCors(run) : undefined;
  const parts = [
    `The bucket "${bucket}" was made`,
    open === null ? 'may be read by everybody' : 'is private so far',
    shared === null ? 'and lets players on other websites read.' : 'and has no CORS rules yet.',
  ];
  return passed(parts.join(', ').replace(', and', ' and'), { isFixed: true });
}

function notCreated(error: AppError, run: DoctorRun): CheckResult {
  const words = failureOf(error, run.target);
  const why =
    error.code === 'publish.conflict'
      ? 'the name is taken by somebody else'
      : error.code === 'publish.forbidden'
        ? 'the key has no right to make buckets'
        : words.detail;
  const mend =
    error.code === 'publish.conflict'
      ? ['Choose another name: at most providers a name can exist only once in the world.']
      : error.code === 'publish.forbidden'
        ? [
            `Make the bucket "${run.target.config.bucket}" in the provider's console, or use a key that may make buckets.`,
          ]
        : words.mend;
  return {
    ...words,
    status: 'fail',
    detail: `The bucket could not be made: ${why}.`.replace('..', '.'),
    mend,
    document: null,
    isCreatable: false,
  };
}
