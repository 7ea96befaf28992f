/** No broadcast is as long as this: 1,000 hours. */
const mostSeconds = 3_600_000;
const pattern = /^(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s?)?$/;

/**
 * The time that a link leads to (`?t=754`, `?t=754s`, `?t=1h2m3s`), seconds of the broadcast; null for anything else, which
 * anybody may have written.
 */
export function readTimeParam(search: string): number | null {
  const text = new URLSearchParams(search).get('t') ?? '';
  const [whole, hours = '0', minutes = '0', seconds = '0'] = pattern.exec(text.slice(0, 20)) ?? [];
  if (whole === undefined || whole === '') return null;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return total <= mostSeconds ? total : null;
}

/** `link` at a time of the broadcast; whatever it asked for itself is left out. */
export function linkAt(link: string, seconds: number): string {
  const url = new URL(link);
  url.hash = '';
  url.search = `?t=${Math.max(0, Math.floor(seconds))}`;
  return url.href;
}
