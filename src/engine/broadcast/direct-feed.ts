import type { SourceInfo } from '../../shared/domain.js';
import { networkSchemeOf } from '../ingest/probe/classify-input.js';
import type { TranscodeInput } from '../transcode/transcoder.js';
import type { FeedEnd, ProgrammeFeed } from './feed.js';

/** Half a frame at 120 fps: rounding must not make ffmpeg leave out the very frame to begin with. */
const seekMarginSeconds = 0.004;
/** Cameras with room for one viewer were seen to take some seconds to give the place away again. */
const settleMs = 5_000;
/** These carry packets of a size of their own, not pictures: ffmpeg puts them together, and at an end takes what it has for one. */
const inPieces: ReadonlySet<string | null> = new Set(['rtsp', 'rtsps', 'srt']);

/** What ffmpeg reads by itself: a file, a camera's or server's address, the test programme. */
export class DirectFeed implements ProgrammeFeed {
  readonly source: SourceInfo;
  readonly isLive: boolean;
  /** A file can be read again from where the last ffmpeg left off; what is live begins anew with every connection. */
  readonly keepsClock: boolean;
  readonly onFfmpegEnd: 'lost' | 'ended';
  readonly breaksOffInPictures: boolean;
  readonly settleMs: number;
  /** Only ffmpeg knows when such a source is over. */
  readonly ended: Promise<FeedEnd> = new Promise(() => undefined);
  readonly #input: TranscodeInput;

  constructor(options: { readonly source: SourceInfo; readonly input: TranscodeInput }) {
    this.source = options.source;
    this.#input = options.input;
    this.isLive = options.input.kind === 'live-url';
    this.keepsClock = options.input.kind === 'file';
    this.onFfmpegEnd = this.isLive ? 'lost' : 'ended';
    this.breaksOffInPictures = options.input.kind === 'live-url' && inPieces.has(networkSchemeOf(options.input.url));
    this.settleMs = this.isLive ? settleMs : 0;
  }

  input(fromSeconds: number): Promise<TranscodeInput> {
    const input = this.#input;
    const startSeconds = fromSeconds - seekMarginSeconds;
    return Promise.resolve(input.kind === 'file' && startSeconds > 0 ? { ...input, startSeconds } : input);
  }

  newestSeconds(): number | null {
    return null;
  }

  onNewest(): () => void {
    return () => undefined;
  }

  figures(): { bitrate: number; fps: number | null; gopSeconds: number | null } | null {
    return null;
  }

  release(): void {
    return undefined;
  }
}
