/** The list with one of its items at another place. Out of range: at the nearest end. An item that is not there moves nothing. */
export function moveItem<T>(list: readonly T[], item: T, to: number): readonly T[] {
  const from = list.indexOf(item);
  if (from < 0) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(Math.min(Math.max(0, to), rest.length), 0, item);
}

/**
 * Where an item that is dragged belongs: behind all whose middle it has passed. `middles`: of the others, from the top,
 * in pixels.
 */
export function placeAt(middles: readonly number[], y: number): number {
  return middles.filter((middle) => middle < y).length;
}
