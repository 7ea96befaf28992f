/**
 * `npm run package [-- --dir] [--output DIR]`: builds and packs the installable app for this system, and publishes nothing.
 * docs/packaging.md.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { obtainElectron } from './lib/electron.mjs';
import { writeLicences } from './lib/licences.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { SetupError, runMain, say } from './lib/say.mjs';
import { electronParts, ffmpegPart } from './lib/shipped-programs.mjs';
import { stageBundles } from './lib/stage-bundles.mjs';
import { setUp } from './setup.mjs';

const usage = `Usage: npm run package -- [options]

  --dir           a folder to try, no installer; goes without ffmpeg where ffmpeg-static has none, and with the
                  Electron of ELECTRON_OVERRIDE_DIST_PATH
  --output DIR    where to put it (release)`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        dir: { type: 'boolean', default: false },
        output: { type: 'string', default: join(root, 'release') },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, 2);
  }
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

const ffmpeg = join(root, 'node_modules', 'ffmpeg-static', process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');

/** What an installer must have of its own. lib/after-pack.mjs looks again at what was packed. @param {boolean} isToTry */
function checkParts(isToTry) {
  if (!existsSync(ffmpeg)) {
    if (!isToTry) {
      throw new SetupError(
        'ffmpeg-static has no ffmpeg for this computer here, and an installed app needs one. Run npm ci where its download can be reached, or pack a folder to try: npm run package -- --dir',
      );
    }
    say("packing without ffmpeg (ffmpeg-static has none here): the app will use this computer's own.");
  }
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] && !isToTry) {
    throw new SetupError("ELECTRON_OVERRIDE_DIST_PATH is set: installers are made with Electron's own release alone.");
  }
}

/** What is shipped beside packages, asked itself: Electron with its parts, and ffmpeg where there is one. */
async function shippedPrograms() {
  const electron = await obtainElectron();
  if (electron === null) {
    throw new SetupError('the Electron program is not here, and is to say what it is made of: npx install-electron');
  }
  return [...(await electronParts(electron)), ...(existsSync(ffmpeg) ? [await ffmpegPart(ffmpeg)] : [])];
}

await runMain(async () => {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  await setUp({ system: [] });
  checkParts(options.dir);
  writeLicences({ version: readJson('package.json').version, programs: await shippedPrograms() });
  stageBundles(join(root, 'out'), join(root, 'out', 'packed'));
  const output = resolve(process.env['INIT_CWD'] ?? process.cwd(), options.output);
  const args = [
    join(root, 'node_modules', 'electron-builder', 'cli.js'),
    ...['--config', 'electron-builder.config.ts', `-c.directories.output=${output}`],
    ...['--publish', 'never', `--${process.arch}`],
    ...(options.dir ? ['--dir'] : []),
    // src/engine/process/bundled-ffmpeg.ts
    ...(existsSync(ffmpeg) ? [] : ['-c.extraMetadata.ffmpeg=system']),
  ];
  const { code } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) throw new SetupError('packing failed (the reason is above).');
  say(`packed into ${output}`);
  return 0;
});
