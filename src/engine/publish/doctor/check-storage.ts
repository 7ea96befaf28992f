import { randomBytes } from 'node:crypto';
import { toAppError } from '../../../shared/errors.js';
import type { StoredObject } from '../s3/bucket-client.js';
import { failed, passed, skipped, warned, type CheckResult } from './check-result.js';
import type { Checklist } from './checklist.js';
import { requestTimeoutMs, type DoctorRun } from './doctor-run.js';
import { failureOf } from './failure-words.js';
import { withPatience } from './patience.js';
import { headersOf, kinds, packedPlaylist, type TestFile } from './test-files.js';

/** A listing that takes longer makes removing a broadcast of many thousand files a matter of minutes. */
const slowListMs = 3_000;

/** Storing and reading back with the key. Answers a file that is there now; null when nothing can be stored. */
export async function checkStorage(run: DoctorRun, list: Checklist): Promise<TestFile | null> {
  const file: TestFile = {
    name: 'read.json',
    kind: 'json',
    body: Buffer.from(`"${randomBytes(256).toString('hex')}"`),
  };
  const playlist = packedPlaylist();
  const isStored = await list.check('put', () => storing(run, [file, playlist]));
  if (!isStored) return null;
  await list.check('read-back', () => readingBack(run, [file, playlist]));
  return file;
}

async function storing(run: DoctorRun, files: readonly TestFile[]): Promise<CheckResult> {
  try {
    for (const file of files) await run.scratch.put(file.name, file.body, headersOf(file));
  } catch (thrown) {
    const error = toAppError(thrown);
    const words = failureOf(error, run.target);
    if (error.code !== 'publish.forbidden' || run.signal.aborted) return words;
    return { ...words, detail: `The key may not store files below "${run.scratch.folder}": it can read at most.` };
  }
  return passed('Files of every kind are taken.');
}

async function readingBack(run: DoctorRun, files: readonly TestFile[]): Promise<CheckResult> {
  const losses: string[] = [];
  for (const file of files) {
    const options = { signal: run.signal, timeoutMs: requestTimeoutMs };
    const key = run.scratch.key(file.name);
    const object = await withPatience(run, () => run.client.get(key, options));
    const head = await withPatience(run, () => run.client.head(key, options));
    if (object === null || head === null) {
      return failed('A file that was just stored is not there when it is read with the same key.', [
        'Ask the provider whether the bucket is shared between servers that take a while to agree: live streams need one that shows files at once.',
      ]);
    }
    if (!isSameBody(object, file) || head.sizeBytes !== file.body.length) {
      return failed('A file comes back changed: other bytes than those that were stored.', [
        'Look for a proxy or gateway between this computer and the bucket that changes files (compression, virus scan).',
        'Choose the provider that this bucket is really at: some servers garble uploads that carry modern checksums.',
      ]);
    }
    losses.push(...lostHeaders(object, file));
  }
  if (losses.length === 0) return passed('Every byte comes back, with its headers.');
  return warned(`The bytes come back, but the server does not keep ${[...new Set(losses)].join(' and ')}.`, [
    'Look for a proxy in front of the bucket that takes headers away. The checks through the public URL tell what it means for viewers.',
  ]);
}

function isSameBody(object: StoredObject, file: TestFile): boolean {
  return object.body.equals(file.body);
}

function lostHeaders(object: StoredObject, file: TestFile): string[] {
  const sent = headersOf(file);
  const losses: string[] = [];
  if (object.contentType !== sent.contentType) losses.push('the file type (Content-Type)');
  if (object.cacheControl !== sent.cacheControl) losses.push('how long caches may keep a file (Cache-Control)');
  if (file.encoding === 'gzip' && object.contentEncoding !== 'gzip') {
    losses.push('that a file is compressed (Content-Encoding)');
  }
  return losses;
}

/** Listing and deleting, which taking a broadcast down needs. */
export async function checkUpkeep(run: DoctorRun, list: Checklist): Promise<void> {
  await list.check('list', () => listing(run));
  await list.check('delete', () => deleting(run));
}

async function listing(run: DoctorRun): Promise<CheckResult> {
  const startMs = run.clock.monotonicMs();
  let seen: ReadonlySet<string>;
  try {
    seen = await withPatience(run, () => listed(run));
  } catch (thrown) {
    return withoutRight(run, thrown, 'list files', 'a broadcast cannot be taken down completely');
  }
  if (!seen.has(run.scratch.key('read.json'))) {
    return warned('A file that was just stored is not in the listing yet.', [
      'Nothing for going live. Taking a broadcast down is repeated until the listing is empty.',
    ]);
  }
  const tookMs = run.clock.monotonicMs() - startMs;
  if (tookMs < slowListMs) return passed('New files are listed at once.');
  return warned(`Listing a handful of files took ${(tookMs / 1000).toFixed(1)} s.`, [
    'Nothing for going live. Taking down long broadcasts will take a while.',
  ]);
}

async function listed(run: DoctorRun): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for await (const page of run.client.list(run.scratch.folder, { signal: run.signal, timeoutMs: requestTimeoutMs })) {
    for (const { key } of page) seen.add(key);
  }
  return seen;
}

async function deleting(run: DoctorRun): Promise<CheckResult> {
  const names = ['gone-1.json', 'gone-2.json'];
  const options = { signal: run.signal, timeoutMs: requestTimeoutMs };
  for (const name of names) await run.scratch.put(name, Buffer.from(JSON.stringify(name)), kinds.json);
  const before = run.client.usage.deletes;
  try {
    const keys = names.map((name) => run.scratch.key(name));
    await withPatience(run, () => run.client.delete(keys, options));
  } catch (thrown) {
    return withoutRight(run, thrown, 'delete files', 'broadcasts stay in the bucket until you delete them there');
  }
  for (const name of names) {
    if ((await run.client.head(run.scratch.key(name), options)) === null) continue;
    return warned('The server says that files are deleted, but they are still there.', [
      'Look whether the bucket keeps files on purpose (object lock, retention).',
    ]);
  }
  const requests = run.client.usage.deletes - before;
  // more than one for each: the client asked for both at once, was refused, and fell back
  if (requests <= names.length || run.target.profile.deletes === 'single') return passed('Files are deleted at once.');
  return warned(
    'This server does not delete many files with one request (DeleteObjects); Headwater deletes one by one.',
    ['Nothing must be done; taking down long broadcasts takes a while.'],
  );
}

function withoutRight(run: DoctorRun, thrown: unknown, what: string, effect: string): CheckResult {
  const error = toAppError(thrown);
  if (run.signal.aborted) return skipped('The test was stopped here.');
  const words = failureOf(error, run.target);
  if (error.code !== 'publish.forbidden') return words;
  return warned(`The key may not ${what}: going live works, but ${effect}.`, words.mend, { document: words.document });
}
