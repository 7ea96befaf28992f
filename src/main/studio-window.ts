import {
  BrowserWindow,
  app,
  dialog,
  type MessageBoxOptions,
  type OpenDialogOptions,
  type WebContents,
  type WebFrameMain,
} from 'electron';
import { join } from 'node:path';
import { appPageUrl, isAppPage } from '../shared/app-page.js';
import type { HostEventName, HostEvents } from '../shared/host-calls.js';
import { hostChannels } from '../shared/host-channels.js';
import { LeaveGuard, type LeavingDeps } from './ask-before-leaving.js';
import type { EngineSession } from './engine-session.js';
import { mendFallenPage } from './fallen-page.js';
import type { Note } from './shell-log.js';
import { shellWords } from './shell-words.js';
import { WindowMemory } from './window-memory.js';

/** True when the page is there. */
async function load(window: BrowserWindow, url: string, note: Note): Promise<boolean> {
  try {
    await window.loadURL(url);
    return true;
  } catch (error) {
    // An aborted load is one that a newer call, or the window's end, replaced.
    note(String(error));
    return false;
  }
}

/** Loads the page that fell anew, at its address. True when it is there. */
async function reload(window: BrowserWindow, note: Note): Promise<boolean> {
  try {
    await window.loadURL(window.webContents.getURL());
    return true;
  } catch (error) {
    note(String(error));
    return false;
  }
}

export interface StudioWindowDeps extends Omit<LeavingDeps, 'isLoading'> {
  /** Something went wrong that is mended, or waits for the next one. */
  readonly onProblem: Note;
  /** Whether the page shares a screen. */
  readonly isSharing: () => boolean;
  /** What the page has told of itself holds no more, until another one tells. */
  readonly onPageGone: () => void;
}

/** The one window. It is made when the engine is up, for until then there is nothing to show. */
export class StudioWindow {
  #window: BrowserWindow | null = null;
  #loads = 0;
  #isLoaded = false;
  readonly #engine: EngineSession;
  readonly #deps: StudioWindowDeps;
  readonly #facts: readonly (readonly [name: string, value: string])[];

  /** `facts`: what the preload tells the page. */
  constructor(engine: EngineSession, facts: Readonly<Record<string, string>>, deps: StudioWindowDeps) {
    this.#engine = engine;
    this.#deps = deps;
    this.#facts = Object.entries(facts);
  }

  /** What shows the studio; null: there is no window. */
  contents(): WebContents | null {
    return this.#window?.webContents ?? null;
  }

  /** Whether it is in front, itself: a window of another page is none of the studio's. */
  isFocused(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** A message above the studio, or by itself where there is none yet. Answers with the number of the button; null: the app goes. */
  say(options: MessageBoxOptions): Promise<number | null> {
    return this.#deps.boxes.show(this.#window, options);
  }

  /** The system's dialog for files, above the studio. Answers with the paths that were chosen. */
  async openDialog(options: OpenDialogOptions): Promise<readonly string[]> {
    if (this.#window === null) return [];
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window, options);
    return canceled ? [] : filePaths;
  }

  /** Whether that is the studio's own page: the main frame of the window, on the app's own origin. */
  isPage(frame: WebFrameMain | null): boolean {
    if (frame === null || this.#window === null || frame !== this.#window.webContents.mainFrame) return false;
    return isAppPage(frame.url);
  }

  /**
   * Shows the studio of the engine that serves at `studioUrl` (with its single-use token). A second call is an engine that fell
   * and came back: a page that is there stays, with its show and what is not saved; it finds the engine again by itself. Only one
   * that cannot (it never was loaded, another port) is loaded anew.
   */
  async show(studioUrl: string): Promise<void> {
    try {
      if ((await this.#engine.follow(studioUrl)) && this.#isLoaded) return;
    } catch (error) {
      // it fell again: the next one will be shown
      return this.#deps.onProblem(String(error));
    }
    const { port } = this.#engine;
    if (port === null) return;
    const window = (this.#window ??= this.#create());
    await this.#whileLoading(() => load(window, appPageUrl(port), this.#deps.onProblem));
    this.#isLoaded &&= this.#engine.port === port;
  }

  /** Brings the window to the front, wherever it is. */
  focus(): void {
    if (this.#window?.isMinimized() === true) this.#window.restore();
    this.#window?.show();
    this.#window?.focus();
  }

  /** Tells the page, if there is one. */
  tell<Name extends HostEventName>(name: Name, value: HostEvents[Name]): void {
    this.#window?.webContents.send(hostChannels.event, name, value);
  }

  async #whileLoading(act: () => Promise<boolean>): Promise<void> {
    this.#isLoaded = false;
    this.#loads += 1;
    const isLoaded = await act();
    this.#loads -= 1;
    this.#isLoaded ||= isLoaded;
  }

  #create(): BrowserWindow {
    const memory = new WindowMemory(join(app.getPath('userData'), 'window.json'), this.#deps.onProblem);
    const window = new BrowserWindow({
      ...memory.bounds({ width: 1280, height: 800 }),
      minWidth: 800,
      minHeight: 560,
      show: false,
      title: shellWords.appName,
      // Windows and macOS take the program's own icon.
      ...(process.platform === 'linux' && { icon: join(__dirname, '..', '..', 'resources', 'icon.png') }),
      backgroundColor: '#0b1417',
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(__dirname, '..', 'preload', 'index.cjs'),
        additionalArguments: this.#facts.map(([name, value]) => `--headwater-${name}=${value}`),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
        // a show goes on behind other windows
        backgroundThrottling: false,
      },
    });
    const { boxes, isSharing, onPageGone, onProblem: note } = this.#deps;
    const guard = new LeaveGuard(window, { ...this.#deps, isLoading: () => this.#loads > 0 });
    memory.follow(window);
    const loadAnew = (): Promise<void> => this.#whileLoading(() => reload(window, note));
    // before the others hear that the page is gone, and what it shared with it
    mendFallenPage(window, { boxes, loadAnew, isSharing, leave: () => guard.leave(), note });
    window.once('ready-to-show', () => memory.show(window));
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) onPageGone();
    });
    window.webContents.on('render-process-gone', onPageGone);
    window.on('closed', () => {
      // whoever asks from here on asks no window that is destroyed
      this.#window = null;
      this.#isLoaded = false;
      onPageGone();
    });
    return window;
  }
}
