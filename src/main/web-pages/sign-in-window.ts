import { BrowserWindow } from 'electron';
import type { WebPageSettings } from '../../shared/web-pages.js';
import { hasGraphics } from './has-graphics.js';
import { pagePreferences, type PageSession } from './page-session.js';

/**
 * A window on a web page with the session that its source has: for signing in, and what else is clicked once. It is a page of its
 * own, so what is clicked has to be kept by the page's server, its cookies or its storage.
 */
export class SignInWindow {
  readonly #window: BrowserWindow;

  constructor({ url, width, height }: WebPageSettings, { session, isCleared }: PageSession, onClosed: () => void) {
    this.#window = new BrowserWindow({
      width: Math.min(Math.max(width, 480), 1280),
      height: Math.min(Math.max(height, 360), 800),
      autoHideMenuBar: true,
      webPreferences: { ...pagePreferences, session, webgl: hasGraphics() },
    });
    const { webContents: contents } = this.#window;
    // as its source is
    contents.setAudioMuted(true);
    // who types a password has to see where
    const name = (): void => {
      const { origin } = new URL(contents.getURL() || url);
      if (!this.#window.isDestroyed()) this.#window.setTitle(`${origin} – ${contents.getTitle()}`);
    };
    this.#window.on('page-title-updated', (event) => {
      event.preventDefault();
      name();
    });
    contents.on('did-navigate', name);
    this.#window.on('closed', onClosed);
    void isCleared.then(() => {
      if (!this.#window.isDestroyed()) contents.loadURL(url).catch(() => undefined);
    });
  }

  focus(): void {
    this.#window.focus();
  }

  close(): void {
    this.#window.removeAllListeners('closed');
    if (!this.#window.isDestroyed()) this.#window.destroy();
  }
}
