import type { SourceInfo } from '../../../shared/domain.js';
import { parseAudioFields, parseVideoFields, splitFields, type VideoFields } from './stream-fields.js';

/** What ffmpeg says of an input it has opened. */
export interface InputDump {
  /** Null for a live source. */
  readonly durationSeconds: number | null;
  readonly video: NonNullable<SourceInfo['video']> | null;
  readonly audio: SourceInfo['audio'];
  /** The picture carries a rotation. `video` has the size as it is to be seen. */
  readonly rotated: boolean;
  readonly interlaced: boolean;
}

const streamLine = /^\s*Stream #0:\d+(?:\[0x[0-9a-f]+\])?(?:\([^)]*\))?: (Video|Audio|Subtitle|Data|Attachment): (.*)$/;

/**
 * Reads the dump of input 0 that `ffmpeg -i` writes to standard error (5.1 to 7). Takes the first picture that is no cover
 * and the first sound, as `-map 0:V:0` and `-map 0:a:0` do; a track whose parameters ffmpeg did not find is left out.
 * Null when there is no dump: the input could not be opened.
 */
export function parseInputDump(lines: readonly string[]): InputDump | null {
  const start = lines.findIndex((line) => line.startsWith('Input #0,'));
  if (start < 0) return null;
  let durationSeconds: number | null = null;
  let video: VideoFields | null = null;
  let audio: SourceInfo['audio'] = null;
  let rotation = 0;
  let isInVideo = false;
  for (const line of lines.slice(start + 1)) {
    if (/^(Output #|Stream mapping:|At least one output)/.test(line)) break;
    durationSeconds ??= parseDuration(line);
    const stream = streamLine.exec(line);
    if (stream === null) {
      const turned = isInVideo ? /display ?matrix: rotation of (-?[\d.]+) degrees/i.exec(line)?.[1] : undefined;
      if (turned !== undefined) rotation = Math.round(Number(turned));
      continue;
    }
    const [, kind, text = ''] = stream;
    const fields = splitFields(text);
    isInVideo = kind === 'Video' && video === null && !text.includes('(attached pic)');
    if (isInVideo) video = parseVideoFields(fields);
    if (kind === 'Audio') audio ??= parseAudioFields(fields);
  }
  if (video === null) return { durationSeconds, video, audio, rotated: false, interlaced: false };
  const { interlaced, ...own } = video;
  const isSideways = Math.abs(rotation) % 180 === 90;
  const seen = isSideways ? { ...own, width: own.height, height: own.width } : own;
  return { durationSeconds, video: seen, audio, rotated: rotation % 360 !== 0, interlaced };
}

function parseDuration(line: string): number | null {
  const match = /^\s*Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(line);
  if (match === null) return null;
  const [, hours, minutes, seconds] = match.map(Number);
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}
