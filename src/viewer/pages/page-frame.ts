import { el } from '../dom/el.js';
import { setText } from '../dom/set-text.js';

/** The page around everything: the channel's name at the top, leading to the channel's page. */
export class PageFrame {
  readonly element: HTMLElement;
  readonly main = el('main', { class: 'main' });
  readonly #mark = el('span', { class: 'mark', 'aria-hidden': true });
  readonly #name = el('span', { class: 'channel-name' });

  /** `channelUrl`: null on the channel's page itself. */
  constructor(channelUrl: string | null) {
    const brand =
      channelUrl === null
        ? el('div', { class: 'brand' }, this.#mark, this.#name)
        : el('a', { class: 'brand', href: channelUrl }, this.#mark, this.#name);
    brand.hidden = true;
    this.element = el('div', { class: 'frame' }, el('header', { class: 'header' }, brand), this.main);
  }

  setChannel(name: string): void {
    if (name === '') return;
    setText(this.#name, name);
    setText(this.#mark, (Array.from(name)[0] ?? '').toUpperCase());
    const brand = this.#name.parentElement;
    if (brand !== null) brand.hidden = false;
  }
}
