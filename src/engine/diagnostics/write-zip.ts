import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import { AppError, toAppError } from '../../shared/errors.js';
import type { DiagnosticsEntry } from './diagnostics-entry.js';

/**
 * Writes the entries into a zip, one after the other, every piece of text through `redact`; answers its bytes. The file has
 * its name only when it is whole. Rejects with `export.failed`, `disk.full`; `signal` ends it.
 */
export async function writeZip(options: {
  readonly file: string;
  readonly entries: readonly DiagnosticsEntry[];
  readonly redact: (text: string) => string;
  readonly now: Date;
  readonly signal: AbortSignal;
}): Promise<number> {
  const { file, entries, redact, now, signal } = options;
  const temporary = `${file}.tmp`;
  const zip = new ZipFile();
  const output = Readable.from(zip.outputStream, { objectMode: false });
  zip.on('error', (error: unknown) => output.destroy(toAppError(error, 'export.failed')));
  for (const entry of entries) {
    zip.addReadStreamLazy(entry.name, { mtime: now, mode: 0o100600 }, (give) => {
      give(null, Readable.from(pieces(entry, redact), { objectMode: false }));
    });
  }
  zip.end();
  try {
    await pipeline(output, createWriteStream(temporary, { mode: 0o600 }), { signal });
    await rename(temporary, file);
    return (await stat(file)).size;
  } catch (error) {
    await rm(temporary, { force: true });
    throw toZipError(error);
  }
}

/** A broadcast may be on: between two pieces the engine does its work. What cannot be read is said in its place. */
async function* pieces(entry: DiagnosticsEntry, redact: (text: string) => string): AsyncGenerator<Buffer> {
  try {
    for await (const text of entry.text()) {
      yield Buffer.from(redact(text));
      await nextTurn();
    }
  } catch (error) {
    const { code, message } = toAppError(error);
    yield Buffer.from(redact(`\n[could not be read: ${code}: ${message}]\n`));
  }
}

function toZipError(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error && error.code === 'ENOSPC' ? 'disk.full' : 'export.failed';
  return error instanceof AppError
    ? error
    : new AppError(code, 'Expected the diagnostics to be written', { cause: error });
}
