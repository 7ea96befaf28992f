interface CachedMessage {
  readonly message: Buffer;
  readonly timestampMs: number;
  readonly kind: 'idr' | 'video' | 'sound';
}

/** How much sound is kept while no video has come yet. */
const SOUND_BEFORE_VIDEO_MS = 10_000;
/**
 * How far back a pull can start. ffmpeg is started again within a second of its death and may have been a segment and a
 * half behind: this is several times that, so that not a frame is lost.
 */
const HISTORY_MS = 12_000;

/**
 * The newest GOPs as RTMP messages: the one under way and those of the last 12 s, sound included, so that a pull can take
 * over where another one ended. Before the first IDR it keeps the last 10 s of sound. node-media-server's own cache holds
 * one GOP, forgets everything past 4096 messages (45 s of 1080p60 with sound) and keeps no sound that arrived before its
 * IDR but belongs after it. This one is bounded in bytes; when one GOP alone is past that, it is empty until the next IDR.
 */
export class GopCache {
  readonly #maxBytes: number;
  #entries: CachedMessage[] = [];
  #bytes = 0;
  #state: 'before-video' | 'whole' | 'waiting-for-idr' = 'before-video';
  #playFromMs: number | null = null;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** True when the cache begins with an IDR: a player that gets it can decode at once. */
  get startsWithIdr(): boolean {
    return this.#state === 'whole';
  }

  /** Where the next `forEach` starts: at the newest IDR not after this time stamp (else the oldest). Null: the newest IDR. */
  playFrom(timestampMs: number | null): void {
    this.#playFromMs = timestampMs;
  }

  /** A new GOP. GOPs that are not needed any more for the history go. */
  startGop(message: Buffer, timestampMs: number): void {
    const first = this.#entries.findIndex(({ kind }) => kind === 'idr');
    // before the first picture: of the sound only what is to be heard with it stays
    if (first === -1) this.#keep(this.#entries.filter((entry) => entry.timestampMs >= timestampMs));
    this.#state = 'whole';
    this.#entries.push({ message, timestampMs, kind: 'idr' });
    this.#bytes += message.length;
    this.#trim((next) => timestampMs - next >= HISTORY_MS || this.#bytes > this.#maxBytes);
  }

  addVideo(message: Buffer, timestampMs: number): void {
    if (this.#state === 'whole') this.#add({ message, timestampMs, kind: 'video' });
  }

  addSound(message: Buffer, timestampMs: number): void {
    if (this.#state === 'waiting-for-idr') return;
    this.#add({ message, timestampMs, kind: 'sound' });
    if (this.#state === 'whole') return;
    while ((this.#entries[0]?.timestampMs ?? timestampMs) < timestampMs - SOUND_BEFORE_VIDEO_MS) {
      this.#bytes -= this.#entries.shift()?.message.length ?? 0;
    }
  }

  /** Empty until the next IDR: the decoder's configuration changed, or the publisher is gone (node-media-server calls it then). */
  clear(): void {
    this.#keep([]);
    if (this.#state === 'whole') this.#state = 'waiting-for-idr';
  }

  /** From the IDR that `playFrom` chose: it first, then the sound that came before it and belongs after it, then the rest. */
  forEach(callback: (message: Buffer) => void): void {
    const start = this.#startIndex();
    const startMs = this.#entries[start]?.timestampMs ?? 0;
    const isWhole = this.#state === 'whole';
    const [idr, ...rest] = this.#entries.slice(start);
    if (isWhole && idr !== undefined) callback(idr.message);
    for (const entry of this.#entries.slice(0, start)) {
      if (entry.kind === 'sound' && entry.timestampMs >= startMs) callback(entry.message);
    }
    if (!isWhole && idr !== undefined) callback(idr.message);
    for (const entry of rest) callback(entry.message);
  }

  #startIndex(): number {
    const from = this.#playFromMs ?? Infinity;
    const chosen = this.#entries.findLastIndex(({ kind, timestampMs }) => kind === 'idr' && timestampMs <= from);
    if (chosen !== -1) return chosen;
    return Math.max(
      0,
      this.#entries.findIndex(({ kind }) => kind === 'idr'),
    );
  }

  #add(entry: CachedMessage): void {
    this.#entries.push(entry);
    this.#bytes += entry.message.length;
    if (this.#bytes <= this.#maxBytes) return;
    this.#trim(() => this.#bytes > this.#maxBytes);
    if (this.#bytes <= this.#maxBytes) return;
    this.#keep([]);
    this.#state = 'waiting-for-idr';
  }

  /** Drops the oldest GOP while there is another one and `isDue` says so of that one's time stamp. */
  #trim(isDue: (nextMs: number) => boolean): void {
    for (;;) {
      const next = this.#entries.findIndex(({ kind }, index) => kind === 'idr' && index > 0);
      const entry = this.#entries[next];
      if (entry === undefined || !isDue(entry.timestampMs)) return;
      const sound = this.#entries
        .slice(0, next)
        .filter(({ kind, timestampMs }) => kind === 'sound' && timestampMs >= entry.timestampMs);
      this.#keep([entry, ...sound, ...this.#entries.slice(next + 1)]);
    }
  }

  #keep(entries: CachedMessage[]): void {
    this.#entries = entries;
    this.#bytes = entries.reduce((sum, { message }) => sum + message.length, 0);
  }
}
