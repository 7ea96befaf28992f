/**
 * `npm start`: sets up and builds what is missing, then opens the studio: in its own window where there is Electron and a
 * display, else at a loopback address that is printed.
 */
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { electronArguments, hasDisplay, obtainElectron } from './lib/electron.mjs';
import { endWithParent } from './lib/follow-parent.mjs';
import { root } from './lib/root.mjs';
import { runForeground } from './lib/run.mjs';
import { SetupError, runMain, say } from './lib/say.mjs';
import { installSystemPackages } from './lib/system-packages.mjs';
import { setUp } from './setup.mjs';

const usage = `Usage: npm start -- [options]

  --headless    no window and no browser: serve the studio and print its address
  --no-open     the same
  --port N      port of the studio on this computer; 0 picks a free one
  --data DIR    where recordings and settings are kept (also HEADWATER_HOME)`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        headless: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65535)) {
      throw new Error(`Expected --port to be a whole number from 0 to 65535, got "${values.port}"`);
    }
    if (values.data?.trim() === '') throw new Error('Expected a folder after --data');
    return values;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${text.split(/\. |\n/)[0]}.\n${usage}`, 2);
  }
}

/** The data folder as an absolute path: npm has changed the working folder, the person means theirs. */
function dataFolder(/** @type {string | undefined} */ asked) {
  const named = asked ?? process.env['HEADWATER_HOME'];
  if (named === undefined || named === '') return undefined;
  const base = process.env['INIT_CWD'];
  return resolve(base !== undefined && isAbsolute(base) ? base : process.cwd(), named);
}

/** @param {string} electron @param {{ port?: string | undefined }} options @param {string | undefined} data */
async function openApp(electron, options, data) {
  await installSystemPackages(process.platform === 'linux' ? ['electron-libraries'] : []);
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE'];
  if (options.port !== undefined) env['HEADWATER_STUDIO_PORT'] = options.port;
  if (data !== undefined) env['HEADWATER_HOME'] = data;
  return runForeground(electron, electronArguments(), { cwd: root, env });
}

await runMain(async () => {
  endWithParent();
  const options = readOptions();
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  await setUp({ system: ['ffmpeg'] });
  const data = dataFolder(options.data);
  const quiet = options.headless || options['no-open'];
  if (!quiet && !hasDisplay()) say('there is no display here, so the studio is served to a browser');
  const electron = !quiet && hasDisplay() ? await obtainElectron() : null;
  if (electron !== null) return openApp(electron, options, data);

  process.argv = [process.argv[0] ?? '', process.argv[1] ?? '', 'serve'];
  if (quiet) process.argv.push('--no-open');
  if (options.port !== undefined) process.argv.push('--port', options.port);
  if (data !== undefined) process.argv.push('--data', data);
  await import(pathToFileURL(join(root, 'out', 'node', 'cli.mjs')).href);
});
