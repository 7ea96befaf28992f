import { AppError, toAppError } from '../../shared/errors.js';

const sqliteBusy = 5;
const sqliteIoError = 10;
const sqliteCorrupt = 11;
const sqliteFull = 13;
const sqliteNotADatabase = 26;
/** errno of "no space left" and "quota exceeded" on Linux; macOS has the same 28 and 69. */
const noSpaceErrnos: readonly unknown[] = [28, 122, 69];

/** SQLite's primary result code (https://sqlite.org/rescode.html), or null when the error is none of SQLite's. */
function sqliteCode(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('sqliteCode' in thrown) || typeof thrown.sqliteCode !== 'number') return null;
  return thrown.sqliteCode & 0xff;
}

/** The file is damaged or no database at all. */
export function isCorrupt(thrown: unknown): boolean {
  const code = sqliteCode(thrown);
  return code === sqliteCorrupt || code === sqliteNotADatabase;
}

/** Somebody else holds the lock. */
export function isBusy(thrown: unknown): boolean {
  return sqliteCode(thrown) === sqliteBusy;
}

/** SQLite's and the file system's errors as AppError: `disk.full` where there is no room, else `archive.write-failed`. */
export function toDatabaseError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = sqliteCode(thrown);
  const isFull = code === sqliteFull || (code === sqliteIoError && hasNoSpace(thrown)) || isFileSystemFull(thrown);
  const error = toAppError(thrown, isFull ? 'disk.full' : 'archive.write-failed');
  return new AppError(error.code, `Database: ${error.message}`, { cause: thrown, details: { sqliteCode: code } });
}

function hasNoSpace(thrown: unknown): boolean {
  return thrown instanceof Error && 'systemErrno' in thrown && noSpaceErrnos.includes(thrown.systemErrno);
}

function isFileSystemFull(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');
}
