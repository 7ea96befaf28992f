import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import { setText } from '../dom/set-text.js';
import { problemWords, type ProblemCode } from '../watch/problems.js';

const problems = {
  missing: 'not-found',
  unreachable: 'connection',
  invalid: 'unreadable',
} as const satisfies Readonly<Record<string, ProblemCode>>;

/** What a channel's page says while nothing is live, or while the channel cannot be read. */
export class OfflineNotice {
  readonly element: HTMLElement;
  readonly #title = el('h1', { class: 'offline-title' });
  readonly #advice = el('p', { class: 'offline-advice' });
  readonly #button: HTMLButtonElement;

  constructor(onAgain: () => void) {
    this.#button = el('button', { type: 'button', class: 'quiet-button', hidden: true });
    this.#button.addEventListener('click', onAgain);
    const words = el('div', { role: 'status' }, this.#title, this.#advice);
    this.element = el(
      'section',
      { class: 'offline', hidden: true, 'aria-label': 'Channel' },
      icon('sleep'),
      words,
      this.#button,
    );
  }

  /** `visible`: nothing else is shown. */
  showOffline(name: string, visible: boolean): void {
    this.element.hidden = !visible;
    this.#button.hidden = true;
    setText(this.#title, `${name === '' ? 'This channel' : name} is offline`);
    setText(this.#advice, 'This page goes live by itself.');
  }

  showProblem(outcome: keyof typeof problems): void {
    const words = problemWords[problems[outcome]];
    this.element.hidden = false;
    setText(this.#title, words.title);
    setText(this.#advice, words.advice);
    this.#button.hidden = words.button === null;
    setText(this.#button, outcome === 'invalid' ? 'Look again' : (words.button ?? ''));
  }
}
