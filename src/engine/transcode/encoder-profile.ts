/** What an encoder is asked for. Bitrates in bits per second. */
export interface EncodeTarget {
  readonly width: number;
  readonly height: number;
  readonly averageBitrate: number;
  readonly maxBitrate: number;
  /** Logical processors of the machine. */
  readonly cores: number;
}

/**
 * One H.264 encoder as ffmpeg's arguments. A further encoder is a further object in encoder-profiles.ts. What every
 * profile must give: closed GOPs, no IDR but where one is forced, a forced key frame that is an IDR, no B-frames, capped VBR.
 */
export interface EncoderProfile {
  /** ffmpeg's name of it: `libx264`. */
  readonly id: string;
  readonly isHardware: boolean;
  /** Arguments before the first input. */
  readonly globalArgs: readonly string[];
  /** The end of each rung's filter chain: brings the picture into the form the encoder takes. */
  readonly filters: readonly string[];
  /** `-c:v` and all that belongs to it. */
  args(target: EncodeTarget): string[];
}
