import { app, type MessageBoxOptions } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShowOn } from '../shared/host-protocol.js';
import type { UpdateNews, UpdateStanding, WithoutUpdates } from '../shared/update-news.js';
import type { HostHandlers } from './answer-call.js';
import { ElectronUpdates } from './electron-updates.js';
import { OneTalk } from './one-talk.js';
import type { Note } from './shell-log.js';
import { shellWords } from './shell-words.js';
import { UpdateKeeper, type UpdateAnswer } from './update-keeper.js';
import { updateSupport } from './update-support.js';

export interface Updates {
  /** What is on: while anything is, nothing is loaded, offered or put in place. */
  onShow(show: ShowOn): void;
  /** What would have ended the app was held up, and the creator stays: nothing is put in place at the next end. */
  onStay(): void;
  /** The menu's question, answered in words. */
  check(): void;
  /** What the page may ask of it. */
  readonly handlers: Pick<HostHandlers, 'updateNews' | 'lookForUpdates' | 'installUpdate'>;
}

const words = shellWords.updates;

/** What installs has the app end long before. */
const installLimitMs = 120_000;

export interface UpdatesDeps {
  /** Whether there is still something to end before the app may go. */
  readonly isEngineRunning: () => boolean;
  /** A message to the creator, answered with the number of a button. */
  readonly say: (options: MessageBoxOptions) => Promise<number | null>;
  /** From here on the end of the app is the installer's. */
  readonly onInstall: () => void;
  /** It cannot put it in place: this version goes on, and is told so (`words.failed`). */
  readonly onInstallFailed: () => void;
  /** How it stands, for the page: with each change. */
  readonly tell: (news: UpdateNews) => void;
  readonly note: Note;
}

/** Puts it in place when the engine has ended in order: the new app starts while the old one is on its way out. */
function installAtQuit(
  keeper: UpdateKeeper,
  updates: ElectronUpdates,
  { isEngineRunning, onInstall, onInstallFailed, note }: UpdatesDeps,
): void {
  app.on('will-quit', (event) => {
    if (isEngineRunning() || !keeper.takeWanted()) return;
    event.preventDefault();
    onInstall();
    app.releaseSingleInstanceLock();
    const fail = (error: unknown): void => {
      note(`update: ${String(error)}`);
      onInstallFailed();
    };
    updates.install(fail).catch(fail);
    // nobody sees what is left of the app: it must not stay because an installer never came
    setTimeout(() => app.exit(), installLimitMs);
  });
}

/** Keeps the app up to date where it can do so itself. */
export function keepUpToDate(deps: UpdatesDeps): Updates {
  const { say, note } = deps;
  const hasFeed = app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'));
  const packed = app.isPackaged ? readFileSync(join(app.getAppPath(), 'package.json'), 'utf8') : '{}';
  const { platform, env, execPath } = process;
  const support = updateSupport({ platform, env, execPath, hasFeed, packed });
  if (support !== 'yes') return withoutUpdates(support, say);
  const updater = new ElectronUpdates();
  const talks = new OneTalk();
  let isOn = false;
  /** False: not now, something is on. */
  const install = (): boolean => {
    const isWanted = keeper.want();
    // whoever asks for it hears so first
    if (isWanted) setImmediate(() => app.quit());
    return isWanted;
  };
  const offer = async (version: string): Promise<void> => {
    const answer = await say({ type: 'info', ...words.ready(version), defaultId: 0, cancelId: 1 });
    // the question may have stood there until a show began
    if (answer === 0 && !install()) await say({ type: 'info', ...words.notNow });
  };
  const tell = (standing: UpdateStanding): void => deps.tell({ standing, isOn });
  const keeper = new UpdateKeeper({
    updater,
    onReady: (version) => void talks.beginBehind(() => offer(version)),
    onFailed: (error) => note(`update: ${String(error)}`),
    onStanding: tell,
    after: (delayMs, then) => void setTimeout(then, delayMs),
  });
  const answer = async (state: UpdateAnswer): Promise<void> => {
    if (state.is === 'ready' && keeper.mayInstall()) await offer(state.version);
    else await say({ type: state.is === 'failed' ? 'warning' : 'info', ...words.answer(state, app.getVersion()) });
  };
  installAtQuit(keeper, updater, deps);
  keeper.start();
  return {
    onShow: ({ is }) => {
      isOn = is !== 'off';
      keeper.setOn(isOn);
      tell(keeper.standing());
    },
    onStay: () => keeper.unwant(),
    check: () => talks.begin(() => keeper.check().then(answer)),
    handlers: {
      updateNews: () => ({ standing: keeper.standing(), isOn }),
      lookForUpdates: () => {
        void keeper.check();
        return null;
      },
      installUpdate: install,
    },
  };
}

/** Of a copy that cannot: it says why not. */
function withoutUpdates(why: WithoutUpdates, say: UpdatesDeps['say']): Updates {
  return {
    onShow: () => undefined,
    onStay: () => undefined,
    check: () => void say({ type: 'info', ...words.without[why] }),
    handlers: {
      updateNews: () => ({ standing: { is: 'without', why }, isOn: false }),
      lookForUpdates: () => null,
      installUpdate: () => false,
    },
  };
}
