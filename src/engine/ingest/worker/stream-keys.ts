import { createHash, timingSafeEqual } from 'node:crypto';
import type { InputKey } from '../rtmp-messages.js';

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** The accepted stream keys, kept and compared as digests in constant time: the answer's delay tells nothing of a key. */
export class StreamKeys {
  #entries: readonly { readonly inputId: string; readonly digest: Buffer }[] = [];

  /** Replaces them all. An empty key is never accepted. */
  set(keys: readonly InputKey[]): void {
    this.#entries = keys
      .filter(({ key }) => key !== '')
      .map(({ inputId, key }) => ({ inputId, digest: digestOf(key) }));
  }

  /** The input of a key, with the key's digest; null when it is unknown. */
  find(key: string): { readonly inputId: string; readonly digest: Buffer } | null {
    const digest = digestOf(key);
    let found: string | null = null;
    for (const entry of this.#entries) if (timingSafeEqual(entry.digest, digest)) found = entry.inputId;
    return found === null ? null : { inputId: found, digest };
  }

  /** True while this key still opens this input. */
  holds(inputId: string, digest: Buffer): boolean {
    return this.#entries.some((entry) => entry.inputId === inputId && timingSafeEqual(entry.digest, digest));
  }
}
