/** Where a tile lies. */
export interface TileBox {
  readonly left: number;
  readonly top: number;
}

/**
 * The tile that an arrow key leads to, from the `index`th; null: it is none of these keys. Up and down go to the nearest row, and
 * there to the tile that is the nearest.
 */
export function nextTile(boxes: readonly TileBox[], index: number, key: string): number | null {
  const last = boxes.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
    case 'ArrowDown':
      return inNextRow(boxes, index, key === 'ArrowDown' ? 1 : -1);
    default:
      return null;
  }
}

function inNextRow(boxes: readonly TileBox[], index: number, way: 1 | -1): number {
  const from = boxes[index];
  if (from === undefined) return index;
  let best: { readonly place: number; readonly rows: number; readonly aside: number } | null = null;
  for (const [place, { left, top }] of boxes.entries()) {
    const rows = (top - from.top) * way;
    const aside = Math.abs(left - from.left);
    if (rows <= 0 || (best !== null && (rows > best.rows || (rows === best.rows && aside >= best.aside)))) continue;
    best = { place, rows, aside };
  }
  return best?.place ?? index;
}
