/** Farther back than this goes no player by itself. */
const wayBackSeconds = 1;

/** Who watched live when nothing came any more does so when it comes again: hls.js hurries over one segment at most. */
export class LiveReturn {
  #lostAt: number | null = null;

  /** Nothing is left to play at `atSeconds`. */
  starved(atSeconds: number, isLive: boolean): void {
    if (isLive) this.#lostAt = atSeconds;
  }

  /** Something new is there. True: the viewer shall go to the live position; not so one who went back meanwhile. */
  grown(atSeconds: number, isLive: boolean): boolean {
    const lostAt = this.#lostAt;
    this.#lostAt = null;
    return lostAt !== null && !isLive && atSeconds >= lostAt - wayBackSeconds;
  }
}
