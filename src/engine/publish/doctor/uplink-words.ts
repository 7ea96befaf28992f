import { ladderTable } from '../../transcode/ladder-table.js';
import { planLadder } from '../../transcode/plan-ladder.js';

/** The rest is for retries, playlists and whatever else uses the line. */
const usableShare = 0.8;
/** A smaller picture with its whole ladder is better for viewers than a larger one with hardly any. */
const mostLeftOut = 1;
const widescreen = 16 / 9;

interface Rung {
  readonly name: string;
  readonly bitrate: number;
}

/** What a line can carry live. */
export interface UplinkVerdict {
  /** Renditions, best first; empty when not even the smallest fits. */
  readonly rungs: readonly string[];
  /** What they need with sound, bits per second. */
  readonly bitrate: number;
  /** `your uplink carries: …` */
  readonly words: string;
}

/**
 * What an upload rate (bits per second) carries live: the highest picture whose ladder fits into four fifths of the line,
 * with at most one rendition between its top and its smallest left out.
 */
export function uplinkVerdict(measured: number): UplinkVerdict {
  const usable = measured * usableShare;
  let smallest = Infinity;
  for (const { height } of ladderTable) {
    const { rungs, soundBitrate } = ladderBelow(height);
    const [top, ...below] = rungs;
    if (top === undefined) continue;
    const floor = below.at(-1);
    let bitrate = soundBitrate + top.bitrate + (floor?.bitrate ?? 0);
    smallest = Math.min(smallest, bitrate / usableShare);
    if (bitrate > usable) continue;
    const kept = [top];
    for (const rung of below.slice(0, -1)) {
      if (bitrate + rung.bitrate > usable) continue;
      bitrate += rung.bitrate;
      kept.push(rung);
    }
    if (below.length - kept.length > mostLeftOut) continue;
    const names = [...kept, ...(floor === undefined ? [] : [floor])].map((rung) => rung.name);
    return {
      rungs: names,
      bitrate,
      words: `your uplink carries: ${names.join(' + ')} (${megabits(bitrate)} of ${megabits(measured)} Mbit/s)`,
    };
  }
  return {
    rungs: [],
    bitrate: 0,
    words: `your uplink carries no picture live: ${megabits(measured)} Mbit/s measured, ${megabits(smallest)} needed; the recording is uploaded as fast as it goes`,
  };
}

function ladderBelow(height: number): { rungs: readonly Rung[]; soundBitrate: number } {
  const plan = planLadder({
    source: {
      video: {
        codec: 'h264',
        profile: 'High',
        pixelFormat: 'yuv420p',
        width: 2 * Math.round((height * widescreen) / 2),
        height,
        fps: 30,
        gopSeconds: 2,
        bitrate: null,
      },
      audio: { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: null },
    },
    preset: 'auto',
    segmentSeconds: 2,
    copyAllowed: true,
    shed: 0,
    live: true,
  });
  return {
    rungs: plan.video.map(({ name, averageBitrate }) => ({ name, bitrate: averageBitrate })),
    soundBitrate: plan.audio?.averageBitrate ?? 0,
  };
}

const megabits = (bitsPerSecond: number): string => {
  const value = bitsPerSecond / 1e6;
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
};
