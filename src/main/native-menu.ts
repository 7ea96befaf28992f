import { Menu, app, shell } from 'electron';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { menuTemplate } from './menu-template.js';
import { shellWords } from './shell-words.js';
import type { Updates } from './updates.js';

/** Shows a folder, also one that nothing was put into yet. */
async function openFolder(folder: string): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    process.stderr.write(`headwater: ${String(error)}\n`);
  }
  const problem = await shell.openPath(folder);
  if (problem !== '') process.stderr.write(`headwater: ${folder} cannot be shown: ${problem}\n`);
}

/** What the app is made with, and on which terms: beside its archive. */
const licencesFolder = (): string => join(process.resourcesPath, 'licences');

/** Puts the app's menu up. `logsDir`: where the engine writes its logs; null until it has said so. */
export function installMenu(logsDir: () => string | null, updates: Pick<Updates, 'check'>): void {
  app.setAboutPanelOptions({
    applicationName: shellWords.appName,
    applicationVersion: app.getVersion(),
    ...shellWords.about,
  });
  const template = menuTemplate(process.platform, {
    about: () => app.showAboutPanel(),
    openLogs: () => void openFolder(logsDir() ?? app.getPath('userData')),
    openCrashReports: () => void openFolder(app.getPath('crashDumps')),
    checkForUpdates: () => updates.check(),
    openLicences: existsSync(licencesFolder()) ? () => void openFolder(licencesFolder()) : null,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
