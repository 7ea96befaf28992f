import type { MessagePort } from 'node:worker_threads';
import type { SourceInfo } from '../../shared/domain.js';
import type { PublishSession } from '../ingest/media-server.js';
import type { TranscodeInput } from '../transcode/transcoder.js';
import type { FeedEnd, FeedFigures, ProgrammeFeed } from './feed.js';

/** One stay of an encoder at the local RTMP server. */
export class EncoderFeed implements ProgrammeFeed {
  readonly source: SourceInfo;
  readonly isLive = true;
  readonly keepsClock = true;
  readonly onFfmpegEnd = 'wait-for-source';
  readonly ended: Promise<FeedEnd>;
  readonly #session: PublishSession;

  constructor(session: PublishSession, source: SourceInfo) {
    this.#session = session;
    this.source = source;
    this.ended = session.ended.then(({ reason }) => (reason === 'stopped' ? 'ended' : 'lost'));
  }

  async input(fromSeconds: number): Promise<TranscodeInput> {
    const url = await this.#session.createPullUrl({ fromSeconds: Math.max(0, fromSeconds) });
    return { kind: 'rtmp-pull', url };
  }

  tap(): MessagePort {
    return this.#session.tap();
  }

  newestSeconds(): number | null {
    const figures = this.#session.figures();
    return figures === null ? null : figures.newestTimestampMs / 1000;
  }

  onNewest(listener: (seconds: number) => void): () => void {
    return this.#session.onFigures(({ newestTimestampMs }) => listener(newestTimestampMs / 1000));
  }

  figures(): FeedFigures | null {
    return this.#session.figures();
  }

  /** The encoder stays connected and unused: cutting it off would only make it come back as a new broadcast. */
  release(): void {
    return undefined;
  }
}
