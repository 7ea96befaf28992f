import { randomBytes } from 'node:crypto';
import { objectUrl } from '../s3/object-url.js';
import { publicPolicy } from './bucket-policy.js';
import { checkCors } from './check-cors.js';
import { failed, passed, warned, type CheckResult } from './check-result.js';
import type { Checklist } from './checklist.js';
import type { DoctorRun } from './doctor-run.js';
import { currentPolicy } from './fix-access.js';
import { checkCaches } from './public-cache.js';
import { folderAddress, pageInline, partOfFile, typesArrive } from './public-files.js';
import { readAsViewer } from './public-read.js';
import { stepsFor } from './provider-steps.js';
import { headersOf, packedPlaylist, type TestFile } from './test-files.js';

const afterReading = [
  'public-missing',
  'public-type',
  'public-cache',
  'public-html',
  'public-index',
  'public-range',
  'cors',
] as const;

/** Everything that viewers need, asked for as they do: without keys, through the public URL. `file` was stored before. */
export async function checkPublic(run: DoctorRun, list: Checklist, file: TestFile): Promise<void> {
  const { publicUrl } = run.target;
  if (publicUrl === null) {
    await list.check('public-read', async () =>
      failed('Nobody knows under which address viewers read this bucket: no public URL is set.', [
        ...stepsFor(run.target, 'publicUrl'),
        ...(run.target.profile.publicBy === 'console' ? stepsFor(run.target, 'makePublic') : []),
        'Then enter it as the public URL of this destination (--public-url).',
      ]),
    );
    list.skip(afterReading, 'A public URL must be set first.');
    return;
  }
  const isRead = await list.check('public-read', () => readAsViewer(run, publicUrl, file));
  if (!isRead) {
    list.skip(afterReading, 'Viewers must be able to read files first.');
    return;
  }
  const segment: TestFile = { name: 'segment.m4s', kind: 'segment', body: randomBytes(4096) };
  await list.check('public-missing', () => missingFile(run, publicUrl));
  await list.check('public-type', async () => {
    const playlist = packedPlaylist();
    for (const one of [playlist, segment]) await run.scratch.put(one.name, one.body, headersOf(one));
    return typesArrive(run, publicUrl, [playlist, segment]);
  });
  await list.check('public-cache', () => checkCaches(run, publicUrl));
  await list.check('public-html', () => pageInline(run, publicUrl));
  await list.check('public-index', () => folderAddress(run, publicUrl));
  await list.check('public-range', () => partOfFile(run, publicUrl, segment));
  await list.check('cors', () => checkCors(run, publicUrl));
}

/** What the bucket has, and ours; a policy that cannot be read is left out. */
async function policyWithListing(run: DoctorRun): Promise<string> {
  const existing = await currentPolicy(run);
  try {
    return publicPolicy(run.target, { existing, listing: true });
  } catch {
    return publicPolicy(run.target, { listing: true });
  }
}

async function missingFile(run: DoctorRun, publicUrl: string): Promise<CheckResult> {
  const { status } = await run.web.ask(objectUrl(publicUrl, run.scratch.key('never-stored.m4s')));
  if (status === 404 || status === 410) return passed(`A missing file is answered ${status}.`);
  if (status === 403) {
    const byPolicy = run.target.profile.publicBy === 'policy';
    return warned(
      'A missing file is answered 403 (forbidden) instead of 404 (not found). Headwater and its page take both the same.',
      [
        byPolicy
          ? 'Only if other players need a 404: put the document in place of the bucket policy. It allows ListBucket too, so everybody may then list the bucket, also broadcasts whose link you gave to few.'
          : 'Nothing must be done. A CDN in front can turn 403 into 404 for other players.',
      ],
      { document: byPolicy ? await policyWithListing(run) : null },
    );
  }
  if (status < 400) {
    return failed(`A missing file is answered as if it were there (${status}): players cannot tell what exists.`, [
      'Look for a rule at the CDN or web server that answers unknown addresses with a page (single-page app, error page), and take it out.',
    ]);
  }
  return warned(`A missing file is answered ${status}, which players take for a broken server.`, [
    'Look for a rule at the CDN or web server that changes a 404 into this.',
  ]);
}
