import { measureSegment, readInit } from '../archive/measure-segment.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import { fetchPublic } from '../publish/bucket/public-check.js';
import { leastVariant, namedSegments, type NamedSegment } from './watched-segments.js';

/** How often the playlist is read: by at most so much what is measured is too late. */
const everyMs = 250;
const mostPlaylistBytes = 1024 * 1024;
const mostSegmentBytes = 32 * 1024 * 1024;

/** A segment that came while it was watched for. */
export interface ReadSegment {
  /** Epoch ms of its first picture, as the playlist dates it. */
  readonly dateMs: number;
  readonly durationMs: number;
  /** Epoch ms when all of it had been read. */
  readonly readAtMs: number;
}

/** What a viewer has seen. */
export interface Watched {
  readonly segments: readonly ReadSegment[];
  /** Named, and not there when it was asked for. */
  readonly unread: number;
  /** The largest distance of a segment's sound behind its picture (negative: before it), by their time stamps. */
  readonly soundAfterPictureMs: number | null;
}

export interface RehearsalViewerDeps {
  /** Of the broadcast's page. */
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Watches a broadcast the way viewers do, without keys, through its public link: the least picture, and the sound. */
export class RehearsalViewer {
  readonly #deps: RehearsalViewerDeps;
  readonly #abort = new AbortController();
  readonly #segments: ReadSegment[] = [];
  readonly #inits = new Map<string, Buffer>();
  #unread = 0;
  #soundAfterPictureMs: number | null = null;
  /** Null: nothing was seen yet. What the first look finds was there before, nobody knows since when. */
  #newest: number | null = null;
  #watching: Promise<void> | null = null;

  constructor(deps: RehearsalViewerDeps) {
    this.#deps = deps;
  }

  get watched(): Watched {
    return { segments: this.#segments, unread: this.#unread, soundAfterPictureMs: this.#soundAfterPictureMs };
  }

  start(): void {
    this.#watching ??= this.#watch();
  }

  /** Resolves when nothing of it is under way. Never rejects. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        await this.#look();
      } catch (error) {
        // the next look says more
        if (!signal.aborted) this.#deps.logger.debug({ err: error }, 'a rehearsal could not be read');
      }
      await this.#pause();
    }
  }

  async #look(): Promise<void> {
    const master = new URL('master.m3u8', this.#deps.url).href;
    const variant = leastVariant((await this.#text(master)) ?? '');
    if (variant === null) return;
    const url = new URL(variant.uri, master).href;
    const named = namedSegments((await this.#text(url)) ?? '');
    const last = named.at(-1);
    if (last === undefined) return;
    const newest = this.#newest;
    this.#newest = last.sequence;
    if (newest === null) return;
    for (const segment of named.filter(({ sequence }) => sequence > newest)) await this.#read(segment, url);
    const soundUrl = variant.soundUri === null ? null : new URL(variant.soundUri, master).href;
    if (last.sequence > newest && soundUrl !== null) await this.#compare(last, url, soundUrl);
  }

  async #read(segment: NamedSegment, playlistUrl: string): Promise<void> {
    const body = await this.#bytes(new URL(segment.uri, playlistUrl).href);
    if (this.#abort.signal.aborted) return;
    if (body === null) this.#unread += 1;
    const { dateMs, durationMs } = segment;
    if (body === null || dateMs === null) return;
    this.#segments.push({ dateMs, durationMs, readAtMs: this.#deps.clock.now() });
  }

  async #compare(picture: NamedSegment, url: string, soundUrl: string): Promise<void> {
    const named = namedSegments((await this.#text(soundUrl)) ?? '');
    const sound = named.find(({ sequence }) => sequence === picture.sequence);
    if (sound === undefined) return;
    const [pictureMs, soundMs] = [await this.#beginsAtMs(picture, url), await this.#beginsAtMs(sound, soundUrl)];
    if (pictureMs === null || soundMs === null) return;
    const after = soundMs - pictureMs;
    if (Math.abs(after) >= Math.abs(this.#soundAfterPictureMs ?? 0)) this.#soundAfterPictureMs = after;
  }

  /** On the media's own time line. */
  async #beginsAtMs(segment: NamedSegment, playlistUrl: string): Promise<number | null> {
    if (segment.initUri === null) return null;
    const initUrl = new URL(segment.initUri, playlistUrl).href;
    const init = this.#inits.get(initUrl) ?? (await this.#bytes(initUrl));
    const body = await this.#bytes(new URL(segment.uri, playlistUrl).href);
    if (init === null || body === null) return null;
    this.#inits.set(initUrl, init);
    const track = readInit(init);
    const measured = measureSegment(init, body);
    return track === null || measured === null ? null : (measured.startTicks / track.timescale) * 1000;
  }

  async #text(url: string): Promise<string | null> {
    const { status, body } = await fetchPublic(url, { mostBytes: mostPlaylistBytes, signal: this.#abort.signal });
    return status === 200 ? body.toString('utf8') : null;
  }

  async #bytes(url: string): Promise<Buffer | null> {
    const { status, body } = await fetchPublic(url, { mostBytes: mostSegmentBytes, signal: this.#abort.signal });
    return status === 200 ? body : null;
  }

  async #pause(): Promise<void> {
    const { signal } = this.#abort;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.after(everyMs, done);
      signal.addEventListener('abort', done, { once: true });
      function done(): void {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
