import type { LatencyProfileName } from '../../../shared/latency-profiles.js';
import { formatMoney, formatNumber } from '../../ui/format.js';

/** How long viewers wait, with what it asks for: in one place, ready for translation. */
export const latencyWords = {
  title: 'Delay',
  lead: 'How far viewers are behind, and what that takes. A short delay needs more requests and a steadier line.',
  /** Words that lead here in the settings' search. */
  find: 'latency segment length keyframe interval cost',
  profiles: {
    lowest: { name: 'Lowest', lead: 'For talking with viewers' },
    low: { name: 'Low', lead: 'Nearly as close, a third fewer requests' },
    balanced: { name: 'Balanced', lead: 'Calm on every line' },
    economy: { name: 'Economy', lead: 'Fewest requests' },
  } satisfies Record<LatencyProfileName, { name: string; lead: string }>,
  behind: (seconds: number) => `about ${formatNumber(seconds, 1)} s behind`,
  writes: (perHour: number) => `${new Intl.NumberFormat().format(Math.round(perHour / 100) * 100)} writes an hour`,
  cost: (usdPerHour: number) => `${formatMoney(usdPerHour)} an hour`,
  measured: {
    bucket:
      'Measured on Headwater’s own page with the bucket close by: a far one adds its way, and other players wait longer.',
    computer: 'Measured on Headwater’s own page; other players may wait longer.',
  },
  /** For an encoder like OBS; `seconds`: of the profile chosen. */
  keyframes: (seconds: number) =>
    seconds < 1
      ? `Encoders pass their picture on untouched with a keyframe every ${formatNumber(seconds, 2)} s. OBS sets whole seconds only: with x264 write keyint=15 into its x264 options (at 30 pictures a second), or the top quality is encoded again here.`
      : `Encoders pass their picture on untouched with a keyframe every ${formatNumber(seconds, 2)} s.`,
} as const;
