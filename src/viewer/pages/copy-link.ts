import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';

const shownMs = 2_000;

/** Copies a link. Hidden where the browser has no clipboard (plain http on a network): the address bar has the link. */
export function copyLinkButton(url: string): HTMLButtonElement {
  const label = el('span', { 'aria-live': 'polite' }, 'Copy link');
  const button = el('button', { type: 'button', class: 'quiet-button' }, icon('share'), label);
  const absolute = new URL(url, location.href).href;
  button.hidden = !window.isSecureContext;
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(absolute).then(
      () => {
        label.textContent = 'Copied';
      },
      () => {
        label.textContent = 'Copy it from the address bar';
      },
    );
    setTimeout(() => {
      label.textContent = 'Copy link';
    }, shownMs);
  });
  return button;
}
