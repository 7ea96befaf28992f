import * as hls from 'hls-parser';

const pollMs = 150;

/** What a viewer that never looks away has seen. */
export interface PollerReport {
  /** Named without EXT-X-GAP and not to be had: `<status> <url>`. */
  readonly missing: readonly string[];
  /** Longest time for which a media playlist stayed as it was while the broadcast was live, milliseconds, by URL. */
  readonly stalest: ReadonlyMap<string, number>;
  /** Segments that were seen as gaps at some time. */
  readonly gaps: ReadonlySet<string>;
  readonly fetched: number;
  /** Playlists that became shorter at their end: `<url> <from> → <to>`. */
  readonly retracted: readonly string[];
}

/**
 * Follows the playlists of a broadcast without pause, the way an impatient player does, and fetches everything they name
 * as soon as they name it.
 */
export class PlaylistPoller {
  readonly #masterUrl: string;
  readonly #missing: string[] = [];
  readonly #known = new Set<string>();
  readonly #gaps = new Set<string>();
  readonly #retracted: string[] = [];
  readonly #changed = new Map<string, { text: string; atMs: number; newest: number }>();
  readonly #stalest = new Map<string, number>();
  readonly #fetches = new Set<Promise<void>>();
  #isLive = true;
  #running: Promise<void> | null = null;
  #isStopped = false;

  constructor(masterUrl: string) {
    this.#masterUrl = masterUrl;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** From now on a playlist may stay as it is: the broadcast is over, or the network is gone. */
  mayStall(): void {
    this.#isLive = false;
  }

  /** Segments that were seen as gaps so far. */
  get gaps(): ReadonlySet<string> {
    return this.#gaps;
  }

  /** The newest segment that all media playlists have named as being there; -1: none. */
  get edge(): number {
    const newest = [...this.#changed.values()].map((each) => each.newest);
    return newest.length === 0 ? -1 : Math.min(...newest);
  }

  async stop(): Promise<PollerReport> {
    this.#isStopped = true;
    await this.#running;
    await Promise.all(this.#fetches);
    return {
      missing: this.#missing,
      stalest: this.#stalest,
      gaps: this.#gaps,
      fetched: this.#known.size,
      retracted: this.#retracted,
    };
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      await this.#look().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  async #look(): Promise<void> {
    const answer = await fetch(this.#masterUrl);
    if (answer.status !== 200) return;
    const master = hls.parse(await answer.text());
    if (!master.isMasterPlaylist) throw new Error('Expected a master playlist');
    const uris = new Set<string>();
    for (const variant of master.variants) {
      uris.add(variant.uri);
      for (const audio of variant.audio) if (audio.uri !== undefined) uris.add(audio.uri);
    }
    await Promise.all([...uris].map((uri) => this.#media(new URL(uri, this.#masterUrl).href)));
  }

  async #media(url: string): Promise<void> {
    const answer = await fetch(url);
    if (answer.status !== 200) {
      this.#missing.push(`${answer.status} ${url}`);
      return;
    }
    const text = await answer.text();
    const playlist = hls.parse(text);
    if (playlist.isMasterPlaylist) throw new Error(`Expected a media playlist at ${url}`);
    // a gap at the very end goes when the broadcast ends there
    const newest = playlist.segments.findLast(({ gap }) => !gap)?.mediaSequenceNumber ?? 0;
    this.#watchAge(url, text, newest);
    let map = '';
    for (const segment of playlist.segments) {
      map = segment.map?.uri ?? map;
      const target = new URL(segment.uri, url).href;
      if (segment.gap) this.#gaps.add(target);
      else for (const each of [new URL(map, url).href, target]) this.#want(each);
    }
  }

  #watchAge(url: string, text: string, newest: number): void {
    const nowMs = performance.now();
    const last = this.#changed.get(url);
    if (last !== undefined && newest < last.newest) this.#retracted.push(`${url} ${last.newest} → ${newest}`);
    if (last !== undefined && this.#isLive) {
      this.#stalest.set(url, Math.max(this.#stalest.get(url) ?? 0, nowMs - last.atMs));
    }
    if (last?.text !== text) this.#changed.set(url, { text, atMs: nowMs, newest });
  }

  #want(url: string): void {
    if (this.#known.has(url)) return;
    this.#known.add(url);
    const work = fetch(url).then(async (answer) => {
      await answer.arrayBuffer();
      if (answer.status !== 200) this.#missing.push(`${answer.status} ${url}`);
    });
    this.#fetches.add(work);
    void work.finally(() => this.#fetches.delete(work)).catch(() => undefined);
  }
}
