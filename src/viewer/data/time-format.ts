/** `1:02:03`, `2:03`, `0:07`. Negative and unknown times are 0:00. */
export function clockTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** The same for a screen reader: `1 hour 2 minutes 3 seconds`. */
export function spokenTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const parts = [
    { amount: Math.floor(whole / 3600), unit: 'hour' },
    { amount: Math.floor((whole % 3600) / 60), unit: 'minute' },
    { amount: whole % 60, unit: 'second' },
  ].filter((part) => part.amount > 0);
  return parts.length === 0 ? '0 seconds' : parts.map((part) => count(part.amount, part.unit)).join(' ');
}

/** `21 November 2026`, in the viewer's language. Empty for an unknown time. */
export function dayOf(timeMs: number | null, locale?: string): string {
  if (timeMs === null) return '';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(timeMs);
}
