import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import { shortcuts } from './keyboard.js';

/** The list of keys, as a modal dialog (the browser keeps the focus inside and gives it back). */
export class HelpDialog {
  readonly element: HTMLDialogElement;

  constructor() {
    const close = el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close' }, icon('close'));
    close.addEventListener('click', () => {
      this.element.close();
    });
    const rows = shortcuts.flatMap(({ keys, does }) => [
      el('dt', {}, ...keys.map((key) => (key === '–' ? '–' : el('kbd', {}, key)))),
      el('dd', {}, does),
    ]);
    this.element = el(
      'dialog',
      { class: 'help', 'aria-labelledby': 'help-title' },
      el('div', { class: 'help-head' }, el('h2', { id: 'help-title' }, 'Keyboard'), close),
      el('dl', {}, ...rows),
    );
    this.element.addEventListener('click', (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  open(): void {
    if (!this.element.open) this.element.showModal();
  }
}
