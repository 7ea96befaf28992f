/**
 * One message of a programme as RTMP carries it: the body of an FLV tag (FLV 10.1 annex E.4), untouched. 8: sound,
 * 9: picture, 18: script data (`onMetaData`). Relays pass these on as they are, so that a service gets the encoder's own packets.
 */
export interface RelayTag {
  readonly type: 8 | 9 | 18;
  /** Decode time on the source's own clock. */
  readonly timestampMs: number;
  readonly data: Uint8Array;
}

/**
 * What comes through the port of one feed, from whoever has the packets: the RTMP thread (the encoder's own), or the engine
 * (a rung of the ladder, an encode). A feed is one stay of a source: its decoder configuration never changes.
 */
export type RelayFeedMessage =
  /** First the script data and the decoder configurations, then the GOP under way, then what comes, as it comes. */
  | { readonly type: 'tags'; readonly tags: readonly RelayTag[] }
  /** The stay is over. Another feed may follow on another port. */
  | { readonly type: 'end' };

/** What the reader of a feed answers through the same port, so that a reader that stands still cannot fill memory. */
export interface RelayFeedAnswer {
  readonly type: 'taken';
  /** Of tags' data, since the last answer. */
  readonly bytes: number;
}
