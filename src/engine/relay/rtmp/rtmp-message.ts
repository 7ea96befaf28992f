/** Message types of RTMP 1.0 (sections 5.4, 6.1, 7.1). */
export const messageType = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAcknowledgementSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  /** An AMF3 command: one byte, then AMF0 in practice. */
  command3: 17,
  data: 18,
  command: 20,
} as const;

/** A message as it leaves or enters the chunk layer. */
export interface RtmpMessage {
  readonly type: number;
  /** 0: the connection itself; else what `createStream` gave. */
  readonly streamId: number;
  /** Milliseconds, modulo 2^32. */
  readonly timestampMs: number;
  readonly payload: Buffer;
}
