import type { Ffmpeg } from '../process/ffmpeg.js';
import { runHost } from './run-host.js';
import { connectShell } from './shell-port.js';

/** Runs one engine for the desktop app that started this process. `ffmpeg`: see `EngineOptions`. */
export function runProcess(ffmpeg: Promise<Ffmpeg>): void {
  const shell = connectShell(process);
  if (shell !== null) return runHost(shell, ffmpeg);
  // Without a shell there is nobody to serve: the entry was started by hand.
  process.stderr.write('engine-host: Expected to be started by the desktop app; run "headwater serve" instead\n');
  process.exit(2);
}
