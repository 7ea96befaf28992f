/** What of a KeyboardEvent makes a hotkey. */
export type KeyPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** Inputs that nothing is typed into. */
const untyped = ['checkbox', 'radio', 'range', 'color', 'button', 'submit', 'reset', 'file', 'image'];
const field = `input${untyped.map((type) => `:not([type=${type}])`).join('')}, textarea`;
/** What lies over the page and keeps it from being edited. A popover is a dialog by its role and does not: it says so by `data-beside-page`. */
const over = '[role=menu], [role=listbox], [role=dialog]:not([data-beside-page]), [role=alertdialog]';

/**
 * What has the focus, as far as keys go. `field`: what is typed into, wherever it is; `over`: a menu or a modal dialog;
 * `choices`: a list that letters choose from; `control`: a button, slider, switch, …
 */
type KeyPlace = 'page' | 'control' | 'choices' | 'field' | 'over';

function keyPlace(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement) || target === document.body) return 'page';
  if (target.isContentEditable || target.closest(field) !== null) return 'field';
  if (target.closest(over) !== null) return 'over';
  return target.closest('select') === null ? 'control' : 'choices';
}

/** Keys that move, choose and press, with or without Shift. */
const leading = /^(?:Arrow\w+|Home|End|Page\w+|Enter|NumpadEnter|Space|Tab|Escape|Delete|Backspace)$/;

/** Whether a key leads around whatever page is open, and so can be no hotkey. */
export const isLeadingKey = ({ code, ctrlKey, altKey, metaKey }: KeyPress): boolean =>
  leading.test(code) && !ctrlKey && !altKey && !metaKey;

/**
 * Whether what has the focus wants a hotkey's key itself: a letter goes into a field or a menu, Enter and the arrows into whatever
 * it is. Into a field goes nothing with Ctrl held, but for Ctrl Alt, which types as AltGr does, and no function key.
 */
export function isForFocus(press: KeyPress, target: EventTarget | null): boolean {
  const place = keyPlace(target);
  if (place === 'page') return false;
  if (isLeadingKey(press)) return true;
  if (place === 'control') return false;
  const typesNothing = /^F\d+$/.test(press.code) || ((press.ctrlKey || press.metaKey) && !press.altKey);
  return !typesNothing;
}

/**
 * Whether keys that edit the page (Ctrl+Z, Ctrl+D, Delete, …) are what has the focus's own: a field undoes and copies its text, and
 * what lies under a menu or a modal dialog stays as it is. A slider and a list of choices have no such keys with Ctrl.
 */
export function isEditForFocus(target: EventTarget | null): boolean {
  const place = keyPlace(target);
  return place === 'field' || place === 'over';
}
