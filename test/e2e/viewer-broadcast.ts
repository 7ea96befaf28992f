import { timelineOriginSeconds } from '../../src/shared/timeline-origin.js';
import { renditions, type LiveLadder } from './viewer-ladder.js';

/** As in the product, only shorter: a live playlist holds the newest segments. */
const windowSegments = 10;

export interface BroadcastFacts {
  readonly id: string;
  readonly title: string;
  readonly channelName: string;
  readonly poster: boolean;
}

interface Piece {
  readonly from: number;
  /** Null: still growing. */
  to: number | null;
}

/**
 * A broadcast cut out of a live ladder, published as Headwater does: a sliding window while live (MEDIA-SEQUENCE grows), the
 * whole history from 0 with ENDLIST afterwards, a discontinuity after a drop.
 */
export class TestBroadcast {
  state: 'waiting' | 'live' | 'reconnecting' | 'ended' = 'waiting';
  /** False: announced, but its playlists are not there yet. */
  hasMaster = true;
  description: string | null = null;
  /** Everything so far is listed, too, as it is once a broadcast has gone on for a minute. */
  hasHistory = false;
  /** It lies in a bucket, where the channel's lease tells whether its studio is there. */
  hasLease = false;
  /** So long ago was filmed what the pictures say is of now. */
  filmedAgoMs = 0;
  startedAt = new Date().toISOString();
  readonly id: string;
  readonly title: string;
  readonly channelName: string;
  readonly poster: boolean;
  readonly #pieces: Piece[] = [];
  readonly #ladder: LiveLadder;
  readonly #master: string;

  constructor(ladder: LiveLadder, master: string, about: BroadcastFacts) {
    this.#ladder = ladder;
    this.#master = master;
    this.id = about.id;
    this.title = about.title;
    this.channelName = about.channelName;
    this.poster = about.poster;
  }

  async #count(): Promise<number> {
    const counts = await Promise.all(renditions.map(async (name) => (await this.#ladder.segments(name)).list.length));
    return Math.min(...counts);
  }

  /** Goes live with `history` segments already there. */
  async goLive(history = 3): Promise<void> {
    await this.#ladder.waitFor(history);
    this.#pieces.push({ from: (await this.#count()) - history, to: null });
    this.state = 'live';
  }

  /** Goes live so that its media carry its own times, as the product's do: from second 10 of the ladder on. */
  async goLiveInStep(history: number): Promise<void> {
    await this.#ladder.waitFor(timelineOriginSeconds + history);
    await this.goLive((await this.#count()) - timelineOriginSeconds);
  }

  /** The encoder drops. */
  async drop(): Promise<void> {
    await this.#stopGrowing();
    this.state = 'reconnecting';
  }

  /** The studio dies: nothing says that anything is amiss, but nothing comes. */
  async die(): Promise<void> {
    await this.#stopGrowing();
  }

  /** The encoder is back. */
  async resume(): Promise<void> {
    await this.goLive(1);
  }

  async end(): Promise<void> {
    await this.#stopGrowing();
    this.state = 'ended';
  }

  async #stopGrowing(): Promise<void> {
    const last = this.#pieces.at(-1);
    if (last !== undefined) last.to ??= await this.#count();
  }

  /** Seconds of all pieces (the ladder's segments are 1 s). */
  async duration(): Promise<number> {
    const now = await this.#count();
    return this.#pieces.reduce((sum, piece) => sum + (piece.to ?? now) - piece.from, 0);
  }

  async file(path: string): Promise<string | null | undefined> {
    if (path === 'broadcast.json') return JSON.stringify(await this.json());
    if (path === 'master.m3u8') return this.#pieces.length > 0 && this.hasMaster ? this.#master : null;
    if (path === 'dvr.m3u8') return this.hasHistory ? this.#master.replaceAll('index.m3u8', 'dvr.m3u8') : null;
    const [, rendition, name] = /^(\w+)\/(index|dvr)\.m3u8$/.exec(path) ?? [];
    return rendition === undefined ? undefined : this.#playlist(rendition, name === 'dvr');
  }

  async json(): Promise<Readonly<Record<string, unknown>>> {
    return {
      version: 1,
      id: this.id,
      title: this.title,
      ...(this.description !== null && { description: this.description }),
      channelName: this.channelName,
      state: this.state,
      startedAt: this.startedAt,
      endedAt: this.state === 'ended' ? new Date().toISOString() : null,
      durationSeconds: this.state === 'ended' ? await this.duration() : null,
      master: this.#pieces.length > 0 ? 'master.m3u8' : null,
      dvr: this.hasHistory ? 'dvr.m3u8' : null,
      poster: this.poster ? 'poster.jpg' : null,
      ...(this.hasLease && this.state !== 'ended' && { hasLease: true }),
      updatedAt: new Date().toISOString(),
    };
  }

  async #playlist(rendition: string, isWhole: boolean): Promise<string> {
    const { head, list } = await this.#ladder.segments(rendition);
    const all = this.#pieces.flatMap((piece, index) =>
      list
        .slice(piece.from, piece.to ?? list.length)
        .map((segment, at) => ({ segment, breaks: index > 0 && at === 0 })),
    );
    const first = this.state === 'ended' || isWhole ? 0 : Math.max(0, all.length - windowSegments);
    const breaksBefore = all.slice(0, first).filter((entry) => entry.breaks).length;
    const lines = [
      ...head,
      ...(this.state === 'ended' ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : []),
      `#EXT-X-MEDIA-SEQUENCE:${first}`,
      `#EXT-X-DISCONTINUITY-SEQUENCE:${breaksBefore}`,
      ...all
        .slice(first)
        .flatMap(({ segment, breaks }) => [
          ...(breaks ? ['#EXT-X-DISCONTINUITY'] : []),
          ...segment.lines.map((line) => this.#aged(line)),
          segment.uri,
        ]),
      ...(this.state === 'ended' ? ['#EXT-X-ENDLIST'] : []),
      '',
    ];
    return lines.join('\n');
  }
  #aged(line: string): string {
    const [, name, date] = /^(#EXT-X-PROGRAM-DATE-TIME:)(.+)$/.exec(line) ?? [];
    if (name === undefined || date === undefined) return line;
    // ffmpeg writes +0000
    const time = Date.parse(date.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    return name + new Date(time - this.filmedAgoMs).toISOString();
  }
}
