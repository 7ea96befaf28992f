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

  /** The encoder drops. */
  async drop(): Promise<void> {
    await this.#stopGrowing();
    this.state = 'reconnecting';
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
    const rendition = /^(\w+)\/index\.m3u8$/.exec(path)?.[1];
    return rendition === undefined ? undefined : this.#playlist(rendition);
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
      dvr: null,
      poster: this.poster ? 'poster.jpg' : null,
      updatedAt: new Date().toISOString(),
    };
  }

  async #playlist(rendition: string): Promise<string> {
    const { head, list } = await this.#ladder.segments(rendition);
    const all = this.#pieces.flatMap((piece, index) =>
      list
        .slice(piece.from, piece.to ?? list.length)
        .map((segment, at) => ({ segment, breaks: index > 0 && at === 0 })),
    );
    const first = this.state === 'ended' ? 0 : Math.max(0, all.length - windowSegments);
    const breaksBefore = all.slice(0, first).filter((entry) => entry.breaks).length;
    const lines = [
      ...head,
      ...(this.state === 'ended' ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : []),
      `#EXT-X-MEDIA-SEQUENCE:${first}`,
      `#EXT-X-DISCONTINUITY-SEQUENCE:${breaksBefore}`,
      ...all
        .slice(first)
        .flatMap(({ segment, breaks }) => [...(breaks ? ['#EXT-X-DISCONTINUITY'] : []), ...segment.lines, segment.uri]),
      ...(this.state === 'ended' ? ['#EXT-X-ENDLIST'] : []),
      '',
    ];
    return lines.join('\n');
  }
}
