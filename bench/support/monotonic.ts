/** Milliseconds of the system's monotonic clock, with fractions: the same clock in every process of the machine (Linux). */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}
