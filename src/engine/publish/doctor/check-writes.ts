import { AppError, toAppError } from '../../../shared/errors.js';
import type { PutCondition } from '../s3/bucket-client.js';
import { passed, skipped, warned, type CheckResult } from './check-result.js';
import type { Checklist } from './checklist.js';
import { requestTimeoutMs, type DoctorRun } from './doctor-run.js';
import { keyPauseMs, pause } from './patience.js';
import { kinds } from './test-files.js';

/** How long two writes must lie apart to say nothing about a limit of one a second, milliseconds. */
const withinMs = 900;
const mostTries = 3;

/** Writing one key more than once: only under a condition, and quickly. */
export async function checkWrites(run: DoctorRun, list: Checklist): Promise<void> {
  await list.check('conditional-put', () => conditions(run));
  await list.check('overwrite-rate', () => overwriting(run));
}

async function conditions(run: DoctorRun): Promise<CheckResult> {
  const first = await attempt(run, 'once.json', 'first', { ifNoneMatch: true });
  if (first instanceof AppError) return withoutConditions(run, first);
  const second = await attempt(run, 'once.json', 'second', { ifNoneMatch: true });
  const changed = await attempt(run, 'once.json', 'third', { ifMatch: '"00000000000000000000000000000000"' });
  const isKept = [second, changed].every((answer) => answer instanceof AppError && answer.code === 'publish.conflict');
  if (isKept) return passed('The server keeps to that condition: two studios never mix on one channel.');
  const other = [second, changed].find((answer) => answer instanceof AppError && answer.code !== 'publish.conflict');
  if (other instanceof AppError) return withoutConditions(run, other);
  return warned(
    'The server ignores the condition "only when nobody else has written" without a word, and overwrites.',
    slowerFence,
  );
}

const slowerFence = [
  'Nothing must be done: Headwater keeps two studios apart by looking twice, which takes some seconds more when going live.',
  'Best use a channel from one computer at a time.',
];

function withoutConditions(run: DoctorRun, error: AppError): CheckResult {
  if (run.signal.aborted) return skipped('The test was stopped here.');
  if (!['publish.unsupported', 'publish.refused', 'publish.conflict'].includes(error.code)) throw error;
  return warned('The server refuses writes that depend on what is there (conditional PUT).', slowerFence);
}

async function attempt(
  run: DoctorRun,
  name: string,
  text: string,
  condition: PutCondition,
): Promise<AppError | string | null> {
  // where a key takes one write a second this is about something else: wait, and ask again
  for (let tries = 1; ; tries += 1) {
    const answer = await run.scratch
      .putOnce(name, Buffer.from(JSON.stringify(text)), kinds.json, { condition })
      .catch(toAppErrorOf);
    const isBusy = answer instanceof AppError && answer.code === 'publish.throttled';
    if (!isBusy || tries === mostTries) return answer;
    await pause(run, keyPauseMs);
  }
}

const toAppErrorOf = (thrown: unknown): AppError => toAppError(thrown);

async function overwriting(run: DoctorRun): Promise<CheckResult> {
  const name = 'again.json';
  await run.scratch.put(name, Buffer.from('"first"'), kinds.json);
  const firstMs = run.clock.monotonicMs();
  const second = await run.scratch.putOnce(name, Buffer.from('"second"'), kinds.json).catch(toAppErrorOf);
  const apartMs = run.clock.monotonicMs() - firstMs;
  if (second instanceof AppError && second.code !== 'publish.throttled') throw second;
  const gapMs = run.target.profile.minKeyIntervalMs;
  const seconds = (gapMs / 1000).toFixed(1);
  if (second instanceof AppError) {
    const detail = `The server takes one write a second of the same file and refuses the next. Headwater leaves ${seconds} s between them.`;
    if (run.target.profile.id !== 'generic' && gapMs >= 1000) return passed(detail);
    return warned(detail, [
      'Let nothing else write the same files. If the provider is one of those in the list, choose it instead of "generic".',
    ]);
  }
  const object = await run.client.get(run.scratch.key(name), { signal: run.signal, timeoutMs: requestTimeoutMs });
  if (object?.body.toString() !== '"second"') {
    return warned('A file that was written again still has its old content when it is read at once.', [
      'Playlists may arrive a moment late. Ask the provider whether the bucket is "strongly consistent".',
    ]);
  }
  return passed(
    apartMs > withinMs
      ? `Written again after ${(apartMs / 1000).toFixed(1)} s, as fast as this line allows.`
      : `Taken. Headwater leaves ${seconds} s between writes all the same.`,
  );
}
