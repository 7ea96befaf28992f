import { clockTime } from '../data/time-format.js';

/** What the share menu says. */
export const shareWords = {
  share: 'Share',
  link: 'Copy link',
  linkAt: (seconds: number): string => `Copy link at ${clockTime(seconds)}`,
  embed: 'Copy embed code',
  copied: 'Copied',
  notCopied: 'The browser did not allow it',
} as const;
