/** One encoded picture or 20 ms of sound, on the programme's time line. */
export interface VideoPacket {
  readonly kind: 'video';
  readonly data: Uint8Array;
  /** It can be decoded by itself (an IDR). */
  readonly isKey: boolean;
  readonly timestampUs: number;
  readonly durationUs: number;
  /** What a decoder must know of the stream that it belongs to. */
  readonly config: VideoDecoderConfig;
}

export interface AudioPacket {
  readonly kind: 'audio';
  readonly data: Uint8Array;
  readonly timestampUs: number;
  readonly durationUs: number;
  readonly config: AudioDecoderConfig;
}

export type MediaPacket = VideoPacket | AudioPacket;
