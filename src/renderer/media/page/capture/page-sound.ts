import type { CaptureBrowser } from './capture-browser.js';
import { stopTracks } from './stop-tracks.js';
import type { WebPageHost } from './web-page-host.js';

/** Where it did not come it is asked for again so often. */
const retryMs = 2_000;

export interface PageSoundOptions {
  readonly sourceId: string;
  readonly host: Pick<WebPageHost, 'hearWebPage'>;
  readonly browser: Pick<CaptureBrowser, 'getUserMedia' | 'after'>;
  /** Null: there is none any more. */
  readonly onSound: (stream: MediaStream | null) => void;
  /** It is wanted, and does not come. */
  readonly onLacking: (isLacking: boolean) => void;
}

/**
 * The sound of a web page while it is wanted: Chromium gives it as that of a tab which is shared. It goes on while the page is
 * loaded anew, and ends with its process; then the next one is asked for.
 */
export class PageSound {
  readonly #options: PageSoundOptions;
  #isWanted = false;
  #stream: MediaStream | null = null;
  #attempt = 0;
  #cancelRetry: () => void = () => undefined;

  constructor(options: PageSoundOptions) {
    this.#options = options;
  }

  /** Whether the page is there, and to be heard. */
  want(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    this.#attempt += 1;
    this.#cancelRetry();
    if (isWanted) return void this.#take();
    this.#release();
    this.#options.onLacking(false);
  }

  async #take(): Promise<void> {
    const { browser, onLacking } = this.#options;
    const attempt = (this.#attempt += 1);
    const stream = await this.#ask();
    if (attempt !== this.#attempt) return void (stream === null || stopTracks(stream));
    onLacking(stream === null);
    if (stream === null) this.#cancelRetry = browser.after(retryMs, () => void this.#take());
    else this.#keep(stream);
  }

  /** Null: the page is not there, or what it was asked with was too old. */
  async #ask(): Promise<MediaStream | null> {
    const { sourceId, host, browser } = this.#options;
    const answer = await host.hearWebPage(sourceId);
    if (!answer.ok || answer.value === null) return null;
    const mandatory = { chromeMediaSource: 'tab', chromeMediaSourceId: answer.value } as const;
    try {
      return await browser.getUserMedia({ audio: { mandatory }, video: false });
    } catch {
      // why is not told: asked for again it comes, or its channel says that it does not
      return null;
    }
  }

  #keep(stream: MediaStream): void {
    this.#stream = stream;
    const [track] = stream.getAudioTracks();
    if (track !== undefined) {
      track.onended = () => {
        if (this.#stream !== stream) return;
        this.#release();
        void this.#take();
      };
    }
    this.#options.onSound(stream);
  }

  #release(): void {
    const stream = this.#stream;
    if (stream === null) return;
    this.#stream = null;
    stopTracks(stream);
    this.#options.onSound(null);
  }
}
