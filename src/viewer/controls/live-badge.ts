import { el } from '../dom/el.js';
import { setText } from '../dom/set-text.js';

export interface LiveBadgeState {
  readonly live: boolean;
  readonly atEdge: boolean;
  /** From the studio to this screen; null: not known. */
  readonly delaySeconds: number | null;
}

/** Red `LIVE` at the live position, a grey button to go there when behind; beside it the delay. Hidden in recordings. */
export class LiveBadge {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #label = el('span', {});
  readonly #delay = el('span', { class: 'live-delay', title: 'From the studio to your screen' });

  constructor(onGoLive: () => void) {
    this.#button = el(
      'button',
      { type: 'button', class: 'live-badge', 'aria-keyshortcuts': 'L' },
      el('span', { class: 'live-dot' }),
      this.#label,
    );
    this.#button.addEventListener('click', onGoLive);
    this.element = el('div', { class: 'live', hidden: true }, this.#button, this.#delay);
  }

  update(state: LiveBadgeState): void {
    this.element.hidden = !state.live;
    this.#button.classList.toggle('at-edge', state.atEdge);
    this.#button.title = state.atEdge ? 'You are watching live' : 'Go live (L)';
    setText(this.#label, state.atEdge ? 'Live' : 'Go live');
    setText(
      this.#delay,
      state.delaySeconds === null ? '' : `${state.delaySeconds.toFixed(state.delaySeconds < 10 ? 1 : 0)} s`,
    );
    this.#delay.hidden = state.delaySeconds === null || !state.atEdge;
  }
}
