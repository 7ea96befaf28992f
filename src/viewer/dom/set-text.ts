/** Sets an element's text only when it differs, so that screen readers and layout stay at rest. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
