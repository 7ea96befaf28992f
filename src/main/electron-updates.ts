import type { AppUpdater, ProgressInfo } from 'electron-updater';
import type { Updater } from './update-keeper.js';

/** electron-updater is large, and not needed to start. */
async function loadUpdater(): Promise<AppUpdater> {
  const { autoUpdater } = await import('electron-updater');
  autoUpdater.autoDownload = false;
  // nothing is put in place unasked
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.logger = null;
  return autoUpdater;
}

/** electron-updater as a place that updates come from. It checks what it fetched: the feed's hash, and the signature where there is one. */
export class ElectronUpdates implements Updater {
  #loaded: Promise<AppUpdater> | null = null;

  #load(): Promise<AppUpdater> {
    this.#loaded ??= loadUpdater();
    return this.#loaded;
  }

  async find(): Promise<string | null> {
    const result = await (await this.#load()).checkForUpdates();
    return result?.isUpdateAvailable === true ? result.updateInfo.version : null;
  }

  async fetch(signal: AbortSignal, onPercent: (percent: number) => void): Promise<void> {
    const updater = await this.#load();
    const { CancellationToken } = await import('electron-updater');
    const token = new CancellationToken();
    const cut = (): void => token.cancel();
    const reach = ({ percent }: ProgressInfo): void => onPercent(percent);
    signal.addEventListener('abort', cut);
    updater.on('download-progress', reach);
    try {
      if (signal.aborted) cut();
      await updater.downloadUpdate(token);
    } finally {
      signal.removeEventListener('abort', cut);
      updater.off('download-progress', reach);
    }
  }

  /** Puts in place what was fetched, ends the app and starts that. `onFailed`: it cannot, and the app runs on. */
  async install(onFailed: (error: unknown) => void): Promise<void> {
    const updater = await this.#load();
    updater.once('error', onFailed);
    updater.quitAndInstall(false, true);
  }
}
