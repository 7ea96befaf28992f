import type { FigureName } from './figures.js';

/** What the panel of figures says. */
export const statsWords = {
  title: 'Stats for nerds',
  group: 'More',
  copy: 'Copy as text',
  copied: 'Copied',
  notCopied: 'Not allowed',
  close: 'Close stats',
  unknown: '–',
} as const;

/** The figures by name, in the order in which they stand. */
export const figureNames: Readonly<Record<FigureName, string>> = {
  broadcast: 'Broadcast',
  position: 'Position',
  latency: 'Latency',
  buffer: 'Buffer',
  bandwidth: 'Bandwidth',
  quality: 'Quality',
  shown: 'Shown as',
  frames: 'Dropped frames',
  speed: 'Speed',
  stalls: 'Stalls',
  failures: 'Failed requests',
  edge: 'Live edge',
  player: 'Player',
};

export const edgeWords = { ahead: 'asked ahead of the playlist', listed: 'as the playlist says' } as const;
export const playerWords = { 'hls.js': 'hls.js', browser: 'of the browser' } as const;
