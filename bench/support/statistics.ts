/** What many measurements of one thing come to. */
export interface Spread {
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** The spread of some measurements (nearest rank). Throws RangeError when there are none. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    if (value === undefined) throw new RangeError('Expected at least one measurement, got none');
    return value;
  };
  return { count: sorted.length, min: at(0), median: at(0.5), p95: at(0.95), max: at(1) };
}

/** `1.05 (1.02–1.09, n 3)`: median, smallest and largest. */
export function showSpread(spread: Spread, digits: number, unit = ''): string {
  const show = (value: number): string => value.toFixed(digits);
  return `${show(spread.median)}${unit} (${show(spread.min)}–${show(spread.max)}, n ${spread.count})`;
}
