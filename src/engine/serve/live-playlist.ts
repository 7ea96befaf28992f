import { readListedPlaylist, type ListedPlaylist } from '../../shared/listed-playlist.js';
import type { DeliveryDirectives } from './delivery-directives.js';
import { renderLowLatency, type ListedPart, type OpenSegment, type RenditionReport } from './low-latency-text.js';

/** A part as the engine tells of it. */
export interface ToldPart extends ListedPart {
  readonly sequence: number;
  readonly index: number;
  readonly init: number;
  readonly isDiscontinuity: boolean;
  readonly body: Buffer;
}

interface KeptSegment {
  readonly init: number;
  readonly isDiscontinuity: boolean;
  readonly parts: ToldPart[];
}

/** `wait`: until something has changed. `refused`: asked for what is too far ahead. */
export type Readiness = 'ready' | 'wait' | 'refused';

/** Parts are kept for so many segments: those that are named, and what slow readers still ask for. */
const keptSegments = 12;
/** Packets of sound and frames do not come out even: no part is longer than the longest seen by more than this. */
const partMarginSeconds = 0.01;

/** The low-latency playlist of one rendition while it is live: its parts, and who waits for the next one. */
export class LivePlaylist {
  #base: ListedPlaylist | null = null;
  #partTargetSeconds: number | null = null;
  #longestPartSeconds: number;
  #partAtMs = -Infinity;
  readonly #kept = new Map<number, KeptSegment>();
  readonly #waiters = new Set<() => void>();
  readonly #texts = new Map<boolean, string>();

  /** `partSeconds`: what parts are cut to. */
  constructor(partSeconds: number) {
    this.#longestPartSeconds = partSeconds;
  }

  /** Newest segment that is named, and parts of the one behind it; null before the first. */
  get report(): Omit<RenditionReport, 'uri'> | null {
    const last = this.#base?.segments.at(-1)?.sequence;
    if (last === undefined) return null;
    const parts = this.#open?.parts.length ?? 0;
    return parts === 0 ? { lastMsn: last, lastPart: null } : { lastMsn: last + 1, lastPart: parts - 1 };
  }

  /** Whether parts come: while an encoder is away the ordinary playlist is what there is. */
  isLive(nowMs: number): boolean {
    return this.#base !== null && nowMs - this.#partAtMs < this.timeoutMs;
  }

  /** How long an answer may be held back: three target durations (§6.2.5.2). */
  get timeoutMs(): number {
    return (this.#base?.targetSeconds ?? 2) * 3_000;
  }

  /** The ordinary playlist was written anew. */
  written(text: string): void {
    const listed = readListedPlaylist(text);
    if (listed === null) return;
    this.#base = listed;
    const first = listed.segments.at(-1)?.sequence ?? 0;
    for (const sequence of this.#kept.keys()) if (sequence < first - keptSegments) this.#kept.delete(sequence);
    this.changed();
  }

  /** A part was cut. One that follows nothing known is left out: its segment will be named whole. */
  add(part: ToldPart, nowMs: number): void {
    if (part.index === 0) {
      this.#kept.set(part.sequence, { init: part.init, isDiscontinuity: part.isDiscontinuity, parts: [] });
    }
    const segment = this.#kept.get(part.sequence);
    if (segment?.parts.length !== part.index) return;
    segment.parts.push(part);
    this.#partAtMs = nowMs;
    if (this.#partTargetSeconds === null) {
      this.#longestPartSeconds = Math.max(this.#longestPartSeconds, part.durationSeconds);
    }
    this.changed();
  }

  /** A part's bytes; null: not there (any more). */
  part(sequence: number, index: number): Buffer | null {
    return this.#kept.get(sequence)?.parts[index]?.body ?? null;
  }

  /** Whether this part may be the next one: then it is worth waiting for. */
  isNext(sequence: number, index: number): boolean {
    const last = this.#base?.segments.at(-1)?.sequence ?? -1;
    return sequence === last + 1 && index === (this.#kept.get(sequence)?.parts.length ?? 0);
  }

  /** What a request with these directives gets now (§6.2.5.2). */
  readiness({ msn, part }: DeliveryDirectives): Readiness {
    const last = this.#base?.segments.at(-1)?.sequence;
    if (msn === null) return 'ready';
    if (last === undefined) return 'wait';
    if (msn <= last) return 'ready';
    if (msn > last + 2) return 'refused';
    const parts = this.#open?.parts.length ?? 0;
    if (part === null || msn > last + 1) return 'wait';
    if (part < parts) return 'ready';
    const target = this.#partTargetSeconds ?? this.#longestPartSeconds;
    return part - parts > Math.ceil(target < 1 ? 3 / target : 3) ? 'refused' : 'wait';
  }

  /** The playlist as it is now. `reports`: of the other renditions. */
  text(skips: boolean, reports: () => readonly RenditionReport[]): string {
    const known = this.#texts.get(skips);
    if (known !== undefined) return known;
    if (this.#base === null) throw new Error('Expected a playlist, got none yet');
    // it must not change any more (§4.4.3.7)
    this.#partTargetSeconds ??= Math.ceil((this.#longestPartSeconds + partMarginSeconds) * 1000) / 1000;
    const text = renderLowLatency({
      base: this.#base,
      partTargetSeconds: this.#partTargetSeconds,
      partsOf: (sequence) => this.#kept.get(sequence)?.parts ?? [],
      open: this.#open,
      reports: reports(),
      skips,
    });
    this.#texts.set(skips, text);
    return text;
  }

  /** Calls `act` once, at the next change; what is answered forgets it. */
  next(act: () => void): () => void {
    this.#waiters.add(act);
    return () => this.#waiters.delete(act);
  }

  /** Whoever waits looks again. */
  changed(): void {
    this.#texts.clear();
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const act of waiters) act();
  }

  get #open(): OpenSegment | null {
    const last = this.#base?.segments.at(-1)?.sequence;
    if (last === undefined) return null;
    const segment = this.#kept.get(last + 1);
    return segment === undefined ? null : { sequence: last + 1, ...segment };
  }
}
