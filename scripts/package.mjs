/**
 * `npm run package [-- --dir] [--output DIR]`: builds and packs the installable app for this system, and publishes nothing.
 * docs/packaging.md.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeLicences } from './lib/licences.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { SetupError, runMain, say } from './lib/say.mjs';
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

/** What an installer must have of its own. lib/after-pack.mjs looks again at what was packed. @param {boolean} isToTry */
function checkParts(isToTry) {
  const program = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  if (!existsSync(join(root, 'node_modules', 'ffmpeg-static', program))) {
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

function electronVersion() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return String(readJson('node_modules/electron/package.json').version);
  return readFileSync(join(folder, 'version'), 'utf8').trim();
}

await runMain(async () => {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  await setUp({ system: [] });
  checkParts(options.dir);
  writeLicences({ version: readJson('package.json').version, electron: electronVersion() });
  const output = resolve(process.env['INIT_CWD'] ?? process.cwd(), options.output);
  const args = [
    join(root, 'node_modules', 'electron-builder', 'cli.js'),
    ...['--config', 'electron-builder.config.ts', `-c.directories.output=${output}`],
    ...['--publish', 'never', `--${process.arch}`],
    ...(options.dir ? ['--dir'] : []),
  ];
  const { code } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) throw new SetupError('packing failed (the reason is above).');
  say(`packed into ${output}`);
  return 0;
});
