import { AppError, toAppError } from '../../shared/errors.js';
import { isListed } from '../../shared/visibility.js';
import { segmentSlackSeconds } from '../../shared/keyframes.js';
import { latencyProfiles } from '../../shared/latency-profiles.js';
import type { Link, Programme, Reason, SourceInfo } from '../../shared/domain.js';
import type { Publication } from '../../shared/publication.js';
import type { PublicSettings } from '../../shared/settings.js';
import type { ActiveBroadcast } from '../../shared/studio-state.js';
import type { DiskReserve } from '../archive/disk-reserve.js';
import type { LivePart } from '../archive/live-part.js';
import type { BroadcastRow, Journal, SegmentRow } from '../archive/journal.js';
import { repairArchive } from '../archive/repair.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { BroadcastFacts } from '../publish/channel-publisher.js';
import type { Destination } from '../publish/destination.js';
import type { Service } from '../service.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { Transcoder } from '../transcode/transcoder.js';
import { viewerWords } from '../viewer-words.js';
import { Broadcast } from './broadcast.js';
import { newBroadcastId } from './broadcast-id.js';
import type { BroadcastWish } from './broadcast-wish.js';
import type { ProgrammeFeed } from './feed.js';
import type { PlanWish } from './feed-runner.js';
import type { ProgrammeAudience } from './programme-audience.js';

export interface BroadcastManagerDeps {
  readonly journal: Journal;
  readonly root: string;
  /** Room for closing a broadcast on a full disk: held from the start, and again for each broadcast. */
  readonly reserve: DiskReserve;
  readonly channel: string;
  readonly settings: () => PublicSettings;
  readonly destination: Destination;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly transcoder: () => Transcoder;
  /** `row`: of the broadcast that it is for. */
  readonly plan: (row: BroadcastRow, source: SourceInfo, isLive: boolean, wish: PlanWish) => LadderPlan;
  readonly onEncoderTrouble: () => boolean;
  readonly cpuCores: () => number | null;
  readonly links: (row: BroadcastRow) => Link[];
  readonly publication: (broadcastId: string) => Publication | null;
  readonly hasPoster: (row: BroadcastRow) => boolean;
  readonly onActive: (state: ActiveBroadcast | null) => void;
  readonly onRow: (row: BroadcastRow, facts: BroadcastFacts) => Promise<void>;
  /** Stored, and not begun yet. */
  readonly onBegin: (row: BroadcastRow) => void;
  readonly onSegment: (segment: SegmentRow) => void;
  readonly onPart?: (row: BroadcastRow, part: LivePart) => void;
  readonly onNotice: (level: 'info' | 'warning' | 'error', reason: Reason) => void;
  readonly onPlayable: (row: BroadcastRow) => void;
  readonly onEnded: (row: BroadcastRow) => void;
  /** Who sends it on to elsewhere. */
  readonly audience?: ProgrammeAudience;
}

/** Who waits for a broadcast's end, and who is told that it can be played. */
interface Waiters {
  readonly ended: Promise<BroadcastRow>;
  readonly settle: (row: BroadcastRow) => void;
}

/** A live playlist lists no more: where segments are short, it would soon weigh as much as they do. */
const mostListedSegments = 300;

/** Keeps the one broadcast that is on. At its start it repairs what a crash left, and goes on with it where it may. */
export class BroadcastManager implements Service {
  readonly name = 'broadcasts';
  readonly #deps: BroadcastManagerDeps;
  readonly #waiters = new Map<string, Waiters>();
  #active: Broadcast | null = null;
  #started: Promise<void> | null = null;
  #isStopping = false;

  constructor(deps: BroadcastManagerDeps) {
    this.#deps = deps;
  }

  get active(): Broadcast | null {
    return this.#active;
  }

  start(): Promise<void> {
    this.#started ??= this.#repair();
    return this.#started;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#active?.end();
  }

