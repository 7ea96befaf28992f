import { randomBytes } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** A new broadcast's id: UTC start to the second, then 40 random bits. Sortable, unguessable, safe in paths and URLs. */
export function newBroadcastId(nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').slice(0, 15).replace('T', '-');
  const random = [...randomBytes(8)].map((byte) => alphabet[byte & 31]).join('');
  return `${stamp}-${random}`;
}
