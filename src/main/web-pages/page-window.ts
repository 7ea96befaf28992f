import { BrowserWindow, type NativeImage, type Rectangle, type WebContents } from 'electron';
import type { WebPageFailure, WebPageSettings } from '../../shared/web-pages.js';
import { hasGraphics } from './has-graphics.js';
import { loadFailure } from './load-failure.js';
import { PagePulse } from './page-pulse.js';
import { pagePreferences, type PageSession } from './page-session.js';
import { pageTitle } from './page-title.js';
import { SoundLeave, type SoundAsked } from './sound-leave.js';

type Details = Readonly<Record<string, string | number>>;

/** What one life of a page tells. */
export interface PageEvents {
  readonly onLoading: () => void;
  readonly onLive: (title: string) => void;
  readonly onFailed: (why: WebPageFailure, details: Details) => void;
  /** Its process fell, or its window is gone: this life is over. */
  readonly onFell: (details: Details) => void;
  readonly onPaint: (dirty: Rectangle, image: NativeImage) => void;
}

/** A world of our own in the page's process: it answers without anything of the page. */
const ownWorld = 999;
/** Two frames of the page: the second is asked for when the first has been drawn. */
const drawnOnce = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))';

/** White pictures may be those of an empty sheet for so long. */
const blankMs = 1_000;

/** White all over. */
function isBlank(image: NativeImage): boolean {
  const bitmap = image.toBitmap();
  return bitmap.equals(Buffer.alloc(bitmap.length, 255));
}

/** One life of a web page: a window that is drawn into memory. Its first pictures are those of an empty sheet, and are not given. */
export class PageWindow {
  readonly #window: BrowserWindow;
  readonly #isCleared: Promise<void>;
  readonly #events: PageEvents;
  readonly #pulse: PagePulse;
  readonly #soundLeave = new SoundLeave(() => performance.now());
  #settings: WebPageSettings;
  #cssKey: Promise<string | null> = Promise.resolve(null);
  #loads = 0;
  #isDrawn = false;
  #isFirst = true;
  #mayBeBlank = true;
  #blankTimer: ReturnType<typeof setTimeout> | undefined;
  #hasFailed = false;

