import { locale } from '../../../shared/locale.js';
import type { SourceKind } from '../../../shared/scenes/scene-source.js';

type Clock = Extract<SourceKind, { type: 'clock' }>;
type Countdown = Extract<SourceKind, { type: 'countdown' }>;

const clockFormats: Readonly<Record<Clock['format'], Intl.DateTimeFormatOptions>> = {
  '24h': { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  '24h-seconds': { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  '12h': { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' },
  '12h-seconds': { hour: 'numeric', minute: '2-digit', second: '2-digit', hourCycle: 'h12' },
  date: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
};
const made = new Map<Clock['format'], Intl.DateTimeFormat>();

/** The time of day, in this computer's zone. `nowMs`: epoch milliseconds. */
export function clockText(format: Clock['format'], nowMs: number): string {
  let formatter = made.get(format);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(locale, clockFormats[format]);
    made.set(format, formatter);
  }
  return formatter.format(nowMs);
}

/** What is left: `4:05`, `1:00:00`; the last second is over when 0:00 is shown. `nowMs`: epoch milliseconds. */
export function countdownText(
  { spanSeconds, endsAtMs, endText }: Pick<Countdown, 'spanSeconds' | 'endsAtMs' | 'endText'>,
  nowMs: number,
): string {
  const left = endsAtMs === null ? spanSeconds : Math.max(0, Math.ceil((endsAtMs - nowMs) / 1000));
  if (left === 0 && endText !== '') return endText;
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(left / 60);
  const rest = two(left % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
