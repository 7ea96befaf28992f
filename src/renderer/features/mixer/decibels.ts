/** The lowest volume; a fader at its end. */
export const leastDb = -60;
/** A fader's travel is bent so that the upper half, where it is used, has more of it. */
const bend = 1.6;

/** Where a fader stands, 0 to 1, for a volume. 1 is `mostDb`. */
export function faderPosition(gainDb: number, mostDb: number): number {
  const share = (clamp(gainDb, leastDb, mostDb) - leastDb) / (mostDb - leastDb);
  return share ** bend;
}

/** The volume for a fader's place, to a tenth of a decibel. */
export function faderGain(position: number, mostDb: number): number {
  return tenths(leastDb + (mostDb - leastDb) * clamp(position, 0, 1) ** (1 / bend));
}

/** Corners of the scale of IEC 60268-18: percent of a meter's length at these levels. */
const corners = [
  [-70, 0],
  [-60, 2.5],
  [-50, 7.5],
  [-40, 15],
  [-30, 30],
  [-20, 50],
  [0, 100],
] as const;

/** How much of a meter's length a level fills, 0 to 1. −Infinity is 0, full scale and above 1. */
export function meterPosition(db: number): number {
  if (!(db > corners[0][0])) return 0;
  let [fromDb, fromPercent]: readonly [number, number] = corners[0];
  for (const [toDb, toPercent] of corners) {
    if (db <= toDb && toDb > fromDb) {
      return (fromPercent + ((db - fromDb) / (toDb - fromDb)) * (toPercent - fromPercent)) / 100;
    }
    [fromDb, fromPercent] = [toDb, toPercent];
  }
  return 1;
}

/** `−3.5`, `0`, `+6`; a real minus sign. */
export function formatDb(db: number): string {
  if (!Number.isFinite(db)) return '−∞';
  const value = tenths(db);
  if (value === 0) return '0';
  return `${value < 0 ? '−' : '+'}${Math.abs(value)}`;
}

/** A volume as typed: `-3,5`, `−3.5 dB`, `+6`. Null for what is none. */
export function parseDb(text: string): number | null {
  const match = /^([+\-−–]?)(\d+(?:[.,]\d*)?)\s*(?:dB)?$/i.exec(text.trim());
  if (match === null) return null;
  const value = Number((match[2] ?? '').replace(',', '.'));
  return tenths(match[1] === '' || match[1] === '+' ? value : -value);
}

export const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
// adding zero: −0 is 0
const tenths = (value: number): number => Math.round(value * 10) / 10 + 0;
