/** What the first lines of `ffmpeg -version` tell. */
export interface FfmpegVersion {
  /** As printed: `5.1.9-0+deb12u1`. */
  readonly version: string;
  readonly major: number;
  readonly minor: number;
}

/**
 * Reads `ffmpeg -version`. Releases carry their number (`6.1.1`, `n7.1`, `5.1.9-0+deb12u1`); nightly builds only a hash, so
 * that libavutil's number is taken there (57 came with ffmpeg 5, one more with each major; 57.28 with 5.1). Null when this
 * is not ffmpeg.
 */
export function parseFfmpegVersion(output: string): FfmpegVersion | null {
  const version = /^ffmpeg version (\S+)/m.exec(output)?.[1];
  if (version === undefined) return null;
  const release = /^n?(\d+)\.(\d+)/.exec(version);
  if (release) return { version, major: Number(release[1]), minor: Number(release[2]) };
  const library = /libavutil\s+(\d+)\.\s*(\d+)/.exec(output);
  if (!library) return null;
  const libraryMajor = Number(library[1]);
  return { version, major: libraryMajor - 52, minor: libraryMajor === 57 && Number(library[2]) >= 28 ? 1 : 0 };
}
