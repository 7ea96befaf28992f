import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { Arch } from 'electron-builder';
import { checkFfmpeg, readPins, sha256Of } from './ffmpeg-pins.mjs';
import { packagesBeside } from './packages-beside.mjs';
import { say } from './say.mjs';

/** What an Electron in a folder brings to start programs by their path; an app must not carry it. */
const standIns = ['default_app.asar', 'app'];

/** What could not start: electron-builder leaves packages out without a word where `node_modules` is a link. @param {string} archive */
function checkPackages(archive) {
  const files = new Set(listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/')));
  const lacking = packagesBeside.filter((name) => !files.has(`/node_modules/${name}/package.json`));
  if (lacking.length === 0) return;
  throw new Error(
    `Expected ${packagesBeside.join(', ')} in ${archive}, got none of ${lacking.join(', ')}: node_modules must be a folder of this tree, not a link (npm ci)`,
  );
}

/**
 * What electron-builder only warns about, or does not look at: an app has the packages that it loads; one to be installed has its own ffmpeg, for its own system,
 * and a release (HEADWATER_UPDATES_REPOSITORY) one that is known.
 * @param {import('electron-builder').AfterPackContext} context @param {import('./ffmpeg-pins.mjs').FfmpegPins} [pins]
 */
export async function afterPack(context, pins = readPins()) {
  const { appOutDir, arch, electronPlatformName, packager, targets } = context;
  const resources = packager.getResourcesDir(appOutDir);
  for (const name of standIns) rmSync(join(resources, name), { recursive: true, force: true });
  rmSync(join(appOutDir, 'version'), { force: true });

  checkPackages(join(resources, 'app.asar'));
  const isToTry = targets.every(({ name }) => name === 'dir');
  if (isToTry) return;
  const wanted = `${electronPlatformName}-${String(Arch[arch])}`;
  const here = `${process.platform}-${process.arch}`;
  if (wanted !== here) {
    throw new Error(`Expected to pack for ${here}, whose ffmpeg is installed here, got ${wanted}`);
  }
  const folder = join(resources, 'app.asar.unpacked', 'node_modules', 'ffmpeg-static');
  const program = join(folder, process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');
  for (const file of [program, `${program}.LICENSE`]) {
    if (!existsSync(file)) throw new Error(`Expected ${file} in the package, got none`);
  }
  const isRelease = Boolean(process.env['HEADWATER_UPDATES_REPOSITORY']);
  const problem = checkFfmpeg({ system: here, sha256: await sha256Of(program), isRelease, pins });
  if (problem !== null) say(`not for a release: ${problem}.`);
}
