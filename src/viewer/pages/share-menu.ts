import { MenuButton } from '../controls/menu-button.js';
import { linkAt } from '../data/time-param.js';
import { copyText } from '../dom/copy-text.js';
import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import { embedCode } from './embed-words.js';
import { shareWords } from './share-words.js';

const shownMs = 2_000;

/** What can be shared at the moment; links are relative to the page. */
export interface Shareable {
  /** What the page shows. */
  readonly link: string;
  /** The broadcast's own page, which understands a time; null: none is known yet. */
  readonly timed: string | null;
  /** Where the viewer is, seconds of the broadcast; null: not known. */
  readonly seconds: number | null;
  /** The player alone, for other pages; null: there is none. */
  readonly embed: { readonly link: string; readonly title: string } | null;
}

/** Copies links. Hidden where the browser has no clipboard (plain http on a network): the address bar has the link. */
export class ShareMenu {
  readonly #label = el('span', { 'aria-live': 'polite' }, shareWords.share);
  readonly #menu: MenuButton;
  readonly #shareable: () => Shareable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shareable: () => Shareable) {
    this.#shareable = shareable;
    const button = el('button', { type: 'button', class: 'quiet-button' }, icon('share'), this.#label);
    this.#menu = new MenuButton({
      button,
      id: 'share-menu',
      name: shareWords.share,
      className: 'share',
      onOpen: () => {
        this.#menu.fill(...this.#items());
      },
    });
    this.element.hidden = !window.isSecureContext;
  }

  get element(): HTMLElement {
    return this.#menu.element;
  }

  #items(): HTMLElement[] {
    const { link, timed, seconds, embed } = this.#shareable();
    const items = [this.#item(shareWords.link, absolute(link))];
    if (timed !== null && seconds !== null && seconds >= 1) {
      items.push(this.#item(shareWords.linkAt(seconds), linkAt(absolute(timed), seconds)));
    }
    if (embed !== null) {
      items.push(this.#item(shareWords.embed, embedCode(absolute(embed.link), embed.title)));
    }
    return items;
  }

  #item(name: string, text: string): HTMLElement {
    const item = el('button', { type: 'button', class: 'menu-item', role: 'menuitem', tabindex: -1 }, name);
    item.addEventListener('click', () => void this.#copy(text));
    return item;
  }

  async #copy(text: string): Promise<void> {
    this.#menu.close();
    this.#label.textContent = (await copyText(text)) ? shareWords.copied : shareWords.notCopied;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#label.textContent = shareWords.share;
    }, shownMs);
  }
}

/** Without what the address of this page asked for. */
function absolute(link: string): string {
  const url = new URL(link, location.href);
  url.search = '';
  url.hash = '';
  return url.href;
}
