/** Controls, line and paragraph separators, and what turns the direction of writing. */
const unshown = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text that others see, on one line: nothing in it moves the cursor or its direction. What does becomes a space; trimmed. */
export function shownText(text: string): string {
  return text.replace(unshown, ' ').trim();
}
