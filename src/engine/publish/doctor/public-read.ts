import type { AppError } from '../../../shared/errors.js';
import { objectUrl } from '../s3/object-url.js';
import { letsEverybodyRead, publicPolicy } from './bucket-policy.js';
import { failed, passed, warned, type CheckResult } from './check-result.js';
import type { DoctorRun } from './doctor-run.js';
import { failureOf } from './failure-words.js';
import { canFixPolicy, currentPolicy, fixPolicy } from './fix-access.js';
import { askUntil } from './patience.js';
import { stepsFor } from './provider-steps.js';
import { fileElsewhere, isPublicAtEndpoint } from './public-places.js';
import type { WebAnswer } from './public-web.js';
import { headersOf, type TestFile } from './test-files.js';

/** A file that was just stored may take a moment to show behind the public URL. */
const freshFile = { everyMs: 500, forMs: 3_000 };
/** The second time it is known how long that takes. */
const freshElsewhere = { everyMs: 400, forMs: 1_000 };
/** So may a policy. */
const freshPolicy = { everyMs: 700, forMs: 10_000 };

/** Whether a viewer gets a file through the public URL, and whether it is this bucket that the URL leads to. */
export async function readAsViewer(run: DoctorRun, publicUrl: string, file: TestFile): Promise<CheckResult> {
  const url = objectUrl(publicUrl, run.scratch.key(file.name));
  const ask = () => run.web.ask(url);
  const isOurs = (answer: WebAnswer) => isFile(answer, file);
  const answer = await askUntil(run, freshFile, ask, (got) => isOurs(got) || isRefusal(got));
  if (isOurs(answer)) return readable(publicUrl);
  if (await isShownWithoutDot(run, publicUrl, file)) return readable(publicUrl);
  const isElsewhere = !isRefusal(answer) || (await isPublicAtEndpoint(run, file));
  if (isElsewhere) return elsewhere(run, publicUrl, file, answer);
  const shut = await notPublic(run);
  if (!run.fix || !shut.isFixable) return shut;
  const trouble = await fixPolicy(run);
  if (trouble !== null) return notFixed(run, shut, trouble);
  if (isOurs(await askUntil(run, freshPolicy, ask, isOurs))) {
    return passed('Everybody may read what Headwater publishes now: a bucket policy was added.', { isFixed: true });
  }
  return notPublic(run);
}

/** Many a web server shows no names that begin with a dot: then the run goes on in a folder without one. */
async function isShownWithoutDot(run: DoctorRun, publicUrl: string, file: TestFile): Promise<boolean> {
  run.scratch.show(true);
  await run.scratch.put(file.name, file.body, headersOf(file));
  const url = objectUrl(publicUrl, run.scratch.key(file.name));
  const answer = await askUntil(
    run,
    freshElsewhere,
    () => run.web.ask(url),
    (got) => isFile(got, file) || isRefusal(got),
  );
  run.scratch.show(isFile(answer, file));
  return isFile(answer, file);
}

const isFile = (answer: WebAnswer, file: TestFile): boolean => answer.status === 200 && answer.body.equals(file.body);
const isRefusal = ({ status }: WebAnswer): boolean => status === 401 || status === 403;

function readable(publicUrl: string): CheckResult {
  const { protocol, hostname, host } = new URL(publicUrl);
  if (hostname.endsWith('.r2.dev')) {
    return warned(
      'Everybody can read, but through an r2.dev address: Cloudflare slows those down, they are not for viewers.',
      [
        'Cloudflare dashboard → R2 → the bucket → Settings → Custom Domains → Add, then enter that domain as the public URL.',
      ],
    );
  }
  const isLocal = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/.test(hostname);
  if (protocol === 'http:' && !isLocal) {
    return warned(`Everybody can read at ${host}, but without encryption: pages on https websites cannot embed it.`, [
      'Use an https address as the public URL.',
    ]);
  }
  return passed(`Everybody can read at ${host}, and it is this bucket.`);
}

const plainPrefix =
  'A web server in front may not serve names with spaces, signs or letters beyond a to z: choose a prefix without them.';
const isPlain = (prefix: string): boolean => /^[A-Za-z0-9._/-]*$/.test(prefix);

async function elsewhere(run: DoctorRun, publicUrl: string, file: TestFile, answer: WebAnswer): Promise<CheckResult> {
  const found = await fileElsewhere(run, publicUrl, file);
  const host = new URL(publicUrl).host;
  const detail =
    answer.status === 200
      ? `The public URL leads elsewhere: ${host} answers with other content than the file that was just stored.`
      : `The public URL leads elsewhere: ${host} does not have the file that was just stored (it answers ${answer.status}).`;
  const place =
    found === null
      ? [
          `The public URL is that of the bucket's root, without the prefix. It is set to ${publicUrl}.`,
          ...stepsFor(run.target, 'publicUrl'),
        ]
      : [`The file is at ${found}: set the public URL of this destination to that.`];
  return failed(detail, [
    ...place,
    'With a CDN or a domain of your own: look which bucket it takes files from (its origin).',
    ...(isPlain(run.target.config.prefix) ? [] : [plainPrefix]),
  ]);
}

async function notPublic(run: DoctorRun): Promise<CheckResult> {
  const policy = await currentPolicy(run);
  if (policy !== null && letsEverybodyRead(policy, run.target)) {
    return failed('The bucket policy lets everybody read, and the server still refuses (403).', [
      'This server decides for each file (ACL): choose a provider that asks for that, like "DigitalOcean Spaces" (--profile spaces).',
      'Or look for a switch that forbids public access for the whole account or bucket.',
    ]);
  }
  return failed('The bucket is private: viewers are refused (403).', stepsFor(run.target, 'makePublic'), {
    document: run.target.profile.publicBy === 'policy' ? publicPolicy(run.target, { existing: policy }) : null,
    isFixable: canFixPolicy(run),
  });
}

function notFixed(run: DoctorRun, shut: CheckResult, trouble: AppError): CheckResult {
  const why =
    trouble.code === 'publish.forbidden'
      ? 'This key may not change that, or public access is forbidden for the whole bucket or account.'
      : `Changing that failed: ${failureOf(trouble, run.target).detail}`;
  return { ...shut, detail: `${shut.detail} ${why}`, isFixable: false };
}
