import { randomBytes } from 'node:crypto';
import { objectUrl } from '../s3/object-url.js';
import { failed, passed, warned, type CheckResult } from './check-result.js';
import { corsDocument } from './cors-document.js';
import type { DoctorRun } from './doctor-run.js';
import { failureOf } from './failure-words.js';
import { canFixCors, fixCors } from './fix-access.js';
import { pause } from './patience.js';
import { stepsFor } from './provider-steps.js';
import type { WebAnswer } from './public-web.js';
import { kinds } from './test-files.js';

/** Websites that do not exist, as a browser would name them. */
const website = 'https://player.headwater.example';
const otherWebsite = 'https://another.headwater.example';
const triesAfterFix = { everyMs: 800, count: 10 };

const edgeMend = [
  'Let the CDN add "Access-Control-Allow-Origin: *" to every answer itself (a response header rule).',
  'Or let it keep one copy for each Origin header ("cache key": Origin), or pass on "Vary: Origin".',
];

/** What was found; `nowhere` means that no answer lets a website read. */
type Finding = 'good' | 'nowhere' | 'order' | 'other-site' | 'preflight';

/** Whether a player on another website may read, in whatever order a cache has seen the requests. */
export async function checkCors(run: DoctorRun, publicUrl: string): Promise<CheckResult> {
  const finding = await look(run, publicUrl, 0);
  if (finding !== 'nowhere') return inWords(run, finding);
  if (!run.fix || !canFixCors(run)) return inWords(run, finding);
  const trouble = await fixCors(run);
  if (trouble !== null) {
    const shut = inWords(run, finding);
    const why =
      trouble.code === 'publish.forbidden' ? 'This key may not change that.' : failureOf(trouble, run.target).detail;
    return { ...shut, detail: `${shut.detail} ${why}`, isFixable: false };
  }
  // Rules take a moment to arrive. Each look uses new files, so that no cache remembers the last one.
  for (let round = 1; round <= triesAfterFix.count && !run.signal.aborted; round += 1) {
    const again = await look(run, publicUrl, round);
    if (again === 'good') {
      return passed('Players on other websites may read now: a CORS rule was added.', { isFixed: true });
    }
    if (again !== 'nowhere') return inWords(run, again);
    await pause(run, triesAfterFix.everyMs);
  }
  return { ...inWords(run, 'nowhere'), mend: edgeMend, isFixable: false };
}

async function look(run: DoctorRun, publicUrl: string, round: number): Promise<Finding> {
  const [first, second] = [`site-${round}.m4s`, `plain-${round}.m4s`];
  for (const name of [first, second]) await run.scratch.put(name, randomBytes(64), kinds.segment);
  const ask = (name: string, origin: string | null) =>
    run.web.ask(objectUrl(publicUrl, run.scratch.key(name)), { headers: origin === null ? {} : { origin } });
  if (!allows(await ask(first, website), website)) return 'nowhere';
  // As a cache sees it when a TV or a preview asks first, and a website after it.
  await ask(second, null);
  if (!allows(await ask(second, website), website)) return 'order';
  if (!allows(await ask(first, otherWebsite), otherWebsite)) return 'other-site';
  const preflight = await run.web.ask(objectUrl(publicUrl, run.scratch.key(first)), {
    method: 'OPTIONS',
    headers: { origin: website, 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' },
  });
  return isWelcoming(preflight) ? 'good' : 'preflight';
}

function allows({ headers }: WebAnswer, origin: string): boolean {
  const allowed = headers.get('access-control-allow-origin')?.trim();
  return allowed === '*' || allowed === origin;
}

function isWelcoming(answer: WebAnswer): boolean {
  const names = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/);
  const isFine = answer.status >= 200 && answer.status < 300;
  return isFine && allows(answer, website) && (names.includes('*') || names.includes('range'));
}

function inWords(run: DoctorRun, finding: Finding): CheckResult {
  const document = corsDocument(run.target.profile.id);
  switch (finding) {
    case 'good':
      return passed('Players on other websites may read, in any order of requests.');
    case 'nowhere':
      return failed(
        'Players on other websites may not read: the answers carry no Access-Control-Allow-Origin header (CORS).',
        stepsFor(run.target, 'cors'),
        { document, isFixable: canFixCors(run) },
      );
    case 'order':
      return failed(
        'A cache in front of the bucket keeps an answer without CORS when a file is first asked for by something other than a website, and then gives it to websites, too: their players fail.',
        edgeMend,
      );
    case 'other-site':
      return failed(
        'Only the first website that asks may read: others get its answer from a cache, or are not allowed.',
        [...stepsFor(run.target, 'cors'), ...edgeMend],
        { document },
      );
    case 'preflight':
      return warned(
        'Players on other websites may read whole files, but browsers that ask beforehand (OPTIONS) are refused parts of files (Range).',
        [...stepsFor(run.target, 'cors'), 'With a CDN in front: let it pass on OPTIONS requests.'],
        { document },
      );
  }
}
