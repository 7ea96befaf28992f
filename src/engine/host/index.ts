/** Entry of the engine's process under the desktop app (Electron's utilityProcess). */
import { connectShell } from './shell-port.js';
import { runHost } from './run-host.js';

const shell = connectShell(process);
// Without a shell there is nobody to serve: the entry was started by hand.
if (shell === null) {
  process.stderr.write('engine-host: Expected to be started by the desktop app; run "headwater serve" instead\n');
  process.exit(2);
}
runHost(shell);
