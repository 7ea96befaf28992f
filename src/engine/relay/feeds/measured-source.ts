import type { SourceInfo } from '../../../shared/domain.js';
import type { FeedFigures, ProgrammeFeed } from '../../broadcast/feed.js';

/** A picture's bitrate is the mean of so many seconds: one busy scene is none. */
const bitrateWindow = 10;
/** A GOP that is still open counts once it is so long: it may never end. */
const openGopCountsFromSeconds = 10;
/** Less than this is no news. */
const gopStepSeconds = 0.1;
const bitrateStep = 1.05;

/**
 * What one stay of a source is found to send, where its encoder did not say: the distance of its keyframes, and its picture's bitrate.
 * Both only grow, so that what is planned from them changes in one direction. The first GOP counts by itself; later ones by twos,
 * since a source that stood still for a moment makes one that is long.
 */
export class MeasuredSource {
  readonly #announced: SourceInfo;
  readonly #forget: () => void;
  #gops: { readonly before: number; readonly last: number; readonly open: number } | null = null;
  #gopSeconds: number | null = null;
  #bitrates: number[] = [];
  #bitrate: number | null = null;

  /** `onNews`: what `info` says has changed. */
  constructor(feed: ProgrammeFeed, onNews: () => void) {
    this.#announced = feed.source;
    this.#forget = feed.onNewest(() => {
      const figures = feed.figures();
      if (figures !== null && this.#look(figures)) onNews();
    });
  }

  /** The source as announced, with what was measured since. */
  info(): SourceInfo {
    const { video, audio } = this.#announced;
    if (video === null) return this.#announced;
    const gopSeconds = video.gopSeconds ?? this.#gopSeconds;
    return { video: { ...video, gopSeconds, bitrate: video.bitrate ?? this.#bitrate }, audio };
  }

  stop(): void {
    this.#forget();
  }

  #look(figures: FeedFigures): boolean {
    const hasGopNews = this.#lookAtGop(figures);
    const hasBitrateNews = this.#lookAtBitrate(figures);
    return hasGopNews || hasBitrateNews;
  }

  #lookAtGop({ gopSeconds, openGopSeconds = null }: FeedFigures): boolean {
    const open = openGopSeconds ?? 0;
    if (gopSeconds !== null) {
      const known = this.#gops;
      if (known === null) this.#gops = { before: gopSeconds, last: gopSeconds, open };
      else {
        const isAnother = gopSeconds !== known.last || open < known.open;
        this.#gops = { before: isAnother ? known.last : known.before, last: gopSeconds, open };
      }
    }
    const complete = this.#gops === null ? 0 : Math.min(this.#gops.before, this.#gops.last);
    const found = Math.max(complete, open >= openGopCountsFromSeconds ? Math.floor(open) : 0);
    const known = this.#gopSeconds ?? 0;
    // while a GOP stays open it grows with every look
    if (found <= known + gopStepSeconds || (known >= openGopCountsFromSeconds && found > complete)) return false;
    this.#gopSeconds = found;
    return this.#announced.video?.gopSeconds === null;
  }

  #lookAtBitrate({ bitrate }: FeedFigures): boolean {
    this.#bitrates = [...this.#bitrates, bitrate].slice(-bitrateWindow);
    if (this.#bitrates.length < bitrateWindow) return false;
    const mean = this.#bitrates.reduce((sum, each) => sum + each, 0) / bitrateWindow;
    const picture = Math.round(Math.max(0, mean - (this.#announced.audio?.bitrate ?? 0)));
    if (picture <= (this.#bitrate ?? 0) * bitrateStep) return false;
    this.#bitrate = picture;
    return this.#announced.video?.bitrate === null;
  }
}
