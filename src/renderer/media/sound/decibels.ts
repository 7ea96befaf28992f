/** The amplitude factor of a level in decibels: 0 dB is 1. −Infinity is 0. */
export function gainOf(db: number): number {
  return 10 ** (db / 20);
}

/** The level of an amplitude in decibels: 1 is 0 dB (full scale). 0 is −Infinity. */
export function dbOf(amplitude: number): number {
  return 20 * Math.log10(Math.abs(amplitude));
}
