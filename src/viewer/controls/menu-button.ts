import { el } from '../dom/el.js';

export interface MenuButtonOptions {
  readonly button: HTMLButtonElement;
  /** For `aria-controls`; unique on the page. */
  readonly id: string;
  readonly name: string;
  readonly className: string;
  /** Before it is shown. */
  readonly onOpen?: () => void;
}

/** A button with a menu, after the ARIA authoring practices. Closes when something else is pressed or gets the focus. */
export class MenuButton {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #menu: HTMLElement;
  readonly #onOpen: () => void;

  constructor({ button, id, name, className, onOpen }: MenuButtonOptions) {
    this.#button = button;
    this.#onOpen = onOpen ?? (() => undefined);
    this.#menu = el('div', { class: 'menu', role: 'menu', id, 'aria-label': name, hidden: true });
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-controls', id);
    this.element = el('div', { class: className }, button, this.#menu);
    button.addEventListener('click', () => {
      this.toggle(!this.isOpen);
    });
    this.#menu.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    document.addEventListener('pointerdown', (event) => {
      if (event.target instanceof Node && !this.element.contains(event.target)) this.toggle(false);
    });
    this.element.addEventListener('focusout', (event) => {
      if (event.relatedTarget instanceof Node && !this.element.contains(event.relatedTarget)) this.toggle(false);
    });
  }

  get isOpen(): boolean {
    return !this.#menu.hidden;
  }

  toggle(open: boolean): void {
    if (open === this.isOpen) return;
    if (open) this.#onOpen();
    this.#menu.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
    if (open) (this.#items().find((item) => item.ariaChecked === 'true') ?? this.#items()[0])?.focus();
  }

  /** Closes it after a choice, and gives the focus back. */
  close(): void {
    this.toggle(false);
    this.#button.focus();
  }

  /** Replaces what is in it; the item in focus stays in focus, by its place. */
  fill(...content: readonly Node[]): void {
    const focused = this.#items().findIndex((item) => item === document.activeElement);
    this.#menu.replaceChildren(...content);
    if (focused >= 0) this.#items()[focused]?.focus();
  }

  #items(): HTMLElement[] {
    return [...this.#menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  }

  #onKey(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.findIndex((item) => item === document.activeElement);
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const next = steps[event.key];
    if (next !== undefined) items.at(next % items.length)?.focus();
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
  }
}
