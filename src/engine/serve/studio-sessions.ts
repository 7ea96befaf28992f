import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { SessionMemory } from './session-file.js';

/** More than anybody opens; the oldest go first, so that neither set grows without end. */
const maxTokens = 256;
const maxSessions = 256;
/** A browser forgets its session when it is closed; one that never is signs in again after so long. */
const keptMs = 30 * 24 * 60 * 60_000;

/**
 * Who may talk to the engine. A token is printed once and works once (until used or until the engine ends, for a person who
 * comes back from coffee); it is exchanged for a session, which lasts for 30 days, also over an engine that fell and was started
 * again: a show must not end because its studio is a stranger then. Only hashes are kept.
 */
export class StudioSessions {
  readonly #tokens = new Set<string>();
  /** By hash: when it was opened. Oldest first. */
  readonly #sessions = new Map<string, number>();
  readonly #memory: SessionMemory | null;
  readonly #clock: Pick<Clock, 'now'>;

  /** `memory` null: sessions end with the engine. */
  constructor(deps: { readonly memory: SessionMemory | null; readonly clock: Pick<Clock, 'now'> }) {
    this.#memory = deps.memory;
    this.#clock = deps.clock;
    for (const { hash, openedAtMs } of deps.memory?.load() ?? []) this.#sessions.set(hash, openedAtMs);
  }

  /** A new single-use token: 256 random bits, hexadecimal. */
  mintToken(): string {
    const token = newSecret();
    this.#tokens.add(digest(token));
    for (const oldest of this.#tokens) {
      if (this.#tokens.size <= maxTokens) break;
      this.#tokens.delete(oldest);
    }
    return token;
  }

  /** Uses the token up and opens a session; null when the token is unknown or was used. */
  exchange(token: string): string | null {
    if (!this.#tokens.delete(digest(token))) return null;
    const session = newSecret();
    this.#sessions.set(digest(session), this.#clock.now());
    for (const [hash] of this.#sessions) {
      if (this.#sessions.size > maxSessions || !this.#isYoung(hash)) this.#sessions.delete(hash);
    }
    this.#memory?.save([...this.#sessions].map(([hash, openedAtMs]) => ({ hash, openedAtMs })));
    return session;
  }

  /** True for a session that was opened here. Looks up a hash, so that timing tells nothing about the secret. */
  isOpen(session: string): boolean {
    return this.#isYoung(digest(session));
  }

  #isYoung(hash: string): boolean {
    const openedAtMs = this.#sessions.get(hash);
    return openedAtMs !== undefined && this.#clock.now() - openedAtMs < keptMs;
  }
}

const newSecret = (): string => randomBytes(32).toString('hex');

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
