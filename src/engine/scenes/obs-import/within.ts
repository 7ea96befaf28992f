/** Beyond it no number of OBS means anything (nanoseconds and colours are the largest); products of some of them stay finite. */
const most = 1e12;

export function within(value: number): number {
  return Math.min(Math.max(value, -most), most);
}
