const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const rateUnits = ['b/s', 'kb/s', 'Mb/s', 'Gb/s'] as const;

/** Bytes as people read them: `850 kB`, `14 MB`, `1.2 GB`. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, byteUnits);
}

/** Bits per second as people read them: `850 kb/s`, `4.5 Mb/s`. */
export function formatBitrate(bitsPerSecond: number): string {
  return scaled(bitsPerSecond, rateUnits);
}

/** A number with its thing: `1 segment`, `12 segments`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

function scaled(value: number, units: readonly string[]): string {
  let rest = Math.max(0, value);
  let index = 0;
  // 999.5 would be shown as 1000
  while (rest >= 999.5 && index < units.length - 1) {
    rest /= 1000;
    index += 1;
  }
  return `${rest < 9.95 && index > 0 ? rest.toFixed(1).replace(/\.0$/, '') : Math.round(rest)} ${units[index] ?? ''}`;
}