  constructor(settings: WebPageSettings, { session, isCleared }: PageSession, events: PageEvents) {
    this.#isCleared = isCleared;
    this.#settings = settings;
    this.#events = events;
    const { width, height, fps } = settings;
    this.#window = new BrowserWindow({
      ...{ width, height, useContentSize: true, enableLargerThanScreen: true },
      ...{ show: false, frame: false, transparent: true, backgroundColor: '#00000000', skipTaskbar: true },
      webPreferences: {
        ...pagePreferences,
        session,
        webgl: hasGraphics(),
        // a picture's pixel is the page's, whatever the screen is; older Electron takes no notice of the number
        offscreen: { ...{ deviceScaleFactor: 1 } },
        // nobody is there to press anything
        autoplayPolicy: 'no-user-gesture-required',
        disableDialogs: true,
      },
    });
    const { webContents: contents } = this.#window;
    this.#pulse = new PagePulse({
      ask: () => contents.executeJavaScriptInIsolatedWorld(ownWorld, [{ code: '1' }]),
      onHang: () => events.onFailed('hangs', {}),
      onBack: () => this.#tellLive(),
    });
    // nobody is to hear it beside the programme; the mixer has it as the page plays it all the same
    contents.setAudioMuted(true);
    contents.setFrameRate(fps);
    this.#listen();
    this.#paint();
  }

  get contents(): WebContents {
    return this.#window.webContents;
  }

  load(): void {
    void this.#isCleared.then(() => {
      if (this.#window.isDestroyed()) return;
      // what fails is told by its event
      this.contents.loadURL(this.#settings.url).catch(() => undefined);
    });
  }

  set(settings: WebPageSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    const { width, height } = settings;
    if (width !== before.width || height !== before.height) this.#window.setContentSize(width, height);
    if (settings.fps !== before.fps) this.contents.setFrameRate(settings.fps);
    if (settings.url !== before.url) this.load();
    else if (settings.css !== before.css) void this.#style();
    if (settings.isShown !== before.isShown) this.#paint();
  }

  /** An id that `hearer` gets its sound with, once and within seconds; null: there is nothing to be heard now. */
  soundFor(hearer: WebContents): string | null {
    if (this.#window.isDestroyed() || this.contents.isCrashed()) return null;
    this.#soundLeave.give();
    return this.contents.getMediaSourceId(hearer);
  }

  /** Whether who asks may have the sound of these contents. */
  mayBeHeard(contents: WebContents, asked: SoundAsked): boolean {
    return !this.#window.isDestroyed() && contents === this.contents && this.#soundLeave.take(asked);
  }

  /** The whole picture comes (again). */
  repaint(): void {
    this.contents.invalidate();
  }

  /** At once, and without asking the page. */
  close(): void {
    this.#pulse.stop();
    clearTimeout(this.#blankTimer);
    this.#window.removeAllListeners('closed');
    if (!this.#window.isDestroyed()) this.#window.destroy();
  }

  #listen(): void {
    const { contents } = this;
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#begin();
    });
    contents.on('did-fail-load', (_event, code, name, _url, isMainFrame) => {
      const why = isMainFrame ? loadFailure(code) : null;
      if (why !== null) this.#fail(why, { error: name });
    });
    contents.on('did-navigate', (_event, _url, status) => {
      if (status >= 400) this.#fail('refused', { status });
    });
    contents.on('dom-ready', () => void this.#finish());
    contents.on('page-title-updated', () => {
      if (this.#isDrawn) this.#tellLive();
    });
    contents.on('paint', (_event, dirty, image) => {
      if (this.#isDrawn && this.#settings.isShown) this.#give(dirty, image);
    });
    contents.on('render-process-gone', (_event, { reason, exitCode }) => this.#events.onFell({ reason, exitCode }));
    this.#window.on('closed', () => this.#events.onFell({ reason: 'closed' }));
  }

  #begin(): void {
    this.#loads += 1;
    this.#isDrawn = false;
    this.#hasFailed = false;
    this.#pulse.stop();
    this.#events.onLoading();
  }

  #fail(why: WebPageFailure, details: Details): void {
    this.#hasFailed = true;
    this.#isDrawn = false;
    this.#events.onFailed(why, details);
  }

  async #finish(): Promise<void> {
    const load = this.#loads;
    if (this.#hasFailed) return;
    this.#cssKey = Promise.resolve(null);
    this.#pulse.start();
    await this.#style();
    try {
      await this.contents.executeJavaScriptInIsolatedWorld(ownWorld, [{ code: drawnOnce }]);
    } catch {
      // it went elsewhere, or is gone
      return;
    }
    if (load !== this.#loads || this.#hasFailed || this.#window.isDestroyed()) return;
    this.#isDrawn = true;
    this.#isFirst = true;
    this.#mayBeBlank = true;
    this.#tellLive();
    this.repaint();
    // a page that is white is shown a little later
    clearTimeout(this.#blankTimer);
    this.#blankTimer = setTimeout(() => {
      this.#mayBeBlank = false;
      if (this.#isFirst) this.repaint();
    }, blankMs);
  }

  /** The first picture is whole, and none of an empty sheet: those still come after the page was drawn. */
  #give(dirty: Rectangle, image: NativeImage): void {
    if (!this.#isFirst) return this.#events.onPaint(dirty, image);
    if (this.#mayBeBlank && isBlank(image)) return;
    this.#isFirst = false;
    this.#events.onPaint({ x: 0, y: 0, ...image.getSize() }, image);
  }

  #tellLive(): void {
    this.#events.onLive(pageTitle(this.contents.getTitle(), this.contents.getURL()));
  }

  /** One after the other: a key is needed to take the sheet before away. */
  #style(): Promise<string | null> {
    const { contents } = this;
    const { css } = this.#settings;
    this.#cssKey = this.#cssKey.then(async (key) => {
      try {
        if (key !== null) await contents.removeInsertedCSS(key);
        return css === '' ? null : await contents.insertCSS(css);
      } catch {
        // the document is gone, and its sheets with it
        return null;
      }
    });
    return this.#cssKey;
  }

  #paint(): void {
    if (!this.#settings.isShown) return this.contents.stopPainting();
    this.contents.startPainting();
    this.repaint();
  }
}
