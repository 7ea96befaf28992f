/** An immutable object of a broadcast on its way to the bucket. */
export interface UploadItem {
  /** Below the broadcast's folder: `<rendition>/<file>`. */
  readonly path: string;
  readonly rendition: string;
  readonly kind: 'init' | 'segment';
  /** Sequence of the segment, number of the init. */
  readonly number: number;
  /** The init segment that it needs (its own number for one). */
  readonly init: number;
  /** As the archive's journal says; an init's is not known before it is read (0). */
  readonly sizeBytes: number;
  /** When the archive closed it, on the monotonic clock. */
  readonly closedAtMs: number;
}

/** What the bucket has of one rendition. A segment counts as there when its init segment is there, too. */
export class UploadTrack {
  readonly name: string;
  /** Sound first, then from the floor of the ladder to its top. */
  rank: number;
  /** By sequence, ascending. */
  readonly pending = new Map<number, UploadItem>();
  /** Pending, and refused by the provider: gaps, and not waited for. */
  readonly refused = new Set<number>();
  readonly #inits = new Map<number, 'pending' | 'confirmed'>();
  readonly #there = new Set<number>();
  /** Stored, but not to be played before their init segment is there: sequence → init. */
  readonly #early = new Map<number, number>();
  #newestKnown = -1;

  constructor(name: string, rank: number) {
    this.name = name;
    this.rank = rank;
  }

  /** Anything at all can be played. */
  get hasMedia(): boolean {
    return this.#there.size > 0;
  }

  get hasInit(): boolean {
    return [...this.#inits.values()].includes('confirmed');
  }

  initState(init: number): 'pending' | 'confirmed' | undefined {
    return this.#inits.get(init);
  }

  /** What was stored before its init segment is there with it. */
  setInit(init: number, state: 'pending' | 'confirmed'): void {
    this.#inits.set(init, state);
    if (state === 'pending') return;
    for (const [sequence, needed] of [...this.#early]) {
      if (needed !== init) continue;
      this.#early.delete(sequence);
      this.#add(sequence);
    }
  }

  isStored(sequence: number): boolean {
    return this.#there.has(sequence) || this.#early.has(sequence);
  }

  isThere(sequence: number): boolean {
    return this.#there.has(sequence);
  }

  setStored(sequence: number, init: number): void {
    if (this.#inits.get(init) === 'confirmed') this.#add(sequence);
    else this.#early.set(sequence, init);
  }

  /** The archive itself has nothing there. */
  setGap(sequence: number): void {
    this.#newestKnown = Math.max(this.#newestKnown, sequence);
  }

  /** The newest that can be played, or that the archive itself lacks; -1: none. */
  get newestKnown(): number {
    return this.#newestKnown;
  }

  /** The newest that may be named: what is missing from `firstLive` on is waited for, what is missing before it is a gap. */
  listableEdge(firstLive: number): number {
    for (let sequence = Math.max(0, firstLive); sequence < this.#newestKnown; sequence += 1) {
      const isOnItsWay = this.pending.has(sequence) && !this.refused.has(sequence);
      if (isOnItsWay || this.#early.has(sequence)) return sequence - 1;
    }
    return this.#newestKnown;
  }

  #add(sequence: number): void {
    this.#there.add(sequence);
    this.#newestKnown = Math.max(this.#newestKnown, sequence);
  }
}
