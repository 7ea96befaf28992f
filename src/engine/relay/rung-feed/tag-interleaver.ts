import type { RelayTag } from '../relay-tag.js';

/** One track may be so far behind the other before that one goes on alone. */
const waitMs = 3_000;

/**
 * Puts the sound and the picture of a rung, which come through connections of their own, into one order of decode times, as
 * services expect it. A track that stands still holds the other one up for three seconds of programme and no longer.
 */
export class TagInterleaver<Tag extends Pick<RelayTag, 'type' | 'timestampMs'>> {
  readonly #queues: Readonly<Record<8 | 9, Tag[]>> = { 8: [], 9: [] };
  /** Tracks that are expected: one alone waits for nobody. */
  readonly #tracks: ReadonlySet<8 | 9>;

  constructor(tracks: readonly (8 | 9)[]) {
    this.#tracks = new Set(tracks);
  }

  /** Takes a tag; answers what may go now, in order. */
  push(tag: Tag): Tag[] {
    if (tag.type === 18) return [tag];
    this.#queues[tag.type].push(tag);
    const out: Tag[] = [];
    for (let next = this.#next(); next !== null; next = this.#next()) out.push(next);
    return out;
  }

  /** Everything that still waits, in order. */
  flush(): Tag[] {
    const { 8: sound, 9: picture } = this.#queues;
    const rest = [...sound, ...picture].sort(
      (one, other) => one.timestampMs - other.timestampMs || other.type - one.type,
    );
    sound.length = 0;
    picture.length = 0;
    return rest;
  }

  #next(): Tag | null {
    const { 8: sound, 9: picture } = this.#queues;
    const [firstSound, firstPicture] = [sound[0], picture[0]];
    if (firstSound !== undefined && firstPicture !== undefined) {
      // of the same time the picture goes first: a service that starts there starts with a picture
      return (firstPicture.timestampMs <= firstSound.timestampMs ? picture.shift() : sound.shift()) ?? null;
    }
    const queue = firstSound === undefined ? picture : sound;
    const [first, newest] = [queue[0], queue.at(-1)];
    if (first === undefined || newest === undefined) return null;
    const isAlone = this.#tracks.size < 2 || newest.timestampMs - first.timestampMs > waitMs;
    return isAlone ? (queue.shift() ?? null) : null;
  }
}
