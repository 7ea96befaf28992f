import type { MessagePort } from 'node:worker_threads';
import type { ProgrammeFeed } from '../../broadcast/feed.js';
import type { PlannedProgramme, ProgrammeAudience } from '../../broadcast/programme-audience.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { ProcessOwner } from '../../process/owned-process.js';
import type { EncoderProfile } from '../../transcode/encoder-profile.js';
import type { LadderPlan } from '../../transcode/plan.js';
import type { EncodeTrouble } from '../encode/encode-feed.js';
import { enhancedPort } from '../flv/enhanced-port.js';
import type { RelayFeedPlan } from '../plan/relay-feed-plan.js';
import type { RelayFeeds, RelayProgramme } from '../relay-feeds.js';
import type { FlvReadingFfmpeg } from '../srt/carried.js';
import { EncodeSource } from './encode-source.js';
import { feedIdOf } from './feed-id.js';
import { MeasuredSource } from './measured-source.js';
import type { ProgrammeFeedSource } from './programme-feed-source.js';
import { RungSource } from './rung-source.js';
import { TappedSource } from './tapped-source.js';
import { WatcherFan } from './watcher-fan.js';

export interface ProgrammeFeedsDeps {
  readonly ffmpeg: FlvReadingFfmpeg;
  readonly owner: ProcessOwner;
  readonly encoder: () => EncoderProfile;
  readonly onEncoderTrouble: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The feed can be opened (again); a port that was opened before has come to its end. */
  readonly onBegins: (feedId: string) => void;
  /** Nobody reads it any more. */
  readonly onOver: (feedId: string) => void;
  /** An encode that a feed is made by keeps ending; null: it is well again. */
  readonly onTrouble: (feedId: string, trouble: EncodeTrouble | null) => void;
  readonly onProgramme: (programme: RelayProgramme) => void;
  /** The same programme; more is known of its source. */
  readonly onMeasured: (programme: RelayProgramme) => void;
  readonly onEnded: () => void;
}

interface Entry {
  readonly source: ProgrammeFeedSource;
  readonly readers: Set<string>;
}

/** From this version on ffmpeg reads the pictures of enhanced RTMP. */
const enhancedFrom = { major: 6, minor: 1 };

/**
 * Makes the feeds of relays out of what a broadcast has: the encoder's own packets, rungs of the ladder, encodes. Relays with the
 * same plan share one feed; one that nobody reads is let go of.
 */
export class ProgrammeFeeds implements RelayFeeds, ProgrammeAudience {
  readonly watcher = new WatcherFan();
  readonly #deps: ProgrammeFeedsDeps;
  readonly #readsEnhancedVideo: boolean;
  readonly #entries = new Map<string, Entry>();
  readonly #feedOf = new Map<string, string>();
  #programme: PlannedProgramme | null = null;
  /** Of whose programme the feeds are made. */
  #broadcastId: string | null = null;
  #measured: MeasuredSource | null = null;
  #stays = 0;

  constructor(deps: ProgrammeFeedsDeps) {
    this.#deps = deps;
    const { major = 0, minor = 0 } = deps.ffmpeg;
    const { major: from, minor: andFrom } = enhancedFrom;
    this.#readsEnhancedVideo = major > from || (major === from && minor >= andFrom);
  }

