import { AppError } from '../../../shared/errors.js';
import { parseAudioTag, parseVideoTag } from '../../ingest/codec/flv-tag.js';
import type { RelayTag } from '../relay-tag.js';

/** What MPEG-TS carries of it, in the FLV that every ffmpeg reads. */
const codecs = new Set(['h264', 'aac', 'mp3']);

/** The ffmpeg that reads the FLV; without a version it is taken for the oldest. */
export interface FlvReadingFfmpeg {
  readonly path: string;
  readonly major?: number;
  readonly minor?: number;
}

/**
 * Null when an ffmpeg can send this on by SRT, else `relay.unsupported` with the codec. Enhanced RTMP's tags, HEVC among them, are read
 * from ffmpeg 6.1 on (sound: from 8.0 on).
 */
export function whyNotCarried(tag: RelayTag, { major = 0, minor = 0 }: FlvReadingFfmpeg): AppError | null {
  if (tag.type === 18) return null;
  const media = tag.type === 8 ? parseAudioTag(tag.data) : parseVideoTag(tag.data);
  if (media === null) return null;
  const first = tag.data[0] ?? 0;
  const isEnhanced = tag.type === 8 ? first >> 4 === 9 : (first & 0x80) !== 0;
  const isRead = !isEnhanced || major > 7 || (tag.type === 9 && (major === 7 || (major === 6 && minor >= 1)));
  if (isRead && (codecs.has(media.codec) || (isEnhanced && media.codec === 'hevc'))) return null;
  return new AppError('relay.unsupported', `Expected what ffmpeg can send by SRT, got ${media.codec}`, {
    details: { codec: media.codec },
  });
}
