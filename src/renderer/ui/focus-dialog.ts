/**
 * For Radix's onOpenAutoFocus: focuses the dialog itself, not the first button in it, so that the first thing to hear is
 * what the dialog is about, and no tooltip opens over it.
 */
export function focusDialog(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
