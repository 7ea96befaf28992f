import { ArrivalClock } from './arrival-clock.js';
import { EdgeTrack, type EdgeObject } from './edge-track.js';

/** All renditions of one broadcast at the live edge of its bucket: those that hls.js asks for. */
export class LiveEdge {
  readonly #tracks = new Map<string, EdgeTrack>();
  readonly #clocks = { level: new ArrivalClock(), audioTrack: new ArrivalClock() };

  /** The rendition of a media playlist; `kind` as hls.js calls it. */
  track(playlistUrl: string, kind: 'level' | 'audioTrack'): EdgeTrack {
    const url = new URL(playlistUrl, location.href);
    url.search = '';
    const known = this.#tracks.get(url.href);
    if (known !== undefined) return known;
    const track = new EdgeTrack(url.href, this.#clocks[kind]);
    this.#tracks.set(url.href, track);
    return track;
  }

  /** An object that has come already, once. */
  take(url: string): EdgeObject | null {
    for (const track of this.#tracks.values()) {
      const object = track.take(url);
      if (object !== null) return object;
    }
    return null;
  }
}
