import { gunzipSync } from 'node:zlib';
import { objectUrl } from '../s3/object-url.js';
import { failed, passed, warned, type CheckResult } from './check-result.js';
import type { DoctorRun } from './doctor-run.js';
import type { WebAnswer } from './public-web.js';
import { kinds, type TestFile } from './test-files.js';

const pageText =
  '<!doctype html><html lang="en"><title>Headwater</title><p>A page to test the bucket with.</p></html>\n';
const rangeBytes = { first: 1000, last: 1999 };

/** Without parameters and case: `Text/HTML; charset=utf-8` → `text/html`. */
const bareType = (type: string | null): string => (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Types as sent, and packed files unpacked by the browser. */
export async function typesArrive(run: DoctorRun, publicUrl: string, files: readonly TestFile[]): Promise<CheckResult> {
  const wrong: string[] = [];
  for (const file of files) {
    const answer = await run.web.ask(objectUrl(publicUrl, run.scratch.key(file.name)));
    const body = file.encoding === 'gzip' ? gunzipSync(file.body) : file.body;
    if (!answer.body.equals(body)) {
      const isPacked = file.encoding === 'gzip' && answer.body.equals(file.body);
      return failed(
        isPacked
          ? 'A compressed playlist arrives without the word that it is compressed (Content-Encoding: gzip): no player can read it.'
          : `A ${file.kind} arrives changed at viewers.`,
        [
          'Look for a CDN or proxy in front of the bucket that changes files or takes headers away, and let it pass them on as they are.',
        ],
      );
    }
    const expected = bareType(kinds[file.kind].contentType);
    const got = bareType(answer.headers.get('content-type'));
    if (got !== expected) wrong.push(`a ${file.kind} as "${got === '' ? 'nothing' : got}" instead of "${expected}"`);
  }
  if (wrong.length === 0)
    return passed('Playlists and segments arrive with their types, compressed ones are unpacked.');
  return failed(`File types do not arrive: ${wrong.join(', ')}. Safari and many TVs then refuse to play.`, [
    'Look for a CDN or proxy in front of the bucket that sets types of its own, and let it pass on the Content-Type.',
  ]);
}

/** Whether a browser shows a page instead of saving it. */
export async function pageInline(run: DoctorRun, publicUrl: string): Promise<CheckResult> {
  await run.scratch.put('page/index.html', Buffer.from(pageText), kinds.page);
  const answer = await run.web.ask(objectUrl(publicUrl, run.scratch.key('page/index.html')));
  const mend = [
    'Many providers do so on their own addresses: use a domain of your own as the public URL.',
    'Or put a CDN in front that passes on Content-Type and drops Content-Disposition.',
  ];
  const disposition = answer.headers.get('content-disposition') ?? '';
  if (/^\s*attachment/i.test(disposition)) {
    return failed(
      'Pages are saved instead of opened: the address sends them as a download (Content-Disposition: attachment).',
      mend,
    );
  }
  const type = bareType(answer.headers.get('content-type'));
  if (answer.status !== 200 || type !== 'text/html') {
    return failed(
      `Pages are not opened: they arrive as "${type === '' ? 'nothing' : type}" instead of "text/html".`,
      mend,
    );
  }
  return passed('Pages open in the browser.');
}

/** Object stores know no folders; websites in front of them do. Both are fine, and worth knowing. */
export async function folderAddress(run: DoctorRun, publicUrl: string): Promise<CheckResult> {
  const answer = await run.web.ask(objectUrl(publicUrl, run.scratch.key('page/')));
  if (answer.status === 200 && answer.body.toString() === pageText)
    return passed('An address that ends in "/" opens its page.');
  return passed(
    'An address that ends in "/" opens no page here, as usual for a bucket. All links of Headwater end in /index.html.',
  );
}

/** Range requests: seeking, and players that fetch parts of a segment. */
export async function partOfFile(run: DoctorRun, publicUrl: string, file: TestFile): Promise<CheckResult> {
  const { first, last } = rangeBytes;
  const answer = await run.web.ask(objectUrl(publicUrl, run.scratch.key(file.name)), {
    headers: { range: `bytes=${first}-${last}` },
  });
  if (isPart(answer, file)) return passed('Players can ask for parts of a file.');
  const mend = ['Look for a CDN or proxy in front of the bucket that does not pass on Range requests.'];
  if (answer.status === 200 && answer.body.equals(file.body)) {
    return warned('Asked for a part of a file, the address sends all of it: seeking in recordings is slow.', mend);
  }
  return failed(`Asked for a part of a file, the address answers ${answer.status} with other bytes.`, mend);
}

function isPart({ status, headers, body }: WebAnswer, file: TestFile): boolean {
  const { first, last } = rangeBytes;
  const range = headers.get('content-range')?.trim().toLowerCase();
  const isNamed = range === `bytes ${first}-${last}/${file.body.length}`;
  return status === 206 && isNamed && body.equals(file.body.subarray(first, last + 1));
}
