import { randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const length = 28;

/**
 * A new stream key: `hw_` and 28 random letters and digits (166 bits). The prefix lets the log know it by its looks; the
 * alphabet is what every encoder's form and node-media-server's stream names take.
 */
export function makeStreamKey(): string {
  return `hw_${Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')}`;
}
