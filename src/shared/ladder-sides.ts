/** `economy`: fewer rungs, and none above 720p is encoded. */
type LadderPreset = 'auto' | 'economy';

/**
 * Short sides of the rungs below a top of at least `from` pixels. At most three, each two to three times cheaper in bits
 * than the one above (1080p: 6000, 3000, 1100, 365 kb/s), so that a viewer's line always finds a rung that uses at least
 * a third of it. 540p is left out between 720p (3000) and 432p (1100): for its 2000 kb/s it would cost the creator a
 * third more uplink. 360p, fit for a phone on 3G, ends every ladder; 234p only those of small sources.
 */
const lowerRungs: Readonly<Record<LadderPreset, readonly { from: number; sides: readonly number[] }[]>> = {
  auto: [
    { from: 1800, sides: [1080, 540, 360] },
    { from: 900, sides: [720, 432, 360] },
    { from: 640, sides: [432, 360] },
    { from: 424, sides: [360, 234] },
    { from: 275, sides: [234] },
  ],
  economy: [
    { from: 900, sides: [540, 360] },
    { from: 440, sides: [360] },
    { from: 275, sides: [234] },
  ],
};
/** Economy encodes nothing above this: a larger source that cannot be copied starts here. */
const economyTop = 720;

/** The short sides of a ladder's rungs in pixels, the top first, for a picture whose own is `shortSide`. */
export function ladderSides(shortSide: number, preset: LadderPreset, isTopCopied: boolean): readonly number[] {
  const top = isTopCopied || preset === 'auto' ? shortSide : Math.min(shortSide, economyTop);
  const below = lowerRungs[preset].find(({ from }) => top >= from)?.sides ?? [];
  return [top, ...below.filter((side) => side < top)];
}
