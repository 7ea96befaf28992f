/** Entry of the engine's process under the desktop app (Electron's utilityProcess). */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedFfmpegPath } from '../process/bundled-ffmpeg.js';
import { resolveFfmpeg } from '../process/resolve-ffmpeg.js';
import { keepCompiled } from './keep-compiled.js';

/** The folder of what was built: this file lies in its `node`. In an installed app it is inside the archive. */
const outDir = join(dirname(fileURLToPath(import.meta.url)), '..');
const isInstalled = /[\\/]app\.asar[\\/]/.test(outDir + '/');

// A show may wait for this process: ffmpeg is asked for its version while all that follows is read.
const ffmpeg = resolveFfmpeg({
  env: process.env,
  ownPath: isInstalled ? (installedFfmpegPath(outDir) ?? undefined) : undefined,
});
// told by the start
ffmpeg.catch(() => undefined);
keepCompiled(process.argv[2]);
const { runProcess } = await import('./run-process.js');
runProcess(ffmpeg);
