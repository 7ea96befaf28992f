import { app, dialog, type BrowserWindow } from 'electron';
import { RestartPlan } from './restart-plan.js';
import type { Note } from './shell-log.js';
import { shellWords } from './shell-words.js';

const words = shellWords.fallenPage;
const [again] = [0];

/**
 * Loads a page anew whose process fell (crashed, or ended for want of memory), and says so. The engine runs on, and a show
 * waits for the page in its reconnect window. A page that falls again and again is asked about.
 */
export function mendFallenPage(window: BrowserWindow, loadAnew: () => Promise<void>, note: Note): void {
  const plan = new RestartPlan();
  let since = performance.now();
  const mend = async (): Promise<void> => {
    since = performance.now();
    await loadAnew();
  };
  const ask = async (): Promise<void> => {
    const { response } = await dialog.showMessageBox(window, { type: 'error', ...words.again, noLink: true });
    if (response === again) await mend();
    else app.quit();
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    note(`the page fell: ${reason}, exit code ${exitCode}`);
    const pauseMs = plan.next(performance.now() - since);
    if (pauseMs === null) return void ask();
    setTimeout(() => {
      if (window.isDestroyed()) return;
      void mend();
      // waits for nobody
      void dialog.showMessageBox(window, { type: 'warning', ...words.told });
    }, pauseMs);
  });
}
