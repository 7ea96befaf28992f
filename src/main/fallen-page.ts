import type { BrowserWindow } from 'electron';
import type { MessageBoxes } from './message-boxes.js';
import { RestartPlan } from './restart-plan.js';
import type { Note } from './shell-log.js';
import { shellWords } from './shell-words.js';

const words = shellWords.fallenPage;
const [again] = [0];

export interface FallenPageDeps {
  readonly note: Note;
  readonly boxes: MessageBoxes;
  readonly loadAnew: () => Promise<void>;
  /** Whether the page shared a screen when it fell: then what comes up on it may be seen, and the studio itself says that it is to be shared again. */
  readonly isSharing: () => boolean;
  /** The creator will have no more of it. */
  readonly leave: () => void;
}

/**
 * Loads a page anew whose process fell (crashed, or ended for want of memory), and says so. The engine runs on, and a show
 * waits for the page in its reconnect window. A page that falls again and again is asked about.
 */
export function mendFallenPage(
  window: BrowserWindow,
  { boxes, loadAnew, isSharing, leave, note }: FallenPageDeps,
): void {
  const plan = new RestartPlan();
  let since = performance.now();
  const mend = async (): Promise<void> => {
    since = performance.now();
    await loadAnew();
  };
  const ask = async (): Promise<void> => {
    const answer = await boxes.show(window, { type: 'error', ...words.again });
    if (answer === again) await mend();
    else if (answer !== null) leave();
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    note(`the page fell: ${reason}, exit code ${exitCode}`);
    const pauseMs = plan.next(performance.now() - since);
    const isQuiet = isSharing();
    if (pauseMs === null) return void ask();
    setTimeout(() => {
      if (window.isDestroyed()) return;
      void mend();
      // waits for nobody
      if (!isQuiet) void boxes.show(window, { type: 'warning', ...words.told });
    }, pauseMs);
  });
}
