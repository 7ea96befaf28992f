/** The desktop app: a window on the studio that the engine's process serves. */
import { app, nativeTheme } from 'electron';
import { release } from 'node:os';
import { serveAppPage } from './app-protocol.js';
import { captureAbility } from './capture-ability.js';
import { claimSingleInstance } from './single-instance.js';
import { chooseProfileFolder } from './profile.js';
import { DesktopParts } from './desktop-parts.js';
import { EngineKeeper } from './engine-keeper.js';
import { EngineProcess } from './engine-process.js';
import { EngineSession } from './engine-session.js';
import { keepAwake } from './keep-awake.js';
import { keepCrashReports } from './crash-reports.js';
import { installMenu } from './native-menu.js';
import { guardContents } from './security.js';
import { routeHostCalls } from './host-router.js';
import { ScreenSharing } from './screen-sharing.js';
import { showEngineError } from './engine-error.js';
import { quitInOrder } from './quit.js';
import { StudioWindow } from './studio-window.js';
import { keepUpToDate } from './updates.js';
import { WebPages } from './web-pages/web-pages.js';

async function run(): Promise<void> {
  // Without a graphics card WebGL is drawn in software: with none at all composing would wait for the page. What is unsafe
  // about it are strangers' pages, and this app shows none.
  app.commandLine.appendSwitch('enable-unsafe-swiftshader');
  chooseProfileFolder();
  let logsDir: string | null = null;
  const ability = captureAbility({ platform: process.platform, release: release(), env: process.env });
  const access = new EngineSession();
  const facts = {
    version: app.getVersion(),
    picker: ability.picker,
    'system-sound': String(ability.hasSystemSound),
  };
  const studio: StudioWindow = new StudioWindow(access, facts, {
    mayGo: () => quit.isForced() || !engine.isKept(),
    onPageGone: () => desktop.pageGone(),
  });
  const desktop: DesktopParts = new DesktopParts(studio);
  let engineUrl: string | null = null;
  if (!claimSingleInstance((argv) => desktop.wake(argv))) {
    app.quit();
    return;
  }
  keepCrashReports();
  const stayAwake = keepAwake();
  const updates = keepUpToDate(() => engine.isRunning());
  const engine: EngineKeeper = new EngineKeeper(
    {
      onReady: (url, dir) => {
        logsDir = dir;
        engineUrl = url;
        void studio.show(url);
      },
      onShow: (show) => {
        stayAwake(show);
        updates.onShow(show);
        desktop.follow(show);
      },
      onGone: () => access.leave(),
      onFailed: showEngineError,
    },
    {
      launch: (events, ports) => new EngineProcess(events, ports, desktop.secrets.key()),
      now: () => performance.now(),
      after: (delayMs, then) => void setTimeout(then, delayMs),
    },
  );
  const sharing = new ScreenSharing(ability, (frame) => studio.isPage(frame));
  serveAppPage(access, (frame) => studio.isPage(frame));
  const webPages = new WebPages({ engineUrl: () => engineUrl, studio: () => studio.contents() });
  guardContents(() => sharing.isChosen(), webPages);
  routeHostCalls(
    {
      setTheme: (theme) => {
        nativeTheme.themeSource = theme;
        return null;
      },
      ...sharing.handlers(),
      ...desktop.handlers(),
      ...webPages.calls,
    },
    (frame) => studio.isPage(frame),
  );
  const quit = quitInOrder(engine);
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  sharing.start();
  installMenu(() => logsDir, updates);
  await desktop.start();
  engine.start();
}

void run();
