/** The desktop app: a window on the studio that the engine's process serves. */
import { app } from 'electron';
import { keepCrashReports } from './crash-reports.js';
import { DesktopShell } from './desktop-shell.js';
import { chooseProfileFolder } from './profile.js';
import { claimSingleInstance } from './single-instance.js';

async function run(): Promise<void> {
  // Without a graphics card WebGL is drawn in software, in the process that draws for all windows: with none at all composing
  // would wait for the page. Web pages, which are strangers', get no WebGL there (web-pages/has-graphics.ts).
  app.commandLine.appendSwitch('enable-unsafe-swiftshader');
  chooseProfileFolder();
  if (!claimSingleInstance((argv) => shell.wake(argv))) {
    app.quit();
    return;
  }
  const shell = new DesktopShell();
  keepCrashReports();
  shell.guard();
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  shell.start();
}

void run();
