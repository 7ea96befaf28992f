import type { ServicePreset } from '../../../shared/relays.js';
import { formatBitrate, formatNumber } from '../../ui/format.js';

const codecNames: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'HEVC',
  av1: 'AV1',
  aac: 'AAC',
  mp3: 'MP3',
};

/** What a service takes, as a few facts: `up to 6 Mb/s of picture`, `1080p`, `60 fps`, … Only what is known. */
export function limitsWords({ limits }: ServicePreset): readonly string[] {
  const { videoBitrate, audioBitrate, keyframeSeconds, videoCodecs, audioCodecs, maxHeight, maxFps } = limits;
  const picture = [
    maxHeight === null ? '' : `${maxHeight}p`,
    maxFps === null ? '' : `${formatNumber(maxFps)} fps`,
    videoBitrate === null ? '' : formatBitrate(videoBitrate),
  ].filter((part) => part !== '');
  return [
    `${named(videoCodecs)} with ${named(audioCodecs)}`,
    picture.length === 0 ? '' : `at most ${picture.join(', ')}`,
    audioBitrate === null ? '' : `sound up to ${formatBitrate(audioBitrate)}`,
    keyframeSeconds === null ? '' : `a keyframe every ${formatNumber(keyframeSeconds)} s or more often`,
  ].filter((part) => part !== '');
}

const named = (codecs: readonly string[]): string => {
  const names = codecs.map((codec) => codecNames[codec] ?? codec);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
};
