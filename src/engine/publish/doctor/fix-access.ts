import { type AppError, toAppError } from '../../../shared/errors.js';
import { publicPolicy } from './bucket-policy.js';
import { letsPlayersRead, playerCorsRule } from './cors-document.js';
import { requestTimeoutMs, type DoctorRun } from './doctor-run.js';
import { withPatience } from './patience.js';

/** True where a bucket policy makes files public and the provider takes one over its S3 interface. */
export function canFixPolicy({ target }: Pick<DoctorRun, 'target'>): boolean {
  return target.profile.canPutPolicy && target.profile.publicBy === 'policy';
}

/** True where the provider takes CORS rules over its S3 interface. */
export function canFixCors({ target }: Pick<DoctorRun, 'target'>): boolean {
  return target.profile.canPutCors;
}

/** The bucket policy; null without one, and where the key may not see it. */
export async function currentPolicy(run: DoctorRun): Promise<string | null> {
  if (!run.target.profile.canPutPolicy) return null;
  return run.client.getPolicy({ signal: run.signal, timeoutMs: requestTimeoutMs }).catch(() => null);
}

/**
 * Lets everybody read what is below the prefix; other statements of the policy stay. Null when done, else why not: most
 * often the key has no right to change the policy.
 */
export async function fixPolicy(run: DoctorRun): Promise<AppError | null> {
  return tried(run, async (options) => {
    const existing = await run.client.getPolicy(options);
    await run.client.putPolicy(publicPolicy(run.target, { existing }), options);
  });
}

/** Adds a rule for players on other websites; the bucket's own rules stay in front of it. Null when done, else why not. */
export async function fixCors(run: DoctorRun): Promise<AppError | null> {
  return tried(run, async (options) => {
    const existing = (await run.client.getCors(options)) ?? [];
    if (!letsPlayersRead(existing)) await run.client.putCors([...existing, playerCorsRule], options);
  });
}

async function tried(
  run: DoctorRun,
  work: (options: { readonly signal: AbortSignal; readonly timeoutMs: number }) => Promise<void>,
): Promise<AppError | null> {
  try {
    await withPatience(run, () => work({ signal: run.signal, timeoutMs: requestTimeoutMs }));
    return null;
  } catch (error) {
    return toAppError(error);
  }
}
