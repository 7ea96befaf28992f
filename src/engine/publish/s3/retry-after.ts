/** Longer waits are not believed: who is asked for a day looks again sooner. */
const longestMs = 3_600_000;

/**
 * `Retry-After` in milliseconds (RFC 9110 §10.2.3): seconds, or a date, which counts from the answer's own `Date`, not from
 * this computer's clock. Null without one that can be read.
 */
export function retryAfterMs(header: string | undefined, date: string | undefined): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d{1,9}(?:\.\d+)?$/.test(text)) return Math.min(longestMs, Math.round(Number(text) * 1000));
  const until = Date.parse(text);
  const from = Date.parse(date ?? '');
  return Number.isNaN(until) || Number.isNaN(from) ? null : Math.min(longestMs, Math.max(0, until - from));
}
