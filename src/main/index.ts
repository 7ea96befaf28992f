/** The desktop app: a window on the studio that the engine's process serves. */
import { app, dialog } from 'electron';
import { keepCrashReports } from './crash-reports.js';
import { DesktopShell } from './desktop-shell.js';
import { guardStart } from './guard-start.js';
import { chooseProfileFolder, logsFolder } from './profile.js';
import { describeError, ShellLog } from './shell-log.js';
import { shellWords } from './shell-words.js';
import { claimSingleInstance } from './single-instance.js';
import { takeIdentity } from './take-identity.js';

async function run(log: ShellLog): Promise<void> {
  // Without a graphics card WebGL is drawn in software, in the process that draws for all windows: with none at all composing
  // would wait for the page. Web pages, which are strangers', get none for their canvas elements there (web-pages/has-graphics.ts).
  app.commandLine.appendSwitch('enable-unsafe-swiftshader');
  takeIdentity();
  chooseProfileFolder();
  if (!claimSingleInstance((argv) => shell.wake(argv))) {
    app.quit();
    return;
  }
  const shell = new DesktopShell(log);
  keepCrashReports();
  shell.guard();
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  shell.start();
}

const log = new ShellLog({
  folder: logsFolder(),
  now: () => new Date(),
  writeStderr: (text) => void process.stderr.write(text),
});
// whoever listened may be gone: each line would be an error, and each error a line
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('unhandledRejection', (error) => log.note(`not waited for: ${describeError(error)}`));
// Electron would show a box that holds all up: a show that goes on is worth more
process.on('uncaughtException', (error) => log.note(`not caught: ${describeError(error)}`));
void guardStart(() => run(log), {
  note: log.note,
  tell: async (error) => {
    // before that Linux shows none
    await app.whenReady();
    dialog.showErrorBox(shellWords.engineError.title, `${shellWords.engineError.other}\n\n${String(error)}`);
  },
  quit: () => {
    process.exitCode = 1;
    app.quit();
  },
});
