import { isAppPage } from '../../shared/app-page.js';

/** Chromium forgets an id that nobody came with after so long (desktop_streams_registry_impl.cc). */
const holdsMs = 10_000;

/** What is asked of a web page's session, as Electron tells it. */
export interface SoundAsked {
  readonly permission: string;
  /** Of who would hear it. Of what the page asks for itself: its own. */
  readonly origin: string | undefined;
  /** Which devices; of a page's sound none, and since Electron 45 `audio`. */
  readonly media: readonly string[];
}

/**
 * Whether the sound of a web page may be taken. Chromium asks that of the session of the page that is heard, not of who hears it.
 * The studio's own page may, once and for seconds after it was given an id for it; nobody else, and nothing but sound.
 */
export class SoundLeave {
  readonly #nowMs: () => number;
  #untilMs = -Infinity;

  /** `nowMs`: of a clock that never goes back. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** An id was given away. */
  give(): void {
    this.#untilMs = this.#nowMs() + holdsMs;
  }

  /** True once for each id. */
  take({ permission, origin, media }: SoundAsked): boolean {
    if (permission !== 'media' && permission !== 'display-capture') return false;
    if (!isAppPage(origin) || media.some((kind) => kind !== 'audio')) return false;
    const isGiven = this.#nowMs() < this.#untilMs;
    this.#untilMs = -Infinity;
    return isGiven;
  }
}
