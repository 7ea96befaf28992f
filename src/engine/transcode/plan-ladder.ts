import type { SourceInfo } from '../../shared/domain.js';
import { ladderSides } from '../../shared/ladder-sides.js';
import { rungFps } from '../../shared/rung-fps.js';
import { whyNotCopied } from './copy-decision.js';
import { tableBitrate } from './ladder-table.js';
import { planAudio } from './plan-audio.js';
import type { LadderPlan, VideoRungPlan } from './plan.js';
import { rungSize } from './rung-size.js';

type EncodeReason = NonNullable<LadderPlan['encodeReason']>;

/** A source; the probe of a file knows more of it. */
export type LadderSource = SourceInfo & { readonly rotated?: boolean; readonly interlaced?: boolean };

export interface LadderRequest {
  readonly source: LadderSource;
  readonly preset: 'auto' | 'economy';
  readonly segmentSeconds: number;
  /** False: every rung and the sound are encoded, whatever the source is. */
  readonly copyAllowed: boolean;
  /** Rungs to leave out because the machine cannot keep up. */
  readonly shed: number;
  /** False for a finite file: only there is the source's bitrate an average that the lower rungs can be held to. */
  readonly live: boolean;
  /** Why the top rung must be encoded though the source looks fit to be copied. */
  readonly mustReencode?: EncodeReason;
}

/** Ceiling of an encoded rung over its average: within Apple's rule (peak ≤ 2 × average), and close for steady lines. */
const ceilingFactor = 1.2;

/**
 * Plans what one ffmpeg shall make of a source: at most four rungs, top first, in the source's shape, never larger than
 * it, every side even, and the sound. The top is copied when it can be, else encoded to H.264. A rung is named by its
 * short side (`720p`, for a portrait picture, too). Shedding takes the most expensive encoded rung first, that is the
 * largest; one rung always stays.
 */
export function planLadder(request: LadderRequest): LadderPlan {
  const { source, copyAllowed } = request;
  const audio = planAudio(source.audio, copyAllowed);
  if (source.video === null) return { video: [], audio, encodeReason: null };
  const reason = whyNotAsItIs(source) ?? request.mustReencode ?? whyNotCopied(source.video, request.segmentSeconds);
  const isCopied = copyAllowed && reason === null;
  const rungs = makeRungs(request, source.video, isCopied);
  const kept = shedRungs(rungs, request.shed);
  return { video: kept, audio, encodeReason: isCopied ? null : reason };
}

/** These come first: interlacing is a reason that changes how the picture is encoded, too. */
function whyNotAsItIs({ rotated, interlaced }: LadderSource): EncodeReason | null {
  if (interlaced === true) return { code: 'source.interlaced', details: {} };
  // Players of HLS ignore the container's rotation; ffmpeg's decoder has turned the picture already.
  return rotated === true ? { code: 'source.rotated', details: {} } : null;
}

function makeRungs(
  { preset, live }: LadderRequest,
  video: NonNullable<SourceInfo['video']>,
  isCopied: boolean,
): VideoRungPlan[] {
  const shortSide = Math.min(video.width, video.height);
  const sides = ladderSides(shortSide, preset, isCopied);
  const rungs: VideoRungPlan[] = [];
  for (const [index, side] of sides.entries()) {
    const copied = isCopied && index === 0;
    const size = copied ? { width: video.width, height: video.height } : rungSize(video, side);
    const fps = copied ? null : rungFps(side, video.fps);
    const table = tableBitrate(size.width, size.height, fps ?? video.fps);
    const above = rungs.at(-1);
    const ceiling = !live && above !== undefined ? above.averageBitrate * 0.75 : Infinity;
    const average = copied ? (video.bitrate ?? table) : Math.round(Math.min(table, ceiling));
    rungs.push({
      name: `${Math.min(size.width, size.height)}p`,
      ...size,
      fps,
      copied,
      averageBitrate: average,
      maxBitrate: copied ? null : Math.round(average * ceilingFactor),
    });
  }
  return rungs;
}

function shedRungs(rungs: readonly VideoRungPlan[], shed: number): VideoRungPlan[] {
  const copied = rungs.filter((rung) => rung.copied);
  const encoded = rungs.filter((rung) => !rung.copied);
  const removable = copied.length > 0 ? encoded.length : encoded.length - 1;
  return [...copied, ...encoded.slice(Math.max(0, Math.min(shed, removable)))];
}
