import type { MessagePortMain, WebContents } from 'electron';
import type { WebPageFailure, WebPageSettings, WebPageState } from '../../shared/web-pages.js';
import { RestartPlan } from '../restart-plan.js';
import type { PageSession } from './page-session.js';
import { SignInWindow } from './sign-in-window.js';
import { PageWindow } from './page-window.js';
import { PictureLine } from './picture-line.js';

/** A page that could not be loaded is tried again, for ever: its server may be started later. */
const retriesMs = [2_000, 5_000, 10_000, 30_000] as const;
/** A studio that is loaded anew asks for its pages again within this time. */
const keptMs = 15_000;
/** Nothing by itself makes these better. */
const lasting: ReadonlySet<WebPageFailure> = new Set(['blocked']);

/** A web page that is a source: keeps it there, whatever becomes of its server, of its process, and of the studio's page. */
export class WebPage {
  readonly #session: PageSession;
  readonly #onForgotten: () => void;
  readonly #line = new PictureLine();
  readonly #falls = new RestartPlan();
  #settings: WebPageSettings;
  #life: PageWindow;
  #livesSinceMs = 0;
  #states: MessagePortMain | null = null;
  #state: WebPageState = { status: 'loading' };
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #forget: ReturnType<typeof setTimeout> | undefined;
  #signIn: SignInWindow | null = null;

  /** `onForgotten`: nobody has asked for it any more for a while. */
  constructor(settings: WebPageSettings, session: PageSession, onForgotten: () => void) {
    this.#settings = settings;
    this.#session = session;
    this.#onForgotten = onForgotten;
    this.#life = this.#begin();
  }

  /** Pictures and states go over these ports from now on. */
  connect(pictures: MessagePortMain, states: MessagePortMain): void {
    clearTimeout(this.#forget);
    this.#states?.close();
    this.#states = states;
    states.on('close', () => {
      if (this.#states !== states) return;
      this.#states = null;
      this.#forget = setTimeout(this.#onForgotten, keptMs);
    });
    states.start();
    states.postMessage(this.#state);
    this.#line.connect(pictures);
    this.#life.repaint();
  }

  change(settings: WebPageSettings): void {
    const isElsewhere = settings.url !== this.#settings.url;
    this.#settings = settings;
    if (isElsewhere) this.#failures = 0;
    this.#life.set(settings);
  }

  /** Loads it anew; one that hangs or fell begins another life. */
  reload(): void {
    clearTimeout(this.#retry);
    const { status } = this.#state;
    if (status !== 'failed') return this.#life.load();
    this.#failures = 0;
    this.#renew();
  }

  /** See PageWindow. */
  soundFor(hearer: WebContents): string | null {
    return this.#life.soundFor(hearer);
  }

  mayBeHeard(...asked: Parameters<PageWindow['mayBeHeard']>): boolean {
    return this.#life.mayBeHeard(...asked);
  }

  /** A window on the page. What was done in it is seen once it is closed: then the page is loaded anew. */
  showWindow(): void {
    this.#signIn ??= new SignInWindow(this.#settings, this.#session, () => {
      this.#signIn = null;
      this.reload();
    });
    this.#signIn.focus();
  }

  close(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#forget);
    this.#signIn?.close();
    // or its last picture would stand there
    this.#line.clear();
    this.#line.close();
    const states = this.#states;
    this.#states = null;
    states?.close();
    this.#life.close();
  }

  #begin(): PageWindow {
    this.#livesSinceMs = performance.now();
    const life = new PageWindow(this.#settings, this.#session, {
      onLoading: () => this.#tell({ status: 'loading' }),
      onLive: (title) => {
        this.#failures = 0;
        this.#tell({ status: 'live', title });
      },
      onFailed: (why, details) => this.#failed(why, details),
      onFell: (details) => this.#fell(life, details),
      onPaint: (dirty, image) => this.#line.take(dirty, image),
    });
    life.load();
    return life;
  }

  #renew(): void {
    this.#life.close();
    this.#life = this.#begin();
  }

  #failed(why: WebPageFailure, details: Readonly<Record<string, string | number>>): void {
    // one that hangs may answer again, and its last picture stands until then
    if (why === 'hangs') return this.#tell({ status: 'failed', why, details, isTriedAgain: false });
    const isTriedAgain = !lasting.has(why);
    this.#line.clear();
    this.#tell({ status: 'failed', why, details, isTriedAgain });
    clearTimeout(this.#retry);
    if (!isTriedAgain) return;
    const pauseMs = retriesMs[Math.min(this.#failures, retriesMs.length - 1)];
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#life.load(), pauseMs);
  }

  #fell(life: PageWindow, details: Readonly<Record<string, string | number>>): void {
    if (life !== this.#life) return;
    clearTimeout(this.#retry);
    const pauseMs = this.#falls.next(performance.now() - this.#livesSinceMs);
    this.#line.clear();
    this.#tell({ status: 'failed', why: 'fell', details, isTriedAgain: pauseMs !== null });
    if (pauseMs !== null) this.#retry = setTimeout(() => this.#renew(), pauseMs);
  }

  #tell(state: WebPageState): void {
    this.#state = state;
    this.#states?.postMessage(state);
  }
}
