/**
 * `node scripts/icons.mjs`: makes the icons of every system from build/icon.png (1024 × 1024), with ffmpeg on PATH. What it makes
 * is kept in the repository: to build the app takes no image tool and no download.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { icns, ico } from './lib/icon-files.mjs';
import { root } from './lib/root.mjs';
import { SetupError, runMain } from './lib/say.mjs';

const folder = join(root, 'build');

/** The icon, scaled. @param {number} size @param {readonly string[]} format ffmpeg's output options */
function scaled(size, format) {
  const filter = ['-vf', `scale=${size}:${size}:flags=lanczos`, '-frames:v', '1'];
  const args = ['-v', 'error', '-i', join(folder, 'icon.png'), ...filter, ...format, '-'];
  const { status, stdout, stderr } = spawnSync('ffmpeg', args, { maxBuffer: 100_000_000 });
  if (status !== 0) throw new SetupError(`ffmpeg could not scale the icon: ${String(stderr)}`);
  return stdout;
}

const png = (/** @type {number} */ size) => scaled(size, ['-c:v', 'png', '-f', 'image2pipe']);
const bgra = (/** @type {number} */ size) => scaled(size, ['-pix_fmt', 'bgra', '-f', 'rawvideo']);

await runMain(async () => {
  mkdirSync(join(folder, 'icons'), { recursive: true });
  for (const size of [16, 32, 48, 64, 128, 256, 512]) {
    writeFileSync(join(folder, 'icons', `${size}x${size}.png`), png(size));
  }
  writeFileSync(join(folder, 'icon.icns'), icns(png));
  writeFileSync(join(folder, 'icon.ico'), ico({ bgra, png }));
});
