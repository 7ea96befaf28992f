import { app } from 'electron';
import { deepLinkScheme, linkAmong, placeOf, takesLinks } from './deep-link.js';
import type { Place } from '../shared/place.js';

/**
 * Opens the places that links name, once the page listens: a link may be what starts the app. One that names none is only what
 * brought the window to the front.
 */
export class DeepLinks {
  readonly #goTo: (place: Place) => void;
  #isListening = false;
  #waiting: Place | null = null;

  /** Before the app is ready: macOS tells early of the link that starts it. `focus`: to the front. */
  constructor(goTo: (place: Place) => void, focus: () => void) {
    this.#goTo = goTo;
    app.on('open-url', (event, url) => {
      event.preventDefault();
      focus();
      this.#open(url);
    });
  }

  /** Looks at how the app was started; makes it the one that opens such links, where it is installed. */
  start(): void {
    this.#open(linkAmong(process.argv));
    if (takesLinks(app.isPackaged, process.env)) app.setAsDefaultProtocolClient(deepLinkScheme);
  }

  /** As a second start has it among its arguments. */
  openAmong(argv: readonly string[]): void {
    this.#open(linkAmong(argv));
  }

  /** The page hears from now on, or hears no more. */
  listen(isListening: boolean): void {
    this.#isListening = isListening;
    const place = this.#waiting;
    if (!isListening || place === null) return;
    this.#waiting = null;
    this.#goTo(place);
  }

  #open(link: string | null): void {
    const place = link === null ? null : placeOf(link);
    if (place === null) return;
    if (this.#isListening) this.#goTo(place);
    else this.#waiting = place;
  }
}
