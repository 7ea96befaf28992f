/**
 * A part as soon as it is cut: of a segment that is still open. A list of parts begins anew with part 0: where a later run takes
 * over from inside a segment, its parts are cut again.
 */
export interface LivePart {
  readonly broadcastId: string;
  readonly rendition: string;
  readonly sequence: number;
  /** Counts within its segment, from 0. */
  readonly index: number;
  readonly durationSeconds: number;
  /** It begins with an IDR, or is sound. */
  readonly isIndependent: boolean;
  /** Which init segment it needs. */
  readonly init: number;
  /** EXT-X-DISCONTINUITY stands before its segment. */
  readonly isDiscontinuity: boolean;
  readonly bytes: Uint8Array;
}
