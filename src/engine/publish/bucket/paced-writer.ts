import { toAppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { BucketClient } from '../s3/bucket-client.js';
import type { BucketLine, Work } from './bucket-line.js';
import { storedForm } from './object-headers.js';
import { ObjectRefusals } from './object-refusals.js';

/** A key that is refused for good is tried again so seldom in the end, and so soon after a mend. */
const longestRefusalMs = 60_000;

interface Wanted {
  readonly render: () => string | Buffer;
  readonly isFinal: boolean;
}

interface Slot {
  next: Wanted | null;
  /** What the bucket has, as a viewer reads it. */
  written: { readonly content: Buffer; readonly isFinal: boolean } | null;
  /** What comes after the final content is late, and left out. */
  isFinal: boolean;
  /** When the newest write was answered, or began. */
  wroteAtMs: number;
  busy: Promise<void> | null;
}

export interface PacedWriterDeps {
  readonly line: BucketLine;
  /** Puts the destination's prefix in front. */
  readonly keyOf: (path: string) => string;
  /** Writes of one key lie at least so far apart, from one's answer to the next one's start: on a slow line its start says little of when it arrives. */
  readonly minIntervalMs: () => number;
  readonly clock: Clock;
  readonly onRetry: () => void;
}

/**
 * Writes what changes (playlists, pages): the newest content of each key, one write per key at a time, not more often than
 * providers allow, and again and again until it is there. What is equal to the last written is not written.
 */
export class PacedWriter {
  readonly #deps: PacedWriterDeps;
  readonly #slots = new Map<string, Slot>();
  readonly #refusals = new ObjectRefusals(longestRefusalMs);
  /** Until it settles nothing is written. */
  #held: Promise<unknown> | null = null;

  constructor(deps: PacedWriterDeps) {
    this.#deps = deps;
  }

  /**
   * `render` is called when its turn has come, so that it says what is true then. Resolves when this or a newer content is
   * in the bucket, or when the final one was asked for before. Rejects only when the line is closed, or `render` throws.
   */
  put(path: string, render: () => string | Buffer, options: { readonly isFinal?: boolean } = {}): Promise<void> {
    const isFinal = options.isFinal ?? false;
    const slot = this.#slots.get(path) ?? {
      next: null,
      written: null,
      isFinal: false,
      wroteAtMs: -Infinity,
      busy: null,
    };
    this.#slots.set(path, slot);
    if (slot.isFinal && !isFinal) return slot.busy ?? Promise.resolve();
    slot.isFinal = isFinal;
    slot.next = { render, isFinal };
    slot.busy ??= this.#drain(path, slot);
    return slot.busy;
  }

  /** What was last written there by this run; null: nothing. */
  content(path: string): Buffer | null {
    return this.#slots.get(path)?.written?.content ?? null;
  }

  /** What is known of these keys is not true any more: the next put writes them. What waits to be written is not. */
  forget(isForgotten: (path: string) => boolean): void {
    for (const [path, slot] of this.#slots) {
      if (!isForgotten(path)) continue;
      slot.next = null;
      slot.written = null;
      slot.isFinal = false;
    }
  }

  /** What the bucket has is in doubt: nothing is written before `known` settles, the newest one where there are some. */
  hold(known: Promise<unknown>): void {
    const { signal } = this.#deps.line;
    const closed = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    const free = (): void => {
      if (this.#held === held) this.#held = null;
    };
    const held: Promise<unknown> = Promise.race([known, closed]).then(free, free);
    this.#held = held;
  }

  /** Resolves when none of these is being written. */
  async settled(isMeant: (path: string) => boolean): Promise<void> {
    const busy = [...this.#slots].flatMap(([path, slot]) => (isMeant(path) && slot.busy !== null ? slot.busy : []));
    await Promise.allSettled(busy);
  }

  /** These will hardly be written again: their contents need not be kept. */
  release(isReleased: (path: string) => boolean): void {
    for (const [path, slot] of this.#slots) if (isReleased(path)) slot.written = null;
  }

  async #drain(path: string, slot: Slot): Promise<void> {
    await Promise.resolve();
    try {
      while (slot.next !== null) await this.#write(path, slot);
    } finally {
      slot.busy = null;
    }
  }

  async #write(path: string, slot: Slot): Promise<void> {
    const { line, clock, minIntervalMs, onRetry } = this.#deps;
    let failure: { readonly error: unknown } | null = null;
    while (this.#held !== null) await this.#held;
    const work: Work<void> = async (client, signal) => {
      // in here, because whoever asks again after a refusal must keep to it, too: a refused write counts as one
      await line.pause(slot.wroteAtMs + minIntervalMs() - clock.monotonicMs());
      const next = slot.next;
      // held meanwhile: it comes again
      if (next === null || this.#held !== null) return;
      const outcome = rendered(next);
      if ('error' in outcome) failure = outcome;
      else await this.#store(path, slot, { ...next, ...outcome }, client, signal);
      if (slot.next === next) slot.next = null;
      this.#refusals.stored(slot);
    };
    await line.persist(work, onRetry, { ownFaultMs: (error) => this.#refusals.judge(slot, error) });
    throwIfFailed(failure);
  }

  async #store(
    path: string,
    slot: Slot,
    { content, isFinal }: { readonly content: Buffer; readonly isFinal: boolean },
    client: BucketClient,
    signal: AbortSignal,
  ): Promise<void> {
    if (slot.written?.isFinal === isFinal && content.equals(slot.written.content)) return;
    const { body, headers } = storedForm(path, content, { isFinal });
    signal.throwIfAborted();
    slot.wroteAtMs = this.#deps.clock.monotonicMs();
    try {
      await client.put(this.#deps.keyOf(path), body, headers, { signal });
    } finally {
      slot.wroteAtMs = this.#deps.clock.monotonicMs();
    }
    // forgotten meanwhile: nobody knows whether it was removed before or after this
    if (slot.next !== null) slot.written = { content, isFinal };
  }
}

/** What cannot be rendered is no fault of the line, and is not tried again. */
function rendered({ render }: Wanted): { readonly content: Buffer } | { readonly error: unknown } {
  try {
    return { content: Buffer.from(render()) };
  } catch (error) {
    return { error };
  }
}

function throwIfFailed(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw toAppError(failure.error);
}
