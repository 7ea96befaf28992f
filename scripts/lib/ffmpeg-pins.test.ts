import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFfmpeg, readPins, sha256Of } from './ffmpeg-pins.mjs';
import { root } from './root.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-pins-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const pins = { release: 'b1', sha256: { 'linux-x64': sha256('known'), 'win32-x64': null } };

test('an ffmpeg that is another one than is known is not packed, in a release or not', () => {
  const other = { system: 'linux-x64', sha256: sha256('another'), pins };
  for (const isRelease of [true, false]) {
    expect(() => checkFfmpeg({ ...other, isRelease })).toThrow(/Expected the ffmpeg of b1 for linux-x64/);
    expect(checkFfmpeg({ ...other, sha256: sha256('known'), isRelease })).toBeNull();
  }
});

test.each(['win32-x64', 'linux-arm64'])('without a known one for %s there is no release', (system) => {
  const one = { system, sha256: sha256('any'), pins };
  expect(() => checkFfmpeg({ ...one, isRelease: true })).toThrow(/Expected a known ffmpeg in a release/);
  expect(checkFfmpeg({ ...one, isRelease: false })).toMatch(/pin-ffmpeg/);
});

test('the systems that releases are made for stand in the file', () => {
  expect(Object.keys(readPins().sha256)).toEqual(['linux-x64', 'win32-x64', 'darwin-arm64']);
  for (const hash of Object.values(readPins().sha256)) expect(hash ?? '0'.repeat(64)).toMatch(/^[0-9a-f]{64}$/);
});

test('a file’s hash is that of its bytes', async () => {
  await writeFile(join(folder, 'ffmpeg'), 'known');
  expect(await sha256Of(join(folder, 'ffmpeg'))).toBe(sha256('known'));
});

test('the command writes down the hash of each program as it is unpacked', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(gzipSync(`program of ${request.url}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = join(folder, 'ffmpeg.json');
  const env = { ...process.env, FFMPEG_BINARIES_URL: url };
  await promisify(execFile)(process.execPath, [join(root, 'scripts', 'pin-ffmpeg.mjs'), file], { env });
  server.close();
  const { release } = readPins();
  expect(asked).toEqual(['linux-x64', 'win32-x64', 'darwin-arm64'].map((one) => `/${release}/ffmpeg-${one}.gz`));
  const written = JSON.parse(await readFile(file, 'utf8')) as ReturnType<typeof readPins>;
  expect(written.release).toBe(release);
  expect(written.sha256['win32-x64']).toBe(sha256(`program of /${release}/ffmpeg-win32-x64.gz`));
});
