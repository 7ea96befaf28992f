import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { childOf, readBox } from '../package/boxes.js';
import { fileNames } from './layout.js';

/**
 * Which init segment a file needs that no row and no playlist tells of. Within a run the numbers of the parts only grow, and
 * each run begins to count anew: a file whose first number is not above the last of the file before begins a run. Its init
 * segment is then the newest that was there when it was written, or else the next one.
 */
export async function guessInit(from: {
  readonly directory: string;
  /** Name of the file. */
  readonly name: string;
  /** The segment before, and the init segment that it needs. */
  readonly previous: { readonly name: string; readonly init: number } | null;
  readonly inits: Iterable<number>;
}): Promise<{ readonly init: number; readonly startsRun: boolean } | null> {
  const { directory, previous } = from;
  const file = path.join(directory, from.name);
  if (previous !== null) {
    const before = await partNumbers(path.join(directory, previous.name));
    const own = await partNumbers(file);
    if (before === null || own === null || own.first > before.last) return { init: previous.init, startsRun: false };
  }
  const candidates = [...from.inits].filter((init) => previous === null || init > previous.init).sort((a, b) => a - b);
  const next = candidates[0];
  if (next === undefined) return previous === null ? null : { init: previous.init, startsRun: true };
  const writtenMs = await writtenAtMs(file);
  let newest = next;
  for (const init of candidates) {
    if ((await writtenAtMs(path.join(directory, fileNames.init(init)))) <= writtenMs) newest = init;
  }
  return { init: newest, startsRun: previous !== null };
}

async function writtenAtMs(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  return found?.mtimeMs ?? 0;
}

/** The numbers of a segment's first and last part (ISO/IEC 14496-12 §8.8.5), as far as it is whole. Null without one. */
async function partNumbers(file: string): Promise<{ first: number; last: number } | null> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  const numbers: number[] = [];
  try {
    for (let box = readBox(bytes, 0); box !== null && box.end <= bytes.length; box = readBox(bytes, box.end)) {
      const mfhd = box.type === 'moof' ? childOf(bytes, box, 'mfhd') : null;
      if (mfhd !== null) numbers.push(bytes.readUInt32BE(mfhd.contentStart + 4));
    }
  } catch {
    // the torn tail starts here
  }
  const [first] = numbers;
  const last = numbers.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}
