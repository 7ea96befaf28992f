import { randomBytes } from 'node:crypto';

/** Names that work once, for a short while, and stand for something that is not told. Times are monotonic milliseconds. */
export class OneTimeNames<T> {
  readonly #lifetimeMs: number;
  readonly #names = new Map<string, { readonly grant: T; readonly expiresAtMs: number }>();

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  mint(grant: T, nowMs: number): string {
    const name = randomBytes(24).toString('hex');
    this.#names.set(name, { grant, expiresAtMs: nowMs + this.#lifetimeMs });
    return name;
  }

  /** Spends a name: what it stands for, or null when it is unknown, spent or too old. */
  spend(name: string, nowMs: number): T | null {
    const entry = this.#names.get(name);
    if (entry === undefined) return null;
    this.#names.delete(name);
    return nowMs < entry.expiresAtMs ? entry.grant : null;
  }

  /** Forgets what has expired. */
  sweep(nowMs: number): void {
    for (const [name, { expiresAtMs }] of this.#names) if (nowMs >= expiresAtMs) this.#names.delete(name);
  }
}
