/** The run clock's head start over the source's (transcoder.ts), seconds. */
const runClockOffsetSeconds = 10;

/** A time on the clock of ffmpeg's outputs as a time on its source's clock. */
export function sourceSeconds(seconds: number): number {
  return seconds - runClockOffsetSeconds;
}

/** A time on the source's clock as a time on the clock of ffmpeg's outputs. */
export function runSeconds(seconds: number): number {
  return seconds + runClockOffsetSeconds;
}
