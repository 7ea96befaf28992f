import type { AppError } from '../../../shared/errors.js';
import type { SegmentRow } from '../../archive/journal.js';
import { fileNames } from '../../archive/layout.js';
import { UploadTrack, type UploadItem } from './upload-track.js';

/** So many segments at the newest end are the live edge: they go first, and are waited for instead of shown as gaps. */
const liveSegments = 3;

/**
 * What of one broadcast the bucket does not have yet, and what goes next: init segments, then the live edge, then the rest
 * from the oldest on; renditions that are deferred last. In memory; the journals are its source.
 */
export class UploadBacklog {
  readonly #tracks = new Map<string, UploadTrack>();
  readonly #inFlight = new Set<UploadItem>();
  readonly #notBefore = new Map<UploadItem, number>();
  readonly #refused = new Map<UploadItem, AppError>();
  #initItems: UploadItem[] = [];
  #deferred: ReadonlySet<string> = new Set();
  #edge = -1;
  #bytes = 0;
  #confirmedObjects = 0;
  #confirmedBytes = 0;
  /** False once the broadcast is over: then there is no edge to keep up with. */
  isLive = true;

  /** Objects not confirmed yet, those in flight included. */
  get objects(): number {
    return [...this.#tracks.values()].reduce((sum, { pending }) => sum + pending.size, this.#initItems.length);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get confirmedObjects(): number {
    return this.#confirmedObjects;
  }

  get confirmedBytes(): number {
    return this.#confirmedBytes;
  }

  /** The newest sequence that the archive has closed; -1 before the first. */
  get edge(): number {
    return this.#edge;
  }

  /** Sound first, then from the floor of the ladder to its top: `position` counts from the top. */
  addRendition(name: string, kind: 'video' | 'audio', position: number): void {
    const rank = kind === 'audio' ? -Infinity : -position;
    const known = this.#tracks.get(name);
    if (known === undefined) this.#tracks.set(name, new UploadTrack(name, rank));
    else known.rank = rank;
  }

  /**
   * Goes on where `previous` was, which held the same broadcast: what is under way stays under way, and is not sent twice.
   * Call it once all segments are added.
   */
  adopt(previous: UploadBacklog): void {
    this.#deferred = previous.#deferred;
    for (const [name, { pending }] of previous.#tracks) {
      const own = this.#tracks.get(name)?.pending;
      for (const [sequence, item] of pending) if (own?.has(sequence) === true) own.set(sequence, item);
    }
    const inits = new Map(previous.#initItems.map((item) => [item.path, item]));
    this.#initItems = this.#initItems.map((item) => inits.get(item.path) ?? item);
    for (const item of previous.#inFlight) if (this.#isWaitedFor(item)) this.#inFlight.add(item);
    for (const [item, at] of previous.#notBefore) if (this.#isWaitedFor(item)) this.#notBefore.set(item, at);
    for (const [item, error] of previous.#refused) this.refuse(item, error);
  }

  /** What the provider refuses by itself, while everything else goes through; it is tried again like anything else. */
  get refused(): ReadonlyMap<UploadItem, AppError> {
    return this.#refused;
  }

  /** The provider refuses this one: nothing waits for it any more. */
  refuse(item: UploadItem, error: AppError): void {
    if (!this.#isWaitedFor(item)) return;
    this.#refused.set(item, error);
    if (item.kind === 'segment') this.#tracks.get(item.rendition)?.refused.add(item.number);
  }

  /** What was refused may be taken at once. */
  retryRefused(): void {
    for (const item of this.#refused.keys()) this.#notBefore.delete(item);
  }

  /** Nothing of this rendition can be played, because the provider refuses it. */
  isRefused(rendition: string): boolean {
    return !this.hasMedia(rendition) && [...this.#refused.keys()].some((item) => item.rendition === rendition);
  }

  /** A segment that the archive has closed, in order. `has`: the journal says that the bucket has it. */
  addSegment(row: SegmentRow, nowMs: number, has: (path: string) => boolean): void {
    const track = this.#tracks.get(row.rendition);
    if (track === undefined || row.state === 'open') return;
    this.#edge = Math.max(this.#edge, row.sequence);
    if (row.state === 'gap') {
      track.setGap(row.sequence);
      return;
    }
    this.#addInit(track, row.init, nowMs, has);
    const path = `${track.name}/${fileNames.segment(row.sequence)}`;
    if (track.isStored(row.sequence) || track.pending.has(row.sequence)) return;
    const { sizeBytes, sequence, init } = row;
    if (has(path)) {
      this.#addConfirmed(track, sequence, init, sizeBytes);
      return;
    }
    const item = { path, rendition: track.name, kind: 'segment' as const, number: sequence, sizeBytes, init };
    track.pending.set(sequence, { ...item, closedAtMs: nowMs });
    this.#bytes += sizeBytes;
  }

  /** Takes the next object; null when nothing may go now. `liveOnly`: leave the backlog for later. */
  take(nowMs: number, options: { readonly liveOnly?: boolean } = {}): UploadItem | null {
    const item =
      this.#initItems.find((candidate) => this.#isFree(candidate, nowMs)) ??
      this.#nextLive(nowMs) ??
      (options.liveOnly === true ? null : this.#nextOld(nowMs));
    if (item !== null) this.#inFlight.add(item);
    return item;
  }

  /** It did not go through: it is taken again, not before `notBeforeMs`. */
  giveBack(item: UploadItem, notBeforeMs: number): void {
    this.#inFlight.delete(item);
    if (this.#isWaitedFor(item)) this.#notBefore.set(item, notBeforeMs);
  }

  /** The bucket has it. `sizeBytes` as sent. */
  confirm(item: UploadItem, sizeBytes: number): void {
    this.#inFlight.delete(item);
    this.#notBefore.delete(item);
    this.#refused.delete(item);
    const track = this.#tracks.get(item.rendition);
    if (track === undefined || !this.#isWaitedFor(item)) return;
    if (item.kind === 'init') {
      this.#initItems = this.#initItems.filter((candidate) => candidate !== item);
      track.setInit(item.number, 'confirmed');
      this.#confirmedObjects += 1;
      this.#confirmedBytes += sizeBytes;
      return;
    }
    track.pending.delete(item.number);
    track.refused.delete(item.number);
    this.#bytes -= item.sizeBytes;
    this.#addConfirmed(track, item.number, item.init, item.sizeBytes);
  }

  /** True when the segment and its init segment are in the bucket. */
  isThere(segment: SegmentRow): boolean {
    return this.#tracks.get(segment.rendition)?.isThere(segment.sequence) === true;
  }

  isInitThere(rendition: string, init: number): boolean {
    return this.#tracks.get(rendition)?.initState(init) === 'confirmed';
  }

  hasInit(rendition: string): boolean {
    return this.#tracks.get(rendition)?.hasInit === true;
  }

  /** Anything at all of this rendition can be played. */
  hasMedia(rendition: string): boolean {
    return this.#tracks.get(rendition)?.hasMedia === true;
  }

  /**
   * The last sequence that this rendition's live playlist may name; -1: none. What is missing at the live edge is waited
   * for; what is missing before it is a gap for now. A deferred rendition goes as far as the others.
   */
  listableEdge(rendition: string): number {
    if (this.#deferred.has(rendition)) {
      const others = [...this.#tracks.keys()].filter((name) => !this.#deferred.has(name));
      return Math.max(-1, ...others.map((name) => this.listableEdge(name)));
    }
    return this.#tracks.get(rendition)?.listableEdge(this.#edge - liveSegments + 1) ?? -1;
  }

  /**
   * The last sequence that an earlier run may have named: it passed over what the provider refused, of which this run knows
   * nothing yet.
   */
  namedEdge(rendition: string): number {
    return Math.max(this.listableEdge(rendition), this.#tracks.get(rendition)?.newestKnown ?? -1);
  }

  get deferred(): ReadonlySet<string> {
    return this.#deferred;
  }

  /** Renditions that go after everything else, because the uplink cannot carry them now. */
  defer(names: ReadonlySet<string>): void {
    this.#deferred = names;
  }

  /**
   * Age of the oldest segment near the live edge that is not there yet; null with none. Deferred renditions do not count,
   * nor what was closed before `sinceMs` (an outage is over, its backlog is another matter).
   */
  liveLagMs(nowMs: number, sinceMs = -Infinity): number | null {
    let oldest = Infinity;
    for (const track of this.#ranked(false)) {
      for (let sequence = Math.max(0, this.#edge - 2 * liveSegments); sequence <= this.#edge; sequence += 1) {
        const item = track.pending.get(sequence);
        const counts = item !== undefined && item.closedAtMs >= sinceMs && !this.#refused.has(item);
        if (counts) oldest = Math.min(oldest, item.closedAtMs);
      }
    }
    return oldest === Infinity ? null : nowMs - oldest;
  }

  /** When `take` may find something again that must wait for its time now; null: nothing must. */
  nextDueMs(nowMs: number): number | null {
    let due = Infinity;
    for (const [item, at] of this.#notBefore) if (at > nowMs && !this.#inFlight.has(item)) due = Math.min(due, at);
    return due === Infinity ? null : due;
  }

  #addInit(track: UploadTrack, init: number, nowMs: number, has: (path: string) => boolean): void {
    if (track.initState(init) !== undefined) return;
    const path = `${track.name}/${fileNames.init(init)}`;
    track.setInit(init, has(path) ? 'confirmed' : 'pending');
    if (has(path)) {
      this.#confirmedObjects += 1;
      return;
    }
    const item = { path, rendition: track.name, kind: 'init' as const, number: init, sizeBytes: 0, init };
    this.#initItems.push({ ...item, closedAtMs: nowMs });
  }

  #addConfirmed(track: UploadTrack, sequence: number, init: number, sizeBytes: number): void {
    track.setStored(sequence, init);
    this.#confirmedObjects += 1;
    this.#confirmedBytes += sizeBytes;
  }

  #isWaitedFor(item: UploadItem): boolean {
    if (item.kind === 'init') return this.#initItems.includes(item);
    return this.#tracks.get(item.rendition)?.pending.get(item.number) === item;
  }

  #isFree(item: UploadItem, nowMs: number): boolean {
    return !this.#inFlight.has(item) && (this.#notBefore.get(item) ?? -Infinity) <= nowMs;
  }

  #ranked(isDeferred: boolean): UploadTrack[] {
    return [...this.#tracks.values()]
      .filter(({ name }) => this.#deferred.has(name) === isDeferred)
      .sort((a, b) => a.rank - b.rank);
  }

  #nextLive(nowMs: number): UploadItem | null {
    if (!this.isLive) return null;
    const tracks = this.#ranked(false);
    for (let sequence = Math.max(0, this.#edge - liveSegments + 1); sequence <= this.#edge; sequence += 1) {
      for (const track of tracks) {
        const item = track.pending.get(sequence);
        if (item !== undefined && this.#isFree(item, nowMs)) return item;
      }
    }
    return null;
  }

  #nextOld(nowMs: number): UploadItem | null {
    for (const isDeferred of [false, true]) {
      let best: UploadItem | null = null;
      for (const track of this.#ranked(isDeferred)) {
        for (const item of track.pending.values()) {
          if (!this.#isFree(item, nowMs)) continue;
          if (best === null || item.number < best.number) best = item;
          break;
        }
      }
      if (best !== null) return best;
    }
    return null;
  }
}
