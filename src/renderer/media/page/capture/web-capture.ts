import type { SceneSource, SourceKind } from '../../../../shared/scenes/scene-source.js';
import { webPageSides, type WebPageSettings, type WebPageState } from '../../../../shared/web-pages.js';
import type { CaptureState } from '../../studio-media.js';
import type { Capture, CaptureOutlet } from './capture.js';
import type { CaptureBrowser } from './capture-browser.js';
import { PageSound, type PageSoundOptions } from './page-sound.js';
import type { WebPageEnds, WebPageHost } from './web-page-host.js';

type WebKind = Extract<SourceKind, { type: 'web' }>;

const held = (side: number): number => Math.min(side, webPageSides.most);

/**
 * A web page, which the desktop app holds open. It is there while its source is shown by a scene that is on, or always where
 * the source says so. Without a desktop app a placeholder stands for it.
 */
export class WebCapture implements Capture {
  readonly #sourceId: string;
  readonly #outlet: CaptureOutlet;
  readonly #host: WebPageHost | null;
  /** Null: this is no desktop app. */
  readonly #sound: PageSound | null;
  #kind: WebKind | null = null;
  #isShown = false;
  #isOpen = false;
  #lacksSound = false;
  #states: MessagePort | null = null;
  #sent = '';
  #state: CaptureState = { status: 'idle' };

  constructor(options: {
    readonly sourceId: string;
    readonly outlet: CaptureOutlet;
    readonly host: WebPageHost | null;
    readonly browser: Pick<CaptureBrowser, 'getUserMedia' | 'after'>;
  }) {
    this.#sourceId = options.sourceId;
    this.#outlet = options.outlet;
    this.#host = options.host;
    this.#sound = this.#host === null ? null : this.#makeSound(this.#host, options.browser);
    this.#outlet.state(this.#state);
    if (this.#host === null) this.#outlet.gone();
    this.#host?.onEnds(this.#sourceId, (ends) => this.#take(ends));
  }

  update({ kind }: SceneSource): void {
    if (kind.type !== 'web') return;
    this.#kind = kind;
    this.#follow();
  }

  /** Whether a scene that is on shows it. */
  setShown(isShown: boolean): void {
    if (isShown === this.#isShown) return;
    this.#isShown = isShown;
    this.#follow();
  }

  /** Loads it anew. */
  async start(): Promise<void> {
    if (this.#isOpen) await this.#host?.reloadWebPage(this.#sourceId);
    else this.#follow();
  }

  async showWindow(): Promise<void> {
    await this.#host?.showWebPageWindow(this.#sourceId);
  }

  stop(): void {
    this.#host?.onEnds(this.#sourceId, null);
    this.#close();
  }

  repeat(): void {
    if (this.#host === null) return this.#outlet.gone();
    if (!this.#isOpen) return;
    // the port went with who had it
    this.#isOpen = false;
    this.#follow();
  }

  #follow(): void {
    const settings = this.#settings();
    if (settings === null) return this.#close();
    const sent = JSON.stringify(settings);
    const page = { sourceId: this.#sourceId, settings };
    if (!this.#isOpen) void this.#open(page);
    else if (sent !== this.#sent) void this.#host?.changeWebPage(page);
    this.#sent = sent;
    this.#listen();
  }

  #listen(): void {
    this.#sound?.want(this.#isOpen && this.#kind?.withSound === true);
  }

  #makeSound(host: WebPageHost, browser: PageSoundOptions['browser']): PageSound {
    return new PageSound({
      sourceId: this.#sourceId,
      ...{ host, browser },
      onSound: (stream) => this.#outlet.sound(stream),
      onLacking: (isLacking) => {
        if (isLacking === this.#lacksSound) return;
        this.#lacksSound = isLacking;
        if (this.#state.status === 'live') this.#setLive(this.#state.label);
      },
    });
  }

  /** Null: it is not to be open. */
  #settings(): WebPageSettings | null {
    const kind = this.#kind;
    if (this.#host === null || kind === null || kind.url === '') return null;
    if (!this.#isShown && !kind.keepsRunning) return null;
    const { url, fps, css } = kind;
    return { url, ...this.#size(), fps, css, isShown: this.#isShown };
  }

  async #open(page: { readonly sourceId: string; readonly settings: WebPageSettings }): Promise<void> {
    this.#isOpen = true;
    if (this.#state.status !== 'live') this.#set({ status: 'asking' });
    const answer = await this.#host?.openWebPage(page);
    if (answer === undefined || (answer.ok && answer.value === 'open') || !this.#isOpen) return;
    this.#isOpen = false;
    this.#listen();
    const code = answer.ok ? `capture.page-${answer.value}` : answer.error.code;
    const reason = { code, details: {} };
    this.#set({ status: 'gone', reason, needsGesture: true });
  }

  #close(): void {
    this.#states?.close();
    this.#states = null;
    if (this.#isOpen) void this.#host?.closeWebPage(this.#sourceId);
    this.#isOpen = false;
    this.#listen();
    if (this.#state.status !== 'idle') this.#set({ status: 'idle' });
  }

  #take({ pictures, states }: WebPageEnds): void {
    this.#states?.close();
    this.#states = states;
    states.onmessage = ({ data }: MessageEvent<WebPageState>) => {
      if (this.#states === states) this.#hear(data);
    };
    this.#outlet.page(pictures);
  }

  #hear(state: WebPageState): void {
    switch (state.status) {
      case 'loading':
        // one that was shown is there until the new one is drawn
        if (this.#state.status !== 'live') this.#set({ status: 'asking' });
        break;
      case 'live':
        this.#setLive(state.title);
        break;
      case 'failed': {
        const reason = { code: `capture.page-${state.why}`, details: state.details };
        this.#set({ status: 'gone', reason, needsGesture: !state.isTriedAgain });
        break;
      }
    }
  }

  #size(): { readonly width: number; readonly height: number } {
    return { width: held(this.#kind?.width ?? 0), height: held(this.#kind?.height ?? 0) };
  }

  #setLive(label: string): void {
    this.#set({ status: 'live', label, ...this.#size(), ...(this.#lacksSound && { hasSound: false }) });
  }

  #set(state: CaptureState): void {
    this.#state = state;
    this.#outlet.state(state);
  }
}
