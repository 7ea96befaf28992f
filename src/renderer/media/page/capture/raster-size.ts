interface Size {
  readonly width: number;
  readonly height: number;
}

/** A texture that every GPU takes. */
const longestSide = 4096;
/** For drawings that name no size of their own. */
const unnamed: Size = { width: 512, height: 512 };

/**
 * How large a vector drawing is made into pixels: of its own shape, so that it covers the largest box that shows it, never
 * smaller than it says itself, never larger than a GPU takes. Pixels.
 */
export function rasterSize(own: Size, boxes: readonly Size[]): Size {
  const { width, height } = own.width > 0 && own.height > 0 ? own : unnamed;
  const wanted = Math.max(1, ...boxes.map((box) => Math.max(box.width / width, box.height / height)));
  const scale = Math.min(wanted, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
