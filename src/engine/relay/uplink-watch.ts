import { isDeepStrictEqual } from 'node:util';
import { isBeforeProgramme } from '../../shared/before-programme.js';
import type { SourceInfo } from '../../shared/domain.js';
import type { NextRelay, UplinkBudget } from '../../shared/relays.js';
import type { ActiveBroadcast, StudioState } from '../../shared/studio-state.js';
import { isListed } from '../../shared/visibility.js';
import type { StateStore } from '../serve/studio-api.js';
import type { Service } from '../service.js';
import { estimateRelays } from './plan/relay-estimate.js';
import type { MeasuredLine } from './measured-line.js';
import { uplinkBudget } from './plan/uplink-budget.js';

/** Smaller changes of what is measured all the time are none: bits per second. */
const stepBits = 50_000;
/** The ffmpeg from which on enhanced RTMP's pictures are read (srt/carried.ts). */
const enhancedFrom = [6, 1] as const;

export interface UplinkWatchDependencies {
  readonly state: StateStore;
  /** Whom the next broadcast takes along, in the creator's order. */
  readonly enabledIds: () => readonly string[];
  /** What the newest encoder of earlier runs sent; null where none is known. */
  readonly formerSource: () => SourceInfo | null;
  /** What the line carried in earlier runs. */
  readonly line: Pick<MeasuredLine, 'read' | 'keep'>;
}

/**
 * Keeps in the state what relays will be fed with, what ladder and relays take of the line, and whether it carries them: as
 * an estimate before a broadcast has its programme, from what it really has afterwards.
 */
export class UplinkWatch implements Service {
  readonly name = 'uplink-watch';
  readonly #deps: UplinkWatchDependencies;
  #unsubscribe: () => void = () => undefined;
  /** Of this run's encoders, the newest; else of earlier ones. */
  #lastSource: SourceInfo | null = null;
  #lineBitsPerSecond: number | null = null;

  constructor(deps: UplinkWatchDependencies) {
    this.#deps = deps;
  }

  start(): Promise<void> {
    this.#lastSource = this.#deps.formerSource();
    this.#lineBitsPerSecond = this.#deps.line.read();
    this.#unsubscribe = this.#deps.state.subscribe(() => this.#look());
    this.#look();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#unsubscribe();
    return Promise.resolve();
  }

  #look(): void {
    const { state, enabledIds } = this.#deps;
    const current = state.get();
    const { broadcast } = current;
    if (broadcast?.programme.kind === 'encoder') this.#lastSource = sourceSeen(broadcast) ?? this.#lastSource;
    const nextRelays = nextRelaysOf(current, enabledIds(), this.#lastSource);
    this.#measured(current.doctor?.report.upload?.bitsPerSecond ?? null);
    const uplink = uplinkOf({ ...current, nextRelays }, this.#lineBitsPerSecond);
    if (isDeepStrictEqual(current.nextRelays, nextRelays) && isDeepStrictEqual(current.uplink, uplink)) return;
    state.update((draft) => {
      draft.nextRelays = nextRelays;
      draft.uplink = uplink;
    });
  }

  #measured(bitsPerSecond: number | null): void {
    if (bitsPerSecond === null || bitsPerSecond === this.#lineBitsPerSecond) return;
    this.#lineBitsPerSecond = bitsPerSecond;
    try {
      this.#deps.line.keep(bitsPerSecond);
    } catch {
      // a full disk is told elsewhere; this run knows it all the same
    }
  }
}

/**
 * Those of `enabledIds` with what they will get in the broadcast that waits for its programme, else in the next one, whose
 * encoder will probably send what the last one did. None while a show is on that is not public: it is sent to nobody.
 */
export function nextRelaysOf(
  { broadcast, engine, relays, settings }: Pick<StudioState, 'broadcast' | 'engine' | 'relays' | 'settings'>,
  enabledIds: readonly string[],
  lastSource: SourceInfo | null,
): NextRelay[] {
  if (broadcast !== null && !isListed(broadcast)) return [];
  const rows = enabledIds.flatMap((id) => relays.find((relay) => relay.id === id) ?? []);
  const waiting = isBeforeProgramme(broadcast) ? broadcast : null;
  const programme = waiting?.programme.kind ?? 'encoder';
  // what a camera or a file is like, no encoder tells
  const source = waiting?.source ?? (programme === 'encoder' ? lastSource : null);
  const readsEnhancedVideo = isAtLeast(engine.ffmpeg?.version ?? '', enhancedFrom);
  return estimateRelays(rows, { programme, source, stream: settings.stream, readsEnhancedVideo }).map(
    ({ feed, ...rest }) => ({
      ...rest,
      feed: { ...feed, bitrate: rounded(feed.bitrate) },
    }),
  );
}

/**
 * The line that the broadcast needs that is on, else the one that `nextRelays` go along with. Null where no relay goes along, as with a show that is not public:
 * the bucket's own need is told by the estimate. `lineBitsPerSecond`: what the line carries; null: not measured.
 */
export function uplinkOf(
  {
    broadcast,
    estimate,
    relays: saved,
    nextRelays,
  }: Pick<StudioState, 'broadcast' | 'estimate' | 'relays' | 'nextRelays'>,
  lineBitsPerSecond: number | null,
): UplinkBudget | null {
  if (broadcast !== null && !isListed(broadcast)) return null;
  const isAhead = broadcast === null || isBeforeProgramme(broadcast);
  // without its key none begins
  const canBegin = ({ relayId }: NextRelay) => saved.some(({ id, hasKey }) => id === relayId && hasKey);
  const relays = isAhead
    ? nextRelays.filter(canBegin).map(({ relayId, feed }) => ({ relayId, bitrate: feed.bitrate }))
    : broadcast.relays
        .filter(({ status }) => status !== 'idle' && status !== 'failed')
        .map(({ relayId, feed, bitrate }) => ({ relayId, bitrate: rounded(feed?.bitrate ?? bitrate) }));
  if (relays.length === 0) return null;
  const ladder = isAhead ? (estimate?.uplinkBitsPerSecond ?? 0) : ladderOf(broadcast);
  return uplinkBudget({
    ladderBitsPerSecond: rounded(ladder) ?? 0,
    relays,
    uplinkBitsPerSecond: lineBitsPerSecond,
  });
}

/** What the encoder says of its stream, with the distance of keyframes that was measured where it says none. */
function sourceSeen({ source, figures }: ActiveBroadcast): SourceInfo | null {
  if (source === null || source.video === null) return source;
  const measured = figures.gopSeconds === null ? null : Math.round(figures.gopSeconds * 10) / 10;
  return { ...source, video: { ...source.video, gopSeconds: source.video.gopSeconds ?? measured } };
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, first, second] = /^n?(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}

/** What publishing takes: each picture, and the sound once (a variant's bandwidth holds both); 0 without a bucket. */
function ladderOf({ publication, renditions }: ActiveBroadcast): number {
  if (publication === null) return 0;
  const sound = renditions.find(({ kind }) => kind === 'audio')?.averageBandwidth ?? 0;
  const pictures = renditions.filter(({ kind, status }) => kind === 'video' && status === 'active');
  if (pictures.length === 0) return sound;
  return pictures.reduce((sum, { averageBandwidth }) => sum + Math.max(0, averageBandwidth - sound), sound);
}

function rounded(bits: number | null): number | null {
  return bits === null ? null : Math.round(bits / stepBits) * stepBits;
}
