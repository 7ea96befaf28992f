import type { MessagePort } from 'node:worker_threads';
import type { SourceInfo } from '../../shared/domain.js';
import type { TranscodeInput } from '../transcode/transcoder.js';

/** Why a feed is over. `lost`: it may come back; `ended`: it will not. */
export type FeedEnd = 'lost' | 'ended';

export interface FeedFigures {
  /** Bits per second, sound included. */
  readonly bitrate: number;
  readonly fps: number | null;
  /** Of the last complete GOP. */
  readonly gopSeconds: number | null;
  /** Since the last IDR, where that is measured: a GOP may never end. */
  readonly openGopSeconds?: number | null;
}

/** One stay of a programme's source: one encoder session, one connection to a camera, one file. */
export interface ProgrammeFeed {
  readonly source: SourceInfo;
  /** True where frames come at their own pace and cannot be asked for again. */
  readonly isLive: boolean;
  /** True where a new ffmpeg reads the same clock, so that it can take over from the last one at a frame. */
  readonly keepsClock: boolean;
  /**
   * What the next ffmpeg shall read. `fromSeconds`: where the last one left off, on the source's own clock; -Infinity for
   * the first one, which shall have all there is. Feeds that cannot go back ignore it. Rejects when the feed is over.
   */
  input(fromSeconds: number): Promise<TranscodeInput>;
  /**
   * The source's own packets as RelayFeedMessages, from the GOP under way on (PublishSession.tap). Absent where only ffmpeg
   * sees them.
   */
  tap?(): MessagePort;
  /** Settles when the source itself says that it is over; a file's end is ffmpeg's end. */
  readonly ended: Promise<FeedEnd>;
  /** The source sends pictures in pieces, and where it dies ffmpeg passes on what it has of the last one. Absent: it does not. */
  readonly breaksOffInPictures?: boolean;
  /** What ffmpeg's own end means, where the source says nothing. */
  readonly onFfmpegEnd: 'wait-for-source' | 'lost' | 'ended';
  /**
   * For so long, in milliseconds, a first connection that is refused is no trouble: a source that serves one at a time has
   * yet to notice that the probe is gone. Absent: it is.
   */
  readonly settleMs?: number;
  /** The source's newest time stamp in seconds, on the clock ffmpeg passes on; null where it is not known. */
  newestSeconds(): number | null;
  /** Hears of new newest time stamps the moment they arrive; the returned function ends it. Never called where unknown. */
  onNewest(listener: (seconds: number) => void): () => void;
  /** Live figures of what comes in. */
  figures(): FeedFigures | null;
  /** The broadcast wants no more of it. */
  release(): void;
}
