import { Menu, app, shell } from 'electron';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HostHandlers } from './answer-call.js';
import { menuTemplate } from './menu-template.js';
import type { ShellLog } from './shell-log.js';
import { shellWords } from './shell-words.js';
import type { Updates } from './updates.js';

/** Shows a folder, also one that nothing was put into yet. */
async function openFolder(folder: string, note: ShellLog['note']): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    note(String(error));
  }
  const problem = await shell.openPath(folder);
  if (problem !== '') note(`${folder} cannot be shown: ${problem}`);
}

/** What the app is made with, and on which terms: beside its archive. */
const licencesFolder = (): string => join(process.resourcesPath, 'licences');

export interface HelpOptions {
  /** Lies among the engine's. */
  readonly log: ShellLog;
  readonly updates: Pick<Updates, 'check'>;
}

/** What the menu's Help shows, for the menu and for the page's settings. */
export function helpActions({ log, updates }: HelpOptions) {
  const show = (folder: string) => (): void => void openFolder(folder, log.note);
  return {
    about: () => app.showAboutPanel(),
    openLogs: show(log.folder),
    openCrashReports: show(app.getPath('crashDumps')),
    checkForUpdates: () => updates.check(),
    openLicences: existsSync(licencesFolder()) ? show(licencesFolder()) : null,
  };
}

/** Puts the app's menu up. */
export function installMenu(options: HelpOptions): void {
  app.setAboutPanelOptions({
    applicationName: shellWords.appName,
    applicationVersion: app.getVersion(),
    ...shellWords.about,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, helpActions(options))));
}

/** The same, asked for by the page. */
export function helpHandlers(options: HelpOptions): Pick<HostHandlers, 'showHelp'> {
  return {
    showHelp: (what) => {
      const { openLogs, openCrashReports, openLicences } = helpActions(options);
      const acts = { logs: openLogs, 'crash-reports': openCrashReports, licences: openLicences };
      acts[what]?.();
      return acts[what] !== null;
    },
  };
}
