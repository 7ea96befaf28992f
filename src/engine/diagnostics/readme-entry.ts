import type { DiagnosticsEntry } from './diagnostics-entry.js';

/** README.txt: what is in the zip, for whoever sends it and whoever reads it. */
export function readmeEntry(entries: readonly DiagnosticsEntry[], version: string, now: Date): DiagnosticsEntry {
  const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
  const list = entries.map(({ name, about }) => `  ${name.padEnd(width)}${about}`);
  const lines = [
    'Headwater diagnostics',
    '',
    `Saved by Headwater ${version} at ${now.toISOString()}.`,
    '',
    'In this archive:',
    '',
    ...list,
    '',
    'Not in it: pictures and sound, stream keys, passwords, keys of buckets, tokens. Where one of those stood in a log',
    'it says [redacted].',
    '',
    'What it does tell: titles of broadcasts, names of files and folders, addresses of computers that sent or watched,',
    'names of destinations, buckets and their public addresses. Give it only to those who may know that.',
    '',
    'Times are UTC, or milliseconds since 1970. Log lines are JSON; levels: 20 debug, 30 info, 40 warning, 50 error.',
    '',
  ];
  return { name: 'README.txt', about: 'this list', text: () => [lines.join('\n')] };
}
