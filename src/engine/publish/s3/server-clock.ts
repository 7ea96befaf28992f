/** Answers tell the time in whole seconds, and the way takes some: within this it is the same time. */
const slackMs = 2_000;

/**
 * How far this computer's clock is off from the server's, learned from its answers. Signatures are made with it: S3 refuses
 * what is signed more than 15 minutes off, and clocks of old or dual-boot machines are hours off.
 */
export class ServerClock {
  #offsetMs = 0;

  /** Add it to this computer's time to get the server's, milliseconds. 0 while there is no difference worth the name. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /**
   * An answer says it is `serverMs` there (whole seconds); its request left at `sentMs` and it came at `receivedMs`, both by
   * this computer's clock. The offset stays where that is possible: an answer that took long (a computer that slept) says
   * little. Returns true when it was changed.
   */
  learn(serverMs: number, sentMs: number, receivedMs: number): boolean {
    // a clock that was set back meanwhile
    const leftMs = Math.min(sentMs, receivedMs);
    const least = serverMs - receivedMs - slackMs;
    const most = serverMs + 1_000 - leftMs + slackMs;
    const isPossible = (offsetMs: number): boolean => offsetMs >= least && offsetMs <= most;
    if (isPossible(this.#offsetMs)) return false;
    this.#offsetMs = isPossible(0) ? 0 : Math.round(serverMs + 500 - (leftMs + receivedMs) / 2);
    return true;
  }
}
