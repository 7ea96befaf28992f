import { copyText } from '../dom/copy-text.js';
import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import { setText } from '../dom/set-text.js';
import type { WatchSession } from '../watch/watch-session.js';
import { figuresOf, type FigureName } from './figures.js';
import { measure } from './measure.js';
import { figureNames, statsWords } from './stats-words.js';

const everyMs = 1_000;
const shownMs = 2_000;
const names = Object.keys(figureNames) as FigureName[];

/** Figures about playing, over the picture, renewed once a second while open. A region of its own that is not read out by itself. */
export class StatsPanel {
  readonly element: HTMLElement;
  readonly #video: HTMLVideoElement;
  readonly #session: () => WatchSession | null;
  readonly #values = new Map(names.map((name) => [name, el('dd', {})]));
  readonly #copyButton = el('button', { type: 'button', class: 'stats-copy' }, statsWords.copy);
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(video: HTMLVideoElement, session: () => WatchSession | null) {
    this.#video = video;
    this.#session = session;
    const close = el('button', { type: 'button', class: 'icon-button', 'aria-label': statsWords.close }, icon('close'));
    close.addEventListener('click', () => {
      this.toggle();
    });
    this.#copyButton.addEventListener('click', () => void this.#copy());
    this.#copyButton.hidden = !window.isSecureContext;
    const rows = [...this.#values].flatMap(([name, value]) => [el('dt', {}, figureNames[name]), value]);
    this.element = el(
      'section',
      { class: 'stats', 'aria-label': statsWords.title, hidden: true },
      el('div', { class: 'stats-head' }, this.#copyButton, close),
      el('dl', {}, ...rows),
    );
  }

  /** Opens or closes it. */
  toggle(): void {
    clearInterval(this.#timer);
    this.element.hidden = !this.element.hidden;
    if (this.element.hidden) return;
    this.#show();
    this.#timer = setInterval(() => {
      this.#show();
    }, everyMs);
  }

  #show(): void {
    const figures = this.#figures();
    for (const [name, value] of this.#values) setText(value, figures[name]);
  }

  #figures(): ReturnType<typeof figuresOf> {
    return figuresOf(measure(this.#video, this.#session()));
  }

  async #copy(): Promise<void> {
    const figures = this.#figures();
    const text = names.map((name) => `${figureNames[name]}: ${figures[name]}`).join('\n');
    this.#copyButton.textContent = (await copyText(text)) ? statsWords.copied : statsWords.notCopied;
    setTimeout(() => {
      this.#copyButton.textContent = statsWords.copy;
    }, shownMs);
  }
}
