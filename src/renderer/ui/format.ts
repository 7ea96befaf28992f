/** Figures as people read them. Null, "not measured", becomes a dash. */
const dash = '–';

/** Seconds as `0:07`, `12:34` or `1:02:03`. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return dash;
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, '0');
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}

/** A stretch of time in words that need no precision: `45 s`, `12 min`, `3 h 10 min`. */
export function formatSpan(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Bytes in decimal units, as disks are sold: `0 B`, `532 kB`, `1.24 GB`. */
export function formatBytes(bytes: number | null): string {
  return scaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB', 'PB']);
}

/** Bits per second: `850 kb/s`, `4.52 Mb/s`. */
export function formatBitrate(bitsPerSecond: number | null): string {
  return scaled(bitsPerSecond, ['b/s', 'kb/s', 'Mb/s', 'Gb/s']);
}

/** A number with at most `digits` after the point, without idle zeros. */
export function formatNumber(value: number | null, digits = 1): string {
  if (value === null || !Number.isFinite(value)) return dash;
  return String(Number(value.toFixed(digits)));
}

/** US dollars; below ten cents to the tenth of a cent, for that is what an hour's requests cost. */
export function formatMoney(dollars: number | null): string {
  if (dollars === null || !Number.isFinite(dollars)) return dash;
  if (dollars > 0 && dollars < 0.001) return 'less than $0.001';
  const digits = dollars >= 0.1 || dollars === 0 ? 2 : 3;
  return `$${Math.max(0, dollars).toFixed(digits)}`;
}

/** Date and time of day, in the language of the browser. */
export function formatDate(epochMs: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs);
}

/** Three figures at most: more is noise on a screen that changes every second. */
function scaled(value: number | null, units: readonly string[]): string {
  if (value === null || !Number.isFinite(value)) return dash;
  let rest = Math.max(0, value);
  let step = 0;
  // 999.5 would be written as 1000: the next unit begins there.
  while (rest >= 999.5 && step < units.length - 1) {
    rest /= 1000;
    step += 1;
  }
  const digits = step === 0 || rest >= 99.5 ? 0 : rest >= 9.95 ? 1 : 2;
  return `${Number(rest.toFixed(digits))} ${units[step] ?? ''}`;
}
