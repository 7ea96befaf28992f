import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/errors.js';

/**
 * Whether saved MP4s can go there: an absolute path of a folder that is there and may be written to; none is made. Throws
 * `export.folder-unusable` (details.folder, details.reason). On Windows the right to write shows with the first file.
 */
export async function checkExportsFolder(folder: string): Promise<void> {
  const unusable = (reason: string, cause?: unknown): AppError =>
    new AppError('export.folder-unusable', `Expected a folder to save to, got ${reason}`, {
      details: { folder, reason },
      cause,
    });
  if (!path.isAbsolute(folder)) throw unusable('a relative path');
  try {
    if (!(await stat(folder)).isDirectory()) throw unusable('a file');
    await access(folder, constants.W_OK);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw unusable(thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'an error', thrown);
  }
}
