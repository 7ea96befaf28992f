/** The desktop app: a window on the studio that the engine's process serves. */
import { app } from 'electron';
import { keepCrashReports } from './crash-reports.js';
import { DesktopShell } from './desktop-shell.js';
import { chooseProfileFolder } from './profile.js';
import { claimSingleInstance } from './single-instance.js';

async function run(): Promise<void> {
  // Without a graphics card WebGL is drawn in software: with none at all composing would wait for the page. What is unsafe
  // about it are strangers' pages, which are drawn apart and see nothing of this app.
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
  await shell.start();
}

void run();
