import { segmentSlackSeconds } from '../../shared/keyframes.js';

/** A frame this close to the segment's start is its first one. */
const roundingSeconds = 0.008;

export interface CutFrame {
  readonly seconds: number;
  readonly isIdr: boolean;
}

/**
 * Where the segment that starts at `startSeconds` ends, when no IDR came in time: at the latest IDR that it may last to; else
 * at the latest frame of its target; else, where no picture came at all, in the hole. It is longer than 0 s and not longer
 * than a segment may be (RFC 8216bis §4.4.3.1).
 */
export function forcedCutSeconds(startSeconds: number, targetSeconds: number, frames: readonly CutFrame[]): number {
  const due = startSeconds + targetSeconds;
  const latest = (from: readonly CutFrame[], until: number): number =>
    Math.max(
      ...from
        .map(({ seconds }) => seconds)
        .filter((at) => at > startSeconds + roundingSeconds && at <= until + roundingSeconds),
    );
  const idrs = frames.filter(({ isIdr }) => isIdr);
  return [latest(idrs, due + segmentSlackSeconds(targetSeconds)), latest(frames, due)].find(Number.isFinite) ?? due;
}
