import type { UpdateProblem } from '../shared/update-news.js';

/** Codes of electron-updater and Node (`newError` in builder-util-runtime sets `code`). */
const problems: Readonly<Record<string, UpdateProblem>> = {
  ENOSPC: 'disk-full',
  ERR_CHECKSUM_MISMATCH: 'damaged',
  ERR_UPDATER_INVALID_SIGNATURE: 'damaged',
  ERR_UPDATER_NO_CHECKSUM: 'damaged',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ETIMEDOUT: 'unreachable',
};

/** What an error of the updater means for the creator. */
export function updateProblem(thrown: unknown): UpdateProblem {
  if (!(thrown instanceof Error)) return 'other';
  const code = 'code' in thrown ? String(thrown.code) : '';
  const known = problems[code];
  if (known !== undefined) return known;
  // Electron's own requests fail with Chromium's names, in the message alone
  if (thrown.message.startsWith('net::')) return 'unreachable';
  // `HttpError`, or what electron-updater makes of one
  if ('statusCode' in thrown || code.startsWith('ERR_UPDATER_')) return 'refused';
  return 'other';
}