  planned(programme: PlannedProgramme): void {
    this.#forgetFormerShow(programme.broadcastId);
    const isOtherStay = this.#programme?.feed !== programme.feed;
    this.#programme = programme;
    if (isOtherStay) this.#measure(programme.feed);
    for (const { source } of this.#entries.values()) source.programmeChanged(programme, isOtherStay);
    this.#deps.onProgramme(this.#described(programme));
  }

  ended(broadcastId: string): void {
    if (this.#programme?.broadcastId !== broadcastId) return;
    this.#programme = null;
    this.#measured?.stop();
    this.#measured = null;
    this.#deps.onEnded();
  }

  want(relayId: string, plan: RelayFeedPlan): string {
    const feedId = feedIdOf(plan);
    const before = this.#feedOf.get(relayId);
    if (before === feedId) return feedId;
    const known = this.#entries.get(feedId);
    const entry = known ?? { source: this.#make(feedId, plan), readers: new Set() };
    this.#entries.set(feedId, entry);
    entry.readers.add(relayId);
    this.#feedOf.set(relayId, feedId);
    // only once the relay was given the other one: without any feed it would hang up
    if (before !== undefined) queueMicrotask(() => this.#leave(relayId, before));
    if (known === undefined) entry.source.begin();
    return feedId;
  }

  release(relayId: string): void {
    const feedId = this.#feedOf.get(relayId);
    this.#feedOf.delete(relayId);
    if (feedId !== undefined) this.#leave(relayId, feedId);
  }

  droppedFrames(relayId: string): number {
    const feedId = this.#feedOf.get(relayId);
    return feedId === undefined ? 0 : (this.#entries.get(feedId)?.source.droppedFrames ?? 0);
  }

  /** A new port to a feed; null while there is nothing to send. */
  open(feedId: string): MessagePort | null {
    return this.#entries.get(feedId)?.source.open() ?? null;
  }

  /** Its readers may not have let go of it yet: nothing of another show is ever theirs. */
  #forgetFormerShow(broadcastId: string): void {
    if (this.#broadcastId !== broadcastId) for (const relayId of [...this.#feedOf.keys()]) this.release(relayId);
    this.#broadcastId = broadcastId;
  }

  #measure(feed: ProgrammeFeed): void {
    this.#stays += 1;
    this.#measured?.stop();
    this.#measured = new MeasuredSource(feed, () => {
      if (this.#programme?.feed === feed) this.#deps.onMeasured(this.#described(this.#programme));
    });
  }

  #described({ broadcastId, feed, ladder, segmentSeconds }: PlannedProgramme): RelayProgramme {
    const source = feed.tap === undefined ? null : (this.#measured?.info() ?? feed.source);
    const readsEnhancedVideo = this.#readsEnhancedVideo;
    return { broadcastId, stay: this.#stays, source, ladder, segmentSeconds, readsEnhancedVideo };
  }

  #leave(relayId: string, feedId: string): void {
    const entry = this.#entries.get(feedId);
    // it may have come back to it meanwhile
    if (entry === undefined || this.#feedOf.get(relayId) === feedId) return;
    entry.readers.delete(relayId);
    if (entry.readers.size > 0) return;
    this.#entries.delete(feedId);
    this.#deps.onOver(feedId);
    entry.source.close().catch((error: unknown) => {
      this.#deps.logger.warn({ err: error, feedId }, 'a feed was not closed');
    });
  }

  #make(feedId: string, plan: RelayFeedPlan): ProgrammeFeedSource {
    const { logger } = this.#deps;
    const onBegins = (): void => this.#deps.onBegins(feedId);
    if (plan.kind === 'source') return new TappedSource({ openTap: () => this.#tap(plan.isEnhanced), onBegins });
    if (plan.kind === 'rendition') {
      const ladder = this.#programme?.ladder ?? { video: [], audio: null, encodeReason: null };
      const { name } = plan;
      const choose = ({ audio }: LadderPlan): string | null => (name === audio?.name ? null : name);
      return new RungSource({ watcher: this.watcher, ladder, choose, onBegins, logger });
    }
    return new EncodeSource({
      ...this.#deps,
      encode: plan,
      watcher: this.watcher,
      programme: this.#programme,
      readsEnhancedVideo: this.#readsEnhancedVideo,
      openTap: () => this.#tap(true),
      onBegins,
      onTrouble: (trouble) => this.#deps.onTrouble(feedId, trouble),
    });
  }

  /** `asEnhanced`: HEVC as those take it who never heard of the older form. */
  #tap(asEnhanced: boolean): MessagePort | null {
    const feed = this.#programme?.feed;
    const port = feed?.tap?.() ?? null;
    const isHevc = feed?.source.video?.codec.toLowerCase() === 'hevc';
    return port !== null && asEnhanced && isHevc ? enhancedPort(port) : port;
  }
}
