import { settingsWords } from './settings-words.js';
import type { PublicSettings } from '../../../shared/settings.js';

export type Retention = PublicSettings['publish']['retention'];
export type RetentionMode = 'all' | 'days' | 'size';

/** GB as disks and providers count them. */
const gigabyte = 1e9;
/** What is offered first: a month, and what a few shows take. */
const offered = { days: '30', size: '50' } as const;
const most = { days: 36_500, size: 1_000_000 } as const;

/** Which limit holds. With both the days are shown; they can be set together elsewhere. */
export function modeOf({ maxAgeDays, maxBytes }: Retention): RetentionMode {
  if (maxAgeDays !== null) return 'days';
  return maxBytes === null ? 'all' : 'size';
}

/** The limit that holds as its field shows it, or what is offered where none does. */
export function amountOf(retention: Retention, mode: Exclude<RetentionMode, 'all'>): string {
  if (mode === 'days') return retention.maxAgeDays === null ? offered.days : String(retention.maxAgeDays);
  return retention.maxBytes === null ? offered.size : String(Math.max(1, Math.round(retention.maxBytes / gigabyte)));
}

/** A limit in words: `1 day`, `30 days`, `50 GB`. */
export function limitWords(mode: Exclude<RetentionMode, 'all'>, amount: string): string {
  return settingsWords.retentionLimit[mode](amount);
}

/** The limits that a mode and what was typed make; null: that is no number that can be kept. */
export function retentionFrom(mode: Exclude<RetentionMode, 'all'>, text: string): Retention | null {
  const amount = /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : 0;
  if (amount < 1 || amount > most[mode]) return null;
  return mode === 'days' ? { maxAgeDays: amount, maxBytes: null } : { maxAgeDays: null, maxBytes: amount * gigabyte };
}
