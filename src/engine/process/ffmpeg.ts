/** The ffmpeg in use: an installed app's own; else FFMPEG_PATH, then ffmpeg-static, then `ffmpeg` on PATH. */
export interface Ffmpeg {
  readonly path: string;
  /** As printed: `5.1.9-0+deb12u1`. */
  readonly version: string;
  readonly major: number;
  readonly minor: number;
  readonly source: 'env' | 'bundled' | 'system';
}
