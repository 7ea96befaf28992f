import { el } from '../dom/el.js';
import { iconButton } from './icon-button.js';
import type { PlayerActions } from './player-actions.js';

/** Mute button and volume slider. The slider is hidden on touch screens, whose hardware keys do it better. */
export class Volume {
  readonly element: HTMLElement;
  readonly #button;
  readonly #slider: HTMLInputElement;

  constructor(actions: PlayerActions) {
    this.#button = iconButton('mute-button', 'M', () => {
      actions.toggleMute();
    });
    this.#slider = el('input', {
      type: 'range',
      class: 'volume-slider',
      min: 0,
      max: 100,
      step: 5,
      'aria-label': 'Volume',
    });
    this.#slider.addEventListener('input', () => {
      actions.setVolume(Number(this.#slider.value) / 100);
    });
    this.element = el('div', { class: 'volume' }, this.#button.element, this.#slider);
  }

  update(volume: number, muted: boolean): void {
    const heard = muted ? 0 : volume;
    this.#button.show(
      muted ? 'Sound on' : 'Sound off',
      heard === 0 ? 'soundOff' : heard < 0.5 ? 'soundLow' : 'soundHigh',
    );
    this.#slider.value = String(Math.round(heard * 100));
    this.#slider.style.setProperty('--level', String(heard));
    this.#slider.setAttribute('aria-valuetext', `${Math.round(heard * 100)} percent`);
  }
}
