import { screen, type BrowserWindow } from 'electron';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Note } from './shell-log.js';
import { placeOn, windowPlaceSchema, type Box, type WindowPlace } from './window-place.js';

/** A window that is dragged tells of every pixel. */
const settledMs = 500;

/** Where the window of an earlier start was; null when that is not known: a first start, or a file that makes no sense. */
function read(file: string, note: Note): WindowPlace | null {
  try {
    return windowPlaceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      note(`the place of the window cannot be read: ${String(error)}`);
    return null;
  }
}

function write(file: string, place: WindowPlace, note: Note): void {
  try {
    const draft = `${file}.tmp`;
    writeFileSync(draft, JSON.stringify(place));
    renameSync(draft, file);
  } catch (error) {
    note(`the place of the window cannot be kept: ${String(error)}`);
  }
}

const displays = (): readonly Box[] => {
  const main = screen.getPrimaryDisplay();
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea);
};

/** The window's place over starts of the app, in a file of the profile. */
export class WindowMemory {
  readonly #file: string;
  readonly #last: WindowPlace | null;
  readonly #note: Note;

  constructor(file: string, note: Note) {
    this.#file = file;
    this.#note = note;
    this.#last = read(file, note);
  }

  /** Where to make the window: where it was, brought back to a display that is there; `size` at a first start. */
  bounds(size: { readonly width: number; readonly height: number }): Partial<Box> {
    return this.#last === null ? size : placeOn(this.#last, displays());
  }

  /** Shows a new window, as large as it was. */
  show(window: BrowserWindow): void {
    window.show();
    if (this.#last?.isMaximized === true) window.maximize();
    if (this.#last?.isFullScreen === true) window.setFullScreen(true);
  }

  /** Remembers what becomes of it. */
  follow(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const keep = (): void => {
      clearTimeout(timer);
      if (window.isDestroyed()) return;
      const place = { isMaximized: window.isMaximized(), isFullScreen: window.isFullScreen() };
      write(this.#file, { ...window.getNormalBounds(), ...place }, this.#note);
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(keep, settledMs);
    };
    window.on('resize', soon);
    window.on('move', soon);
    window.on('maximize', soon);
    window.on('unmaximize', soon);
    window.on('enter-full-screen', soon);
    window.on('leave-full-screen', soon);
    window.on('close', keep);
    window.on('closed', () => clearTimeout(timer));
  }
}
