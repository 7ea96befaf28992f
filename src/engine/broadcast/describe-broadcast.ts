import type { Link, RenditionInfo, StageName, StageState } from '../../shared/domain.js';
import type { Publication } from '../../shared/publication.js';
import type { ActiveBroadcast } from '../../shared/studio-state.js';
import type { BroadcastArchive } from '../archive/broadcast-archive.js';
import type { BroadcastRow } from '../archive/journal.js';
import type { RenditionTimeline } from '../package/rendition-timeline.js';
import { masterVariants } from '../publish/master-variants.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { ActiveRun } from './active-run.js';
import type { ProgrammeFeed } from './feed.js';

export interface BroadcastSnapshot {
  readonly row: BroadcastRow;
  readonly links: Link[];
  readonly publication: Publication | null;
  readonly feed: ProgrammeFeed | null;
  readonly run: ActiveRun | null;
  readonly plan: LadderPlan | null;
  readonly archive: BroadcastArchive;
  readonly stages: Record<StageName, StageState>;
  readonly reconnectUntilMs: number | null;
  readonly lagSeconds: number | null;
  readonly cpuCores: number | null;
}

/** The broadcast as the studio sees it. */
export function describeBroadcast(from: BroadcastSnapshot): ActiveBroadcast {
  const { row, archive, feed, run } = from;
  const timelines = archive.timelines;
  const figures = feed?.figures() ?? null;
  const leader = timelines[0];
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    visibility: row.visibility,
    status: row.status,
    programme: row.programme,
    createdAtMs: row.createdAtMs,
    liveAtMs: row.liveAtMs,
    reconnectUntilMs: from.reconnectUntilMs,
    discontinuities: archive.discontinuities,
    source: feed?.source ?? null,
    renditions: describeRenditions(timelines, row.targetDurationSeconds, from.plan),
    stages: { ...from.stages, publish: publishStage(from) },
    figures: {
      // what ffmpeg reads by itself is known from its probe only
      inputBitrate: figures?.bitrate ?? feed?.source.video?.bitrate ?? null,
      inputFps: figures?.fps ?? feed?.source.video?.fps ?? null,
      gopSeconds: figures?.gopSeconds ?? feed?.source.video?.gopSeconds ?? null,
      speed: run?.progress?.speed ?? null,
      lagSeconds: from.lagSeconds,
      droppedFrames: run?.progress?.droppedFrames ?? 0,
      duplicatedFrames: run?.progress?.duplicatedFrames ?? 0,
      segmentSeconds: row.segmentSeconds,
      segments: leader?.segments.length ?? 0,
      archiveBytes: timelines.reduce((sum, timeline) => sum + timeline.sizeBytes, 0),
      durationSeconds: run?.packing.programmeSeconds ?? archive.durationSeconds,
      cpuCores: from.cpuCores,
    },
    links: from.links,
    publication: from.publication,
    // the relay desk puts them in: no broadcast knows of them
    relays: [],
  };
}

/** With a bucket its state is the stage's: what goes wrong there leaves the archive as it is. */
function publishStage({ stages, publication }: BroadcastSnapshot): StageState {
  if (publication === null) return stages.publish;
  const { status, reason } = publication;
  if (status === 'starting') return { status: 'starting', reason };
  if (status === 'live' || status === 'complete') return { status: 'ok', reason };
  return { status: status === 'blocked' || status === 'held' ? 'failed' : 'degraded', reason };
}

/**
 * The ladder with its bandwidths, as the master playlist declares them. A rung that the plan lacks is shed; without a plan
 * (after a restart, while the encoder is waited for) one whose newest segments are not there.
 */
export function describeRenditions(
  timelines: readonly RenditionTimeline[],
  targetDurationSeconds: number,
  plan: LadderPlan | null,
): RenditionInfo[] {
  const { variants } = masterVariants(timelines, { targetDurationSeconds, ended: false });
  return timelines.map((timeline) => {
    const { row } = timeline;
    const variant = variants.find((candidate) => candidate.name === row.name);
    const isMade = plan === null ? goesOn(timeline) : plan.video.some((rung) => rung.name === row.name);
    return {
      name: row.name,
      kind: row.kind,
      width: row.width,
      height: row.height,
      fps: row.fps,
      codecs: row.codecs,
      copied: row.copied,
      bandwidth: Math.ceil(variant?.bandwidth ?? row.maxBitrate ?? 0),
      averageBandwidth: Math.ceil(variant?.averageBandwidth ?? row.maxBitrate ?? 0),
      status: row.kind === 'audio' || isMade ? 'active' : 'shed',
    };
  });
}

/** A single gap at the end is what a crash left uneven (archive/repair.ts). */
function goesOn(timeline: RenditionTimeline): boolean {
  return timeline.segments.slice(-2).some(({ state }) => state === 'closed');
}

/** Rungs that the archive has and the plan has not. */
export function goneRungs(timelines: readonly RenditionTimeline[], plan: LadderPlan): string[] {
  const planned = new Set(plan.video.map(({ name }) => name));
  return timelines.flatMap(({ row }) => (row.kind === 'video' && !planned.has(row.name) ? [row.name] : []));
}
