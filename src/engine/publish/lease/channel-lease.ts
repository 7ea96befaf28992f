/** Who holds a channel at a destination. */
export interface LeaseHolder {
  /** Name of the computer, for people. */
  readonly studio: string;
  readonly sinceMs: number;
}

export type LeaseAnswer = { readonly status: 'ours' } | { readonly status: 'taken'; readonly holder: LeaseHolder };

/** `signal` ends the call, `timeoutMs` each of its requests (default: the client's). */
export interface LeaseOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/**
 * The right to write a channel at a destination: an object `<channel>/lease.json` that its holder renews. Two studios that
 * keep to it never write the same channel at once. Rejects as the bucket client does.
 */
export interface ChannelLease {
  /**
   * Takes the lease when it is free, ours already, or left behind. A holder that may be alive is answered at once with
   * `taken`; asked again every `renewEveryMs`, the lease notices when that holder has fallen silent. `takeOver`: also from a
   * holder that is alive; then it resolves when that one must have stopped, up to a little more than `validForMs`.
   */
  acquire(options: LeaseOptions & { readonly takeOver: boolean }): Promise<LeaseAnswer>;
  /**
   * Renews it; `taken` when somebody took it over: from then on not one more write. Call every `renewEveryMs`. Rejects with
   * `publish.lease-lost` when it is not held.
   */
  renew(options?: LeaseOptions): Promise<LeaseAnswer>;
  /**
   * Gives it up, so that the next one need not wait. Call it after `taken`, too, once the last write has ended: a studio
   * that takes over waits for that. Never rejects.
   */
  release(options?: LeaseOptions): Promise<void>;
  /** True while the channel may be written: ask before each write, and end writes under way when it turns false. */
  readonly mayWrite: boolean;
  readonly renewEveryMs: number;
  /** After so long without a successful renewal the holder must not write: somebody may have taken it. */
  readonly validForMs: number;
}
