import type { Picture } from '../compose/draw-list.js';

/** Where the pictures of one source come from. */
export interface SourcePicture {
  /** Its picture at that moment (epoch milliseconds); null: there is none yet, or none any more. */
  at(nowMs: number): Picture | null;
  /** Gives back what it holds. */
  close(): void;
}

export const notShifted = { u: 0, v: 0 } as const;

let versions = 0;
/** A number that no picture of this worker has had: textures are uploaded when it changes. */
export function nextVersion(): number {
  versions += 1;
  return versions;
}
