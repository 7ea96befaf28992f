import { AppError } from '../../shared/errors.js';

/** Why stored secrets cannot be had, and what a developer reads of it. */
const reasons = {
  'no-passphrase': 'Expected HEADWATER_SECRET_KEY, with which the secrets were encrypted, got none',
  'no-key-file': 'Expected the key file secret.key, got none',
  'key-file-damaged': 'Expected 32 bytes in base64 in secret.key, got something else',
  'no-keychain': 'Expected the key that the system keeps for the desktop app, got none: it was not started by that',
  'keychain-refused': 'Expected the key that the system keeps, got none: its keychain is locked, gone or another one',
  'wrong-key': 'Expected the key that the secrets were encrypted with, got another',
  damaged: 'Expected secrets.json as it was written, got it damaged or changed',
  unreadable: 'Expected to read the secrets and to keep others from it, got an error of the file system',
} as const;
export type LockedReason = keyof typeof reasons;

/** The error for secrets that are there and cannot be decrypted: `secrets.locked` with `details.why`. */
export function secretsLocked(why: LockedReason, cause?: unknown): AppError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  return new AppError('secrets.locked', reasons[why], { details: { why, reason }, cause });
}

/** With these, no key that anybody still has can open what is stored. */
const lostReasons: readonly unknown[] = ['no-key-file', 'key-file-damaged', 'damaged'] satisfies LockedReason[];

/** True for a `secrets.locked` that no passphrase mends. */
export function isLost(error: unknown): boolean {
  return error instanceof AppError && error.code === 'secrets.locked' && lostReasons.includes(error.details['why']);
}
