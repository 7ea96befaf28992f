/**
 * Seeds of a fault test: `HEADWATER_FAULT_SEEDS` of them (soak runs ask for more) from `HEADWATER_FAULT_SEED` on. A test
 * names its seed, so that what failed can be run again.
 */
export function seeds(count: number): number[] {
  const first = Number(process.env['HEADWATER_FAULT_SEED'] ?? 1);
  const wanted = Number(process.env['HEADWATER_FAULT_SEEDS'] ?? count);
  return Array.from({ length: wanted }, (_, index) => first + index);
}

/** True in a soak run, which takes its time. */
export const isSoak = process.env['HEADWATER_FAULT_SEED'] !== undefined;

/** Numbers from 0 (with) to 1 (without), the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
