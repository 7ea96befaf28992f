/** A rendition as the uplink sees it. Sound and the floor are never given up. */
export interface Load {
  readonly name: string;
  readonly kind: 'video' | 'audio';
  /** Ladder order, top first. */
  readonly position: number;
  readonly bitsPerSecond: number;
}

/** What goes first when not all fits: `middle-first` keeps top and floor, `top-first` keeps what is cheap. */
export type ThinOrder = 'middle-first' | 'top-first';

/** An uplink is never used to its last bit: playlists, retries and other people share it. */
const usableShare = 0.85;

/**
 * Which renditions have to wait so that the rest fits into `uplinkBitsPerSecond`, in the order in which they are given up:
 * middle rungs from above, then the top (or from the top down). Sound and the floor always go.
 */
export function thinLadder(loads: readonly Load[], uplinkBitsPerSecond: number, order: ThinOrder): string[] {
  const pictures = loads.filter(({ kind }) => kind === 'video').sort((a, b) => a.position - b.position);
  const [top, ...rest] = pictures;
  const middles = rest.slice(0, -1);
  if (top === undefined || rest.length === 0) return [];
  const victims = order === 'top-first' ? [top, ...middles] : [...middles, top];
  let need = loads.reduce((sum, { bitsPerSecond }) => sum + bitsPerSecond, 0);
  const deferred: string[] = [];
  for (const victim of victims) {
    if (need <= uplinkBitsPerSecond * usableShare) break;
    deferred.push(victim.name);
    need -= victim.bitsPerSecond;
  }
  return deferred;
}

/** The same names in the same order. */
export function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
