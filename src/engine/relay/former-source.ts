import type { SourceInfo } from '../../shared/domain.js';
import type { Journal, RenditionRow } from '../archive/journal.js';

/** A shorter broadcast was a try, and its bytes say little. */
const tellingSeconds = 10;

/** Codecs as in RFC 6381, by their beginning. */
const codecNames: Readonly<Record<string, string>> = { hvc1: 'hevc', hev1: 'hevc', av01: 'av1' };

/**
 * What the newest encoder sent whose picture was passed on into the archive, as far as that tells; null when there was none.
 * Creators seldom change their encoder.
 */
export function formerSource(journal: Pick<Journal, 'broadcasts' | 'renditions' | 'segments'>): SourceInfo | null {
  for (const { id, programme, durationSeconds } of journal.broadcasts()) {
    if (programme.kind !== 'encoder' || durationSeconds === null || durationSeconds < tellingSeconds) continue;
    const renditions = journal.renditions(id);
    const top = renditions.find(({ kind, copied }) => kind === 'video' && copied);
    if (top === undefined || top.width === null || top.height === null) continue;
    const sound = renditions.find(({ kind }) => kind === 'audio');
    return {
      video: {
        codec: codecNames[top.codecs.slice(0, 4)] ?? 'h264',
        profile: null,
        pixelFormat: null,
        width: top.width,
        height: top.height,
        fps: top.fps,
        gopSeconds: null,
        bitrate: bitrateOf(journal, id, top),
      },
      audio:
        sound === undefined
          ? null
          : { codec: 'aac', sampleRate: null, channels: null, bitrate: bitrateOf(journal, id, sound) },
    };
  }
  return null;
}

function bitrateOf(journal: Pick<Journal, 'segments'>, id: string, { name, timescale }: RenditionRow): number | null {
  let bytes = 0;
  let ticks = 0;
  for (const { sizeBytes, durationTicks } of journal.segments(id, name)) {
    bytes += sizeBytes;
    ticks += durationTicks;
  }
  return ticks === 0 ? null : Math.round((bytes * 8 * timescale) / ticks);
}
