import type { RenditionRow } from '../../archive/journal.js';
import type { LadderPlan } from '../../transcode/plan.js';
import { planLadder } from '../../transcode/plan-ladder.js';

/** A broadcast that is over, as far as the next one may be like it. */
export interface FormerBroadcast {
  /** Top first, the sound among them. */
  readonly renditions: readonly Pick<RenditionRow, 'name' | 'kind' | 'width' | 'height' | 'fps' | 'copied'>[];
  readonly durationSeconds: number;
  /** Of all renditions. */
  readonly sizeBytes: number;
}

export interface ExpectedLadder {
  readonly basis: 'newest-broadcast' | 'typical';
  /** Top first, the sound last. Bits per second, average. */
  readonly renditions: readonly { readonly name: string; readonly bitrate: number }[];
}

/** What most encoders send. */
const typical = { width: 1920, height: 1080, fps: 30, copied: true };

/**
 * The ladder that the next broadcast will probably have. Creators seldom change their encoder, so it is planned for a source
 * like the former one's, with the ladder setting of now; where that makes the renditions it had, its real bytes count.
 */
export function expectedLadder(request: {
  readonly former: FormerBroadcast | null;
  readonly preset: 'auto' | 'economy';
  readonly segmentSeconds: number;
}): ExpectedLadder {
  const { former } = request;
  const top = former?.renditions.find(({ kind }) => kind === 'video');
  const planned = renditionsOf(
    planFor(
      { width: top?.width ?? typical.width, height: top?.height ?? typical.height, fps: top?.fps ?? typical.fps },
      top?.copied ?? typical.copied,
      request,
    ),
  );
  const had = former?.renditions.map(({ name }) => name).join('/');
  if (former === null || had !== planned.map(({ name }) => name).join('/') || former.durationSeconds <= 0) {
    return { basis: 'typical', renditions: planned };
  }
  // How its bytes divide among the renditions hardly matters: the sum is what is sent and kept.
  const measured = (former.sizeBytes * 8) / former.durationSeconds;
  const share = measured / planned.reduce((sum, { bitrate }) => sum + bitrate, 0);
  return {
    basis: 'newest-broadcast',
    renditions: planned.map(({ name, bitrate }) => ({ name, bitrate: bitrate * share })),
  };
}

function planFor(
  picture: { readonly width: number; readonly height: number; readonly fps: number },
  copied: boolean,
  { preset, segmentSeconds }: { readonly preset: 'auto' | 'economy'; readonly segmentSeconds: number },
): LadderPlan {
  return planLadder({
    source: {
      video: {
        codec: 'h264',
        profile: 'High',
        pixelFormat: 'yuv420p',
        ...picture,
        gopSeconds: segmentSeconds,
        bitrate: null,
      },
      audio: { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: null },
    },
    preset,
    segmentSeconds,
    copyAllowed: copied,
    shed: 0,
    live: true,
  });
}

function renditionsOf({ video, audio }: LadderPlan): { name: string; bitrate: number }[] {
  const pictures = video.map(({ name, averageBitrate }) => ({ name, bitrate: averageBitrate }));
  return audio === null ? pictures : [...pictures, { name: audio.name, bitrate: audio.averageBitrate }];
}
