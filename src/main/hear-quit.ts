import { app, BrowserWindow, powerMonitor } from 'electron';
import type { Program, Quit } from './quit.js';

/** What ends a program from outside: the system that shuts down, a service manager, Ctrl+C in a terminal. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** This program, for `Quit`. */
export const program: Program = {
  quit: () => app.quit(),
  exit: (code) => app.exit(code),
  relaunch: (options) => app.relaunch(options),
  destroyWindows: () => BrowserWindow.getAllWindows().forEach((window) => window.destroy()),
};

/** Hears from now on what ends the app. `isOn`: whether something is live or recorded. */
export function hearQuit(quit: Quit, isOn: () => boolean): void {
  app.on('will-quit', (event) => quit.goes(event));
  // before, Electron would put its own listeners in their place: they quit as a creator does, and are asked
  void app.whenReady().then(() => {
    for (const signal of signals) process.on(signal, () => quit.force());
    // Linux and macOS; what is prevented is that it goes on before this one has ended
    powerMonitor.on('shutdown', (event?: Event) => {
      event?.preventDefault();
      quit.force();
    });
  });
  app.on('browser-window-created', (_event, window) => {
    // Windows asks first, and waits for whom it would cost a recording: as soon as that one has ended it goes on
    window.on('query-session-end', (event) => {
      if (!isOn()) return;
      event.preventDefault();
      quit.force();
    });
    // then it tells, and waits for nobody
    window.on('session-end', () => quit.force());
  });
}
