import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ShowOn } from '../shared/host-protocol.js';
import { ElectronUpdates } from './electron-updates.js';
import type { Note } from './shell-log.js';
import { shellWords } from './shell-words.js';
import { UpdateKeeper, type UpdateState } from './update-keeper.js';
import { updateSupport } from './update-support.js';

export interface Updates {
  /** What is on: while anything is, nothing is loaded, offered or put in place. */
  onShow(show: ShowOn): void;
  /** The menu's question, answered in words. */
  check(): void;
}

const words = shellWords.updates;

/** A message above the studio, where there is one; answers the number of the button. */
async function say(options: MessageBoxOptions): Promise<number> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const asked = window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options);
  return (await asked).response;
}

/** Puts it in place when the engine has ended in order: the new app starts while the old one is on its way out. */
function installAtQuit(
  updates: ElectronUpdates,
  isEngineRunning: () => boolean,
  onFailed: (error: unknown) => void,
): () => void {
  let isWanted = false;
  app.on('will-quit', (event) => {
    if (!isWanted || isEngineRunning()) return;
    isWanted = false;
    event.preventDefault();
    app.releaseSingleInstanceLock();
    // there is no window any more, and no engine: what cannot be put in place is tried at another time
    void updates.install((error) => {
      onFailed(error);
      app.quit();
    });
  });
  return () => {
    isWanted = true;
    app.quit();
  };
}

/** Keeps the app up to date where it can do so itself. `isEngineRunning`: there is still something to end before it may go. */
export function keepUpToDate(isEngineRunning: () => boolean, note: Note): Updates {
  const hasFeed = app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'));
  const support = updateSupport({ platform: process.platform, env: process.env, hasFeed });
  if (support !== 'yes') {
    return { onShow: () => undefined, check: () => void say({ type: 'info', ...words.without[support] }) };
  }
  const updater = new ElectronUpdates();
  const onFailed = (error: unknown): void => note(`update: ${String(error)}`);
  const install = installAtQuit(updater, isEngineRunning, onFailed);
  const offer = async (version: string): Promise<void> => {
    const answer = await say({ type: 'info', ...words.ready(version), defaultId: 0, cancelId: 1 });
    if (answer !== 0) return;
    // the question may have stood there until a show began
    if (keeper.mayInstall()) install();
    else await say({ type: 'info', ...words.notNow });
  };
  const keeper = new UpdateKeeper({
    updater,
    onReady: (version) => void offer(version),
    onFailed,
    after: (delayMs, then) => void setTimeout(then, delayMs),
  });
  const tell = async (state: UpdateState): Promise<void> => {
    if (state.is === 'ready' && keeper.mayInstall()) await offer(state.version);
    else await say({ type: state.is === 'failed' ? 'warning' : 'info', ...words.answer(state, app.getVersion()) });
  };
  keeper.start();
  return {
    onShow: ({ is }) => keeper.setOn(is !== 'off'),
    check: () => void keeper.check().then(tell),
  };
}
