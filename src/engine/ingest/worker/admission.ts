import type { RtmpLimits } from '../rtmp-limits.js';

/** What admission needs to know of a connection. `none`: it has not begun to publish or play. */
export interface Admitted {
  readonly address: string;
  readonly isLoopback: boolean;
  readonly role: 'none' | 'publisher' | 'pull' | 'closing';
  destroy(): void;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const REMEMBERED_ADDRESSES = 10_000;

/**
 * Who may connect. When an address (or the server) is full, the newcomer takes the place of the oldest connection that has
 * not begun to publish or play: a flood of half-open sockets pushes out itself, and an encoder, which publishes within a few
 * round trips, gets through it. Publishers and pulls have shown a key or a token and are never pushed out.
 */
export class Admission<T extends Admitted> {
  readonly #limits: RtmpLimits;
  readonly #byAddress = new Map<string, Set<T>>();
  readonly #handshakes = new Map<string, Bucket>();
  #count = 0;

  constructor(limits: RtmpLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#count;
  }

  *all(): Generator<T> {
    for (const group of this.#byAddress.values()) yield* group;
  }

  /** Takes a connection in, or says no. */
  admit(newcomer: T): boolean {
    const limits = this.#limits;
    const perAddress = newcomer.isLoopback ? limits.connectionsPerLoopbackAddress : limits.connectionsPerNetworkAddress;
    const own = this.#byAddress.get(newcomer.address);
    if (own !== undefined && own.size >= perAddress && !this.#evictOldest(own)) return false;
    if (this.#count >= limits.connectionsInAll && !this.#evictFromBusiest()) return false;
    // Read again: the group is gone when the one pushed out was its last member.
    const group = this.#byAddress.get(newcomer.address) ?? new Set<T>();
    this.#byAddress.set(newcomer.address, group);
    group.add(newcomer);
    this.#count += 1;
    return true;
  }

  release(connection: T): void {
    const group = this.#byAddress.get(connection.address);
    if (group?.delete(connection) !== true) return;
    this.#count -= 1;
    if (group.size === 0) this.#byAddress.delete(connection.address);
  }

  /** Pays for one handshake (three HMACs) of this address; false when it makes too many. */
  mayHandshake(connection: T, nowMs: number): boolean {
    const { handshakesPerSecondLoopback, handshakesPerSecondNetwork } = this.#limits;
    const perSecond = connection.isLoopback ? handshakesPerSecondLoopback : handshakesPerSecondNetwork;
    const bucket = this.#handshakes.get(connection.address) ?? { tokens: 2 * perSecond, atMs: nowMs };
    bucket.tokens = Math.min(2 * perSecond, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond);
    bucket.atMs = nowMs;
    if (this.#handshakes.size < REMEMBERED_ADDRESSES) this.#handshakes.set(connection.address, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Forgets the handshakes of addresses that have been quiet long enough to have a full purse again. */
  sweep(nowMs: number): void {
    for (const [address, bucket] of this.#handshakes) if (nowMs - bucket.atMs > 3_000) this.#handshakes.delete(address);
  }

  #evictOldest(group: ReadonlySet<T>): boolean {
    for (const candidate of group) {
      if (candidate.role !== 'none') continue;
      this.release(candidate);
      candidate.destroy();
      return true;
    }
    return false;
  }

  #evictFromBusiest(): boolean {
    let busiest: ReadonlySet<T> | null = null;
    let most = 0;
    for (const group of this.#byAddress.values()) {
      const idle = [...group].filter((connection) => connection.role === 'none').length;
      if (idle > most) [busiest, most] = [group, idle];
    }
    return busiest !== null && this.#evictOldest(busiest);
  }
}
