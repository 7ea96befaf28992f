/**
 * `node scripts/pin-ffmpeg.mjs`: fetches ffmpeg-static's programs for the systems that releases are made for, and writes down their SHA-256
 * in build/ffmpeg.json, which a maintainer looks at and commits. FFMPEG_BINARIES_URL: another place to fetch them from, as ffmpeg-static has
 * it. docs/packaging.md.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { pinsFile, readPins } from './lib/ffmpeg-pins.mjs';
import { SetupError, runMain, say } from './lib/say.mjs';

const source = process.env['FFMPEG_BINARIES_URL'] || 'https://github.com/eugeneware/ffmpeg-static/releases/download';

/** Of the program itself, as it lies in the app. @param {string} url */
async function fetchedHash(url) {
  const answer = await fetch(url);
  if (!answer.ok || answer.body === null) throw new SetupError(`${url} cannot be fetched: status ${answer.status}.`);
  const hash = createHash('sha256');
  await pipeline(Readable.fromWeb(answer.body), createGunzip(), hash);
  return hash.digest('hex');
}

await runMain(async () => {
  const file = process.argv[2] ?? pinsFile;
  const { release, sha256 } = readPins();
  /** @type {Record<string, string>} */
  const found = {};
  for (const system of Object.keys(sha256)) {
    found[system] = await fetchedHash(`${source}/${release}/ffmpeg-${system}.gz`);
    const known = sha256[system] ?? null;
    if (known !== null && known !== found[system]) say(`${system}: it was ${known}, and is another one now`);
  }
  writeFileSync(file, `${JSON.stringify({ release, sha256: found }, null, 2)}\n`);
  say(`written to ${file}: look at it, and commit it`);
  return 0;
});
