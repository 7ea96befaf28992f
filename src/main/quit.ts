import { app, powerMonitor } from 'electron';
import type { EngineKeeper } from './engine-keeper.js';

/** What ends a program from outside: the system that shuts down, a service manager, Ctrl+C in a terminal. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Whoever ends it from outside waits so long for a page: with the engine's 8 s these are 10 s for all. */
const PAGE_LIMIT_MS = 2_000;

/**
 * Quits in order: Electron closes the window, whose page may ask and stay; once it is gone the engine closes its recording
 * (at the latest 8 s), and then all goes. Ended from outside, a page that hangs holds the engine up no longer than 2 s.
 * `isForced`: nobody is there to be asked.
 */
export function quitInOrder(engine: EngineKeeper): { readonly isForced: () => boolean } {
  let isForced = false;
  const leave = (): void => {
    isForced = true;
    // who ends the whole group of processes ends the engine as well, and it may be quicker
    engine.giveUpRestarts();
    app.quit();
    setTimeout(() => void engine.stop(), PAGE_LIMIT_MS);
  };
  app.on('will-quit', (event) => {
    if (!engine.isRunning()) return;
    event.preventDefault();
    void engine.stop().then(() => app.quit());
  });
  // before, Electron would put its own listeners in their place: they quit as a creator does, and are asked
  void app.whenReady().then(() => {
    for (const signal of signals) process.on(signal, leave);
    // Linux and macOS; what is prevented is that it goes on before this one has ended
    powerMonitor.on('shutdown', (event?: Event) => {
      event?.preventDefault();
      leave();
    });
  });
  // Windows, which gives programs some seconds
  app.on('browser-window-created', (_event, window) => void window.on('session-end', leave));
  return { isForced: () => isForced };
}
