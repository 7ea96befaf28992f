import { setTimeout as pause } from 'node:timers/promises';
import * as hls from 'hls-parser';

/** A media playlist as it was once served. */
export interface SeenPlaylist {
  readonly rendition: string;
  readonly firstSequence: number;
  readonly seconds: number;
  readonly ended: boolean;
  /** When it was there, epoch ms. */
  readonly atMs: number;
  /** First and last named segment and when the first was captured, where it says so. */
  readonly programDateTimeMs: number | null;
}

/** How often a player asks; nothing waits for it. */
const everyMs = 250;

/**
 * A player without a screen: asks for the master, then for every media playlist over and over, and for each object that one
 * names. What is wrong goes into `faults`, in words.
 */
export class LiveViewer {
  readonly faults: string[] = [];
  readonly seen: SeenPlaylist[] = [];
  readonly #masterUrl: string;
  readonly #confirmed = new Set<string>();
  readonly #firstSequence = new Map<string, number>();
  readonly #ended: Promise<void>;
  #isStopping = false;

  constructor(masterUrl: string) {
    hls.setOptions({ strictMode: true });
    this.#masterUrl = masterUrl;
    this.#ended = this.#watch();
  }

  /** Objects other than playlists that were asked for and were there. */
  get confirmed(): number {
    return this.#confirmed.size;
  }

  /** Looks a last time and stops. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#ended;
  }

  async #watch(): Promise<void> {
    for (let isLast = false; !isLast;) {
      isLast = this.#isStopping;
      try {
        await this.#look();
      } catch (error) {
        this.faults.push(String(error));
      }
      if (!isLast) await pause(everyMs);
    }
  }

  async #look(): Promise<void> {
    const master = hls.parse(await this.#text(this.#masterUrl));
    if (!master.isMasterPlaylist) throw new Error('Expected a master playlist');
    const uris = new Set(master.variants.flatMap(({ uri, audio }) => [uri, ...audio.map((sound) => sound.uri ?? '')]));
    for (const uri of uris) await this.#lookAt(uri);
  }

  async #lookAt(uri: string): Promise<void> {
    const url = new URL(uri, this.#masterUrl).href;
    const playlist = hls.parse(await this.#text(url));
    if (playlist.isMasterPlaylist) throw new Error(`Expected a media playlist at ${uri}`);
    const rendition = uri.split('/')[0] ?? '';
    const first = playlist.mediaSequenceBase ?? 0;
    const before = this.#firstSequence.get(rendition) ?? 0;
    if (first < before && !playlist.endlist)
      this.faults.push(`${uri}: EXT-X-MEDIA-SEQUENCE fell from ${before} to ${first}`);
    this.#firstSequence.set(rendition, first);
    this.seen.push({
      rendition,
      firstSequence: first,
      seconds: playlist.segments.reduce((sum, segment) => sum + segment.duration, 0),
      ended: playlist.endlist,
      atMs: Date.now(),
      programDateTimeMs: playlist.segments[0]?.programDateTime?.getTime() ?? null,
    });
    const named = playlist.segments.filter((segment) => segment.gap !== true);
    for (const name of new Set(named.flatMap((segment) => [segment.map?.uri ?? '', segment.uri]))) {
      await this.#confirm(new URL(name, url).href);
    }
  }

  async #confirm(url: string): Promise<void> {
    if (this.#confirmed.has(url)) return;
    const response = await fetch(url, { method: 'HEAD' });
    if (response.ok) this.#confirmed.add(url);
    else this.faults.push(`${url}: named, but answered with ${response.status}`);
  }

  async #text(url: string): Promise<string> {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.text();
  }
}
