/** Focuses the first field that is marked invalid: that is where help is needed. */
export function focusProblem(form: HTMLFormElement): void {
  const field = form.querySelector('[aria-invalid="true"]');
  if (field instanceof HTMLElement) field.focus();
}
