import { h264, type Media } from '../integration/support/media.js';

export const bits = 10;

/** A clip whose pictures carry their number, for a page to read. */
export interface CodedClip {
  readonly file: string;
  readonly fps: number;
  /** Pictures in the clip, which is sent over and over. */
  readonly frames: number;
}

/**
 * Encodes a moving picture with a tone and a key frame every 2 s. The uppermost tenth of each picture is its number in binary:
 * ten fields from left (lowest bit) to right, white for 1, which survives any rung and any scaling.
 */
export async function makeCodedClip(
  media: Media,
  name: string,
  options: { readonly size: string; readonly fps: number; readonly bitrate: string; readonly seconds?: number },
): Promise<CodedClip> {
  const { size, fps, bitrate, seconds = 20 } = options;
  const fields = Array.from({ length: bits }, (_, bit) => {
    const place = `x=iw*${bit}/${bits}:y=0:w=iw/${bits}:h=ih/10:t=fill`;
    return `drawbox=${place}:color=white:enable='gte(mod(floor(n/${2 ** bit}),2),1)'`;
  });
  const picture = ['drawbox=x=0:y=0:w=iw:h=ih/10:t=fill:color=black', ...fields].join(',');
  const file = await media.make(name, [
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${fps}:duration=${seconds},${picture}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`],
    ...h264(2 * fps, bitrate),
    ...['-c:a', 'aac', '-b:a', '96k', '-ac', '2'],
  ]);
  return { file, fps, frames: seconds * fps };
}
