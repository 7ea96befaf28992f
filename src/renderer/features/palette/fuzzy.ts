/**
 * How well letters typed find a text: its letters must come in this order. More for letters in a row and for beginnings of
 * words, less for long texts. Null: not found. Nothing typed finds everything alike.
 */
export function fuzzyScore(typed: string, text: string): number | null {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const letters = text.toLowerCase();
  if (wanted === '') return 0;
  const whole = letters.indexOf(wanted);
  if (whole >= 0) return 1000 + (isStart(letters, whole) ? 500 : 0) - whole - text.length / 100;
  const picked = [...wanted].filter((letter) => letter !== ' ');
  const latest = latestPlaces(letters, picked);
  if (latest === null) return null;
  let score = 0;
  let at = -1;
  for (const [index, letter] of picked.entries()) {
    const next = nextPlace(letters, letter, at, latest[index] ?? -1);
    score += next === at + 1 ? 8 : isStart(letters, next) ? 6 : 1;
    at = next;
  }
  return score - text.length / 100;
}

/** How late each letter may stand for all that follow to come after it; null: they are not there in this order. */
function latestPlaces(text: string, letters: readonly string[]): number[] | null {
  const places: number[] = [];
  let before = text.length;
  for (const letter of letters.toReversed()) {
    const place = before === 0 ? -1 : text.lastIndexOf(letter, before - 1);
    if (place < 0) return null;
    places.push(place);
    before = place;
  }
  return places.reverse();
}

/** The next letter in a row, or where a word begins with it, or anywhere; not later than `latest`, where it stands as well. */
function nextPlace(text: string, letter: string, after: number, latest: number): number {
  if (text[after + 1] === letter) return after + 1;
  let index = text.indexOf(letter, after + 1);
  for (; index >= 0 && index <= latest; index = text.indexOf(letter, index + 1)) {
    if (isStart(text, index)) return index;
  }
  return text.indexOf(letter, after + 1);
}

function isStart(text: string, index: number): boolean {
  return index === 0 || /[^\p{L}\p{N}]/u.test(text[index - 1] ?? '');
}
