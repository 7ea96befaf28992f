import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
  type Stats,
} from 'node:fs';

const newline = 0x0a;

/**
 * Appends whole lines to a log that never grows much beyond `maxBytes`: then its older half goes. What a crash left of a
 * line gets its line end first, so that it spoils no other. The file is open only meanwhile: its folder can be moved and
 * removed at any time, also on Windows. Does not make the folder. Throws what the file system throws.
 */
export function appendBounded(file: string, lines: string, maxBytes: number): void {
  const fd = openSync(file, 'a+', 0o600);
  let size: number;
  try {
    const before = fstatSync(fd);
    const bytes = Buffer.from(isTorn(fd, before) ? `\n${lines}` : lines);
    for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
    size = before.size + bytes.length;
  } finally {
    closeSync(fd);
  }
  if (size > maxBytes) dropOlderHalf(file, maxBytes);
}

function isTorn(fd: number, { size }: Stats): boolean {
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] !== newline;
}

/** The name ends in `.tmp`: what a crash leaves of it goes at the next repair. */
function dropOlderHalf(file: string, maxBytes: number): void {
  const all = readFileSync(file);
  const from = all.indexOf(newline, all.length - Math.floor(maxBytes / 2)) + 1;
  writeFileSync(`${file}.tmp`, all.subarray(from), { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
}
