import { app, nativeTheme } from 'electron';
import { release } from 'node:os';
import type { ShowOn } from '../shared/host-protocol.js';
import { serveAppPage } from './app-protocol.js';
import { captureAbility } from './capture-ability.js';
import { DesktopParts } from './desktop-parts.js';
import { showEngineError } from './engine-error.js';
import { EngineKeeper } from './engine-keeper.js';
import { EngineProcess } from './engine-process.js';
import { EngineSession } from './engine-session.js';
import { routeHostCalls } from './host-router.js';
import { keepAwake } from './keep-awake.js';
import { MessageBoxes } from './message-boxes.js';
import { pickHandlers } from './file-picker.js';
import { hearQuit, program } from './hear-quit.js';
import { helpHandlers, installMenu, type HelpOptions } from './native-menu.js';
import { Quit } from './quit.js';
import { ScreenSharing } from './screen-sharing.js';
import { guardContents } from './security.js';
import { isSandboxMissing } from './sandbox.js';
import type { ShellLog } from './shell-log.js';
import { shellWords } from './shell-words.js';
import { updateFailed } from './start-again.js';
import { StudioWindow } from './studio-window.js';
import { permissionHandlers } from './system-permissions.js';
import { keepUpToDate, type Updates } from './updates.js';
import { WebPages } from './web-pages/web-pages.js';

type IsStudio = ConstructorParameters<typeof ScreenSharing>[1];

/** All parts of the app, and who hears of whom. */
export class DesktopShell {
  readonly #ability = captureAbility({ platform: process.platform, release: release(), env: process.env });
  readonly #access = new EngineSession();
  readonly #studio: StudioWindow;
  readonly #desktop: DesktopParts;
  readonly #engine: EngineKeeper;
  readonly #log: ShellLog;
  readonly #boxes = new MessageBoxes();
  readonly #updates: Updates;
  readonly #sharing: ScreenSharing;
  readonly #quit: Quit;
  readonly #isSandboxMissing = isSandboxMissing({
    isSwitchedOff: app.commandLine.hasSwitch('no-sandbox'),
    uid: process.getuid?.(),
  });
  #hasUpdateFailed = process.argv.includes(updateFailed);
  #engineUrl: string | null = null;
  #show: ShowOn = { is: 'off', isComposed: false };

  constructor(log: ShellLog) {
    this.#log = log;
    const facts = {
      version: app.getVersion(),
      picker: this.#ability.picker,
      'system-sound': String(this.#ability.hasSystemSound),
    };
    this.#engine = this.#keepEngine();
    this.#quit = new Quit({ engine: this.#engine, boxes: this.#boxes, program });
    this.#studio = this.#openStudio(facts);
    this.#desktop = new DesktopParts(this.#studio, log.note);
    this.#sharing = new ScreenSharing(this.#ability, this.#isStudio);
    this.#updates = keepUpToDate({
      isEngineRunning: () => this.#engine.isRunning(),
      say: (options) => this.#studio.say(options),
      onInstall: () => this.#quit.handOver(),
      onInstallFailed: () => this.#quit.handBack(),
      tell: (news) => this.#studio.tell('onUpdateNews', news),
      note: log.note,
    });
    // behind what puts an update in place at the end
    hearQuit(this.#quit, () => this.#show.is !== 'off');
  }

  /** The app was started a second time, with these arguments. */
  wake(argv: readonly string[]): void {
    this.#desktop.wake(argv);
    this.#quit.wake(argv);
  }

  /** Says what any page may have, and what the studio's may ask for. Before the app is ready. */
  guard(): void {
    const webPages = new WebPages({
      engineUrl: () => this.#engineUrl,
      studio: () => this.#studio.contents(),
      isSandboxMissing: this.#isSandboxMissing,
    });
    serveAppPage(this.#access, this.#isStudio);
    guardContents(() => this.#sharing.isChosen(), webPages);
    const setTheme = (theme: typeof nativeTheme.themeSource): null => {
      nativeTheme.themeSource = theme;
      return null;
    };
    const parts = { ...this.#sharing.handlers(), ...this.#desktop.handlers(), ...helpHandlers(this.#help) };
    const picks = pickHandlers((options) => this.#studio.openDialog(options));
    const handlers = {
      setTheme,
      ...picks,
      ...parts,
      ...permissionHandlers,
      ...this.#updates.handlers,
      ...webPages.calls,
    };
    routeHostCalls(handlers, this.#isStudio);
  }

  /** Once the app is ready. The window comes with the engine. */
  start(): void {
    this.#engine.start();
    this.#sharing.start();
    installMenu(this.#help);
    this.#desktop.start();
    if (this.#isSandboxMissing) this.#tellNoSandbox();
  }

  get #help(): HelpOptions {
    return { log: this.#log, updates: this.#updates };
  }

  #tellNoSandbox(): void {
    const { title, body } = shellWords.noSandbox;
    this.#log.note(`${title}. ${body}`);
    this.#desktop.tell({ about: 'trouble', title, body });
  }

  async #showStudio(url: string): Promise<void> {
    await this.#studio.show(url);
    if (!this.#hasUpdateFailed) return;
    this.#hasUpdateFailed = false;
    await this.#studio.say({ type: 'warning', ...shellWords.updates.failed });
  }

  readonly #isStudio: IsStudio = (frame) => this.#studio.isPage(frame);

  #openStudio(facts: Readonly<Record<string, string>>): StudioWindow {
    return new StudioWindow(this.#access, facts, {
      boxes: this.#boxes,
      onProblem: this.#log.note,
      mayGo: () => this.#quit.isForced() || !this.#engine.isKept(),
      show: () => this.#show,
      isSharing: () => this.#desktop.isSharing(),
      onPageGone: () => this.#desktop.pageGone(),
      onClosing: () => this.#quit.closing(),
      onHeld: () => this.#quit.held(),
      leave: () => this.#quit.leave(),
      onStay: () => this.#updates.onStay(),
    });
  }

  #keepEngine(): EngineKeeper {
    const stayAwake = keepAwake();
    return new EngineKeeper(
      {
        onReady: (url) => {
          this.#engineUrl = url;
          void this.#showStudio(url);
        },
        onShow: (show) => {
          this.#show = show;
          stayAwake(show);
          this.#updates.onShow(show);
          this.#desktop.follow(show);
        },
        onGone: () => this.#access.leave(),
        onFailed: (error, hasRun) =>
          void showEngineError(error, hasRun, {
            note: this.#log.note,
            say: (options) => this.#studio.say(options),
            leave: () => this.#quit.leave(),
          }),
      },
      {
        launch: (events, ports) => new EngineProcess(events, ports, this.#desktop.secrets.key()),
        now: () => performance.now(),
        after: (delayMs, then) => void setTimeout(then, delayMs),
        note: this.#log.note,
      },
    );
  }
}
