import type { ReactNode } from 'react';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { Card } from '../../ui/card.js';
import { formatBitrate, formatNumber } from '../../ui/format.js';
import { liveWords } from './live-words.js';

/** What comes in, as measured. */
export function SourceCard({ broadcast: { source, status } }: { readonly broadcast: ActiveBroadcast }) {
  const video = source?.video ?? null;
  const audio = source?.audio ?? null;
  const profile = video?.profile ?? null;
  return (
    <Card title={liveWords.source.title}>
      <dl className="grid gap-2.5 px-4 pt-1 pb-4 text-sm">
        {source === null && (
          <Row term={liveWords.source.picture}>
            <span className="text-muted">
              {status === 'reconnecting' ? liveWords.source.gone : liveWords.source.coming}
            </span>
          </Row>
        )}
        {video !== null && (
          <>
            <Row term={liveWords.source.picture}>
              {video.width} × {video.height} · {formatNumber(video.fps, 2)} fps
            </Row>
            <Row term={liveWords.source.codec}>
              {codecName(video.codec)}
              {profile !== null && ` ${profile}`}
            </Row>
            <Row term={liveWords.source.bitrate}>{formatBitrate(video.bitrate)}</Row>
            <Row term={liveWords.source.colour}>{video.pixelFormat ?? '–'}</Row>
          </>
        )}
        {source !== null && (
          <Row term={liveWords.source.sound}>
            {audio === null
              ? liveWords.source.none
              : `${codecName(audio.codec)} · ${formatNumber(audio.sampleRate === null ? null : audio.sampleRate / 1000)} kHz · ${channelsName(audio.channels)}`}
          </Row>
        )}
      </dl>
    </Card>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{term}</dt>
      <dd className="text-right tabular-nums">{children}</dd>
    </div>
  );
}

const names: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'HEVC',
  av1: 'AV1',
  aac: 'AAC',
  opus: 'Opus',
  rawvideo: 'uncompressed',
};
const codecName = (codec: string) => names[codec.toLowerCase()] ?? (codec.startsWith('pcm_') ? 'PCM' : codec);
const channelsName = (channels: number | null) =>
  channels === 1
    ? liveWords.source.mono
    : channels === 2
      ? liveWords.source.stereo
      : liveWords.source.channels(formatNumber(channels));
