import { open } from 'node:fs/promises';
import type { DiagnosticsEntry } from './diagnostics-entry.js';

/** Of a longer file the newest part: a debug log of days is more than anybody reads. */
const maxFileBytes = 8 * 1024 * 1024;
const pieceBytes = 64 * 1024;
const newline = 0x0a;

/** A text file as it is when its turn comes, its newest 8 MB; one that is gone by then is an empty entry. */
export function textFileEntry(name: string, about: string, file: string): DiagnosticsEntry {
  return { name, about, text: () => readLines(file) };
}

/** The file in pieces of whole lines: no secret is cut in two where it could not be seen. */
async function* readLines(file: string): AsyncGenerator<string> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return;
  try {
    const { size } = await handle.stat();
    let position = Math.max(0, size - maxFileBytes);
    let isFirstCut = position > 0;
    let rest: Buffer = Buffer.alloc(0);
    while (position < size) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const from = isFirstCut ? rest.indexOf(newline) + 1 : 0;
      const to = rest.lastIndexOf(newline) + 1;
      if (to <= from) continue;
      isFirstCut = false;
      yield rest.subarray(from, to).toString();
      rest = rest.subarray(to);
    }
    if (rest.length > 0 && !isFirstCut) yield rest.toString();
  } finally {
    await handle.close();
  }
}
