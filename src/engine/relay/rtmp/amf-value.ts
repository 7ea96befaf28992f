/** A value of AMF0 (Action Message Format 0) as RTMP commands carry it. Objects are maps: their names come from the peer. */
export type AmfValue =
  string | number | boolean | null | undefined | readonly AmfValue[] | ReadonlyMap<string, AmfValue>;
