/** Entry of the engine's process under the desktop app (Electron's utilityProcess). */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedFfmpegPath } from '../process/bundled-ffmpeg.js';
import { resolveFfmpeg } from '../process/resolve-ffmpeg.js';

// A show may wait for this process: ffmpeg is asked for its version while all that follows is read.
const outDir = join(dirname(fileURLToPath(import.meta.url)), '..');
const ffmpeg = resolveFfmpeg({ env: process.env, ownPath: installedFfmpegPath(outDir) });
// told by the start
ffmpeg.catch(() => undefined);
const { runProcess } = await import('./run-process.js');
runProcess(ffmpeg);
