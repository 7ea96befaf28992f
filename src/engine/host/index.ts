/** Entry of the engine's process under the desktop app (Electron's utilityProcess). */
import { keepCompiled } from './keep-compiled.js';
import { resolveFfmpeg } from '../process/resolve-ffmpeg.js';

// A show may wait for this process: ffmpeg is asked for its version while all that follows is read.
const ffmpeg = resolveFfmpeg({ env: process.env });
// told by the start
ffmpeg.catch(() => undefined);
keepCompiled(process.argv[2]);
const { runProcess } = await import('./run-process.js');
runProcess(ffmpeg);
