/** What a video sequence header says. Null: it does not say. Sizes in pixels. */
export interface VideoConfig {
  readonly profile: string | null;
  /** ffmpeg's name, e.g. `yuv420p`. */
  readonly pixelFormat: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly fps: number | null;
}

const chromaNames = ['gray', 'yuv420p', 'yuv422p', 'yuv444p'];

/** ffmpeg's name of a pixel format. `chroma` is chroma_format_idc. */
export function pixelFormatName(chroma: number, bitDepth: number, isFullRange: boolean): string | null {
  const name = chromaNames[chroma];
  if (name === undefined) return null;
  if (bitDepth > 8) return `${name}${String(bitDepth)}le`;
  return isFullRange && chroma > 0 ? name.replace('yuv', 'yuvj') : name;
}
