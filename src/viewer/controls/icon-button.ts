import { el } from '../dom/el.js';
import { icon, type IconName } from '../dom/icon.js';

/** A button of the control bar. Its name is read out and shown as a tip, with its key. */
export interface IconButton {
  readonly element: HTMLButtonElement;
  show(name: string, iconName: IconName): void;
}

/** `key`: the keyboard shortcut, for the tip. */
export function iconButton(className: string, key: string | null, onClick: () => void): IconButton {
  const element = el('button', { type: 'button', class: `icon-button ${className}` });
  if (key !== null) element.setAttribute('aria-keyshortcuts', key);
  element.addEventListener('click', onClick);
  let shown: IconName | null = null;
  return {
    element,
    show(name, iconName) {
      element.setAttribute('aria-label', name);
      element.title = key === null ? name : `${name} (${key})`;
      if (shown === iconName) return;
      shown = iconName;
      element.replaceChildren(icon(iconName));
    },
  };
}