  /**
   * Begins a broadcast with its first feed. Throws `broadcast.busy` while another one is on, `broadcast.not-found` for a show
   * that has had its broadcast already.
   */
  async begin(programme: Programme, feed: ProgrammeFeed, wish: BroadcastWish = {}): Promise<Broadcast> {
    if (this.#isStopping) throw new AppError('engine.shutting-down', 'Expected a running engine');
    if (this.#active !== null) throw new AppError('broadcast.busy', 'Expected no other broadcast to be on');
    if (wish.showId !== undefined && this.#deps.journal.broadcastOfShow(wish.showId) !== null) {
      throw new AppError('broadcast.not-found', 'Expected a new show, got one whose broadcast was ended');
    }
    const row = this.#newRow(programme, wish);
    const broadcast = this.#create(row);
    this.#active = broadcast;
    try {
      await this.#deps.reserve.hold();
      this.#deps.journal.insertBroadcast(row);
      this.#deps.onBegin(row);
      await broadcast.start();
      if (!(await broadcast.attachWhenFree(feed))) {
        throw new AppError('engine.shutting-down', 'Expected the broadcast to go on');
      }
    } catch (error) {
      this.#active = null;
      this.#deps.onActive(null);
      throw toAppError(error, 'archive.write-failed');
    }
    return broadcast;
  }

  /** The active broadcast. Throws `broadcast.not-found` when `id` is not on. */
  get(id: string): Broadcast {
    if (this.#active?.row.id !== id) throw new AppError('broadcast.not-found', `Expected ${id} to be on`);
    return this.#active;
  }

  /** Resolves when the broadcast is over (at once when it is already). Throws `broadcast.not-found`. */
  async ended(id: string): Promise<BroadcastRow> {
    const waiters = this.#waiters.get(id);
    if (waiters !== undefined) return waiters.ended;
    const row = this.#deps.journal.broadcast(id);
    if (row === null) throw new AppError('broadcast.not-found', `Expected a broadcast, got ${id}`);
    return row;
  }

  #create(row: BroadcastRow): Broadcast {
    const { onActive, onPlayable, onEnded, onPart, audience, ...deps } = this.#deps;
    let settle = (_row: BroadcastRow): void => undefined;
    const ended = new Promise<BroadcastRow>((resolve) => {
      settle = resolve;
    });
    this.#waiters.set(row.id, { ended, settle });
    const broadcast: Broadcast = new Broadcast({
      ...deps,
      // a rehearsal, or what is only recorded, is nobody else's business
      ...(audience !== undefined && isListed(row) ? { audience } : {}),
      row,
      segmentSeconds: row.segmentSeconds,
      logger: deps.logger.child({ broadcast: row.id }),
      plan: (feed, wish) => deps.plan(row, feed.source, feed.isLive, wish),
      onState: (state) => {
        if (this.#active === broadcast) onActive(state);
      },
      onPlayable: () => onPlayable(broadcast.row),
      onPart: (part) => onPart?.(broadcast.row, part),
      onEnded: (ended) => {
        if (this.#active === broadcast) {
          this.#active = null;
          onActive(null);
        }
        audience?.ended(ended.id);
        this.#waiters.get(ended.id)?.settle(ended);
        onEnded(ended);
      },
    });
    return broadcast;
  }

  #newRow(programme: Programme, wish: BroadcastWish): BroadcastRow {
    const { clock, settings, channel } = this.#deps;
    const { stream } = settings();
    const { segmentSeconds, partSeconds } = latencyProfiles[stream.latency];
    const createdAtMs = clock.now();
    return {
      id: newBroadcastId(createdAtMs),
      channel,
      title: wish.title ?? defaultTitle(programme, createdAtMs),
      description: wish.description ?? '',
      visibility: wish.visibility ?? 'public',
      showId: wish.showId ?? null,
      programme,
      status: 'starting',
      repaired: false,
      createdAtMs,
      liveAtMs: null,
      endedAtMs: null,
      lastMediaAtMs: null,
      // every EXTINF, rounded, must not be above it (RFC 8216bis §4.4.3.1)
      targetDurationSeconds: Math.round(segmentSeconds + segmentSlackSeconds(segmentSeconds) - 0.001),
      segmentSeconds,
      partSeconds,
      reconnectWindowSeconds: stream.reconnectWindowSeconds,
      liveWindowSeconds: Math.min(stream.liveWindowSeconds, segmentSeconds * mostListedSegments),
      durationSeconds: null,
      sizeBytes: null,
    };
  }

  async #repair(): Promise<void> {
    const { journal, root, logger, clock, channel, reserve } = this.#deps;
    const unfinished = await repairArchive({ journal, root, logger }, channel);
    await reserve.hold();
    // oldest first: what is written last into the channel's permanent URL is the newest
    for (const row of unfinished.toReversed()) {
      this.#deps.onNotice('warning', { code: 'archive.repaired', details: { title: row.title } });
      const fullMs = row.reconnectWindowSeconds * 1000;
      // a clock that was set back meanwhile makes it no longer
      const windowMs = Math.min(fullMs, (row.lastMediaAtMs ?? 0) + fullMs - clock.now());
      const mayResume = row.programme.kind === 'encoder' && row.status !== 'ending' && row.liveAtMs !== null;
      const broadcast = this.#create(row);
      if (mayResume && windowMs > 0 && this.#active === null) {
        this.#active = broadcast;
        await broadcast.start({ windowMs });
        this.#deps.onNotice('info', { code: 'broadcast.resumed-after-crash', details: { title: row.title } });
      } else {
        await broadcast.end();
      }
    }
  }
}

function defaultTitle(programme: Programme, atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const day = `${date} ${two(at.getHours())}:${two(at.getMinutes())}`;
  return programme.kind === 'test' ? viewerWords.testProgramme(day) : viewerWords.broadcast(day);
}
