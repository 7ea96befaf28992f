import type { ComposedPicture } from './studio-probe.js';
import type { Arrival } from './studio-engine.js';
import type { CameraPicture } from './studio-recorder.js';

/** What was composed, where its packet was found. */
export interface FollowedPicture extends ComposedPicture {
  readonly arrivedMs: number;
}

/** Rounded on the way: Matroska and RTMP have whole milliseconds. */
const nearMs = 1.5;

/**
 * Finds the packets of pictures: by their time stamps, which are moved by the same for all of them, and by their sizes, which are
 * not changed on the way. What was composed before anybody listened is left out. Throws when one of a hundred packets is of none.
 */
export function followPictures(
  pictures: readonly ComposedPicture[],
  arrivals: readonly Arrival[],
): readonly FollowedPicture[] {
  const sinceMs = arrivals[0]?.atMs ?? NaN;
  const bySize = new Map<number, ComposedPicture[]>();
  for (const picture of pictures) bySize.set(picture.bytes, [...(bySize.get(picture.bytes) ?? []), picture]);
  const shift = mostFrequent(
    arrivals.flatMap(({ bytes, timestampMs }) =>
      (bySize.get(bytes) ?? []).map(({ timestampUs }) => Math.round(timestampMs - timestampUs / 1000)),
    ),
  );
  const followed = arrivals.flatMap(({ bytes, timestampMs, atMs }) => {
    const picture = bySize
      .get(bytes)
      ?.find(({ timestampUs }) => Math.abs(timestampMs - timestampUs / 1000 - shift) < nearMs);
    return picture === undefined ? [] : [{ ...picture, arrivedMs: atMs }];
  });
  if (followed.length < arrivals.length * 0.99)
    throw new Error(`Expected ${arrivals.length} packets of known pictures, got ${followed.length}`);
  return followed.filter(({ composedMs }) => composedMs > sinceMs);
}

/** From the camera's picture on the page to its packet. */
export interface CameraLatencies {
  readonly latenciesMs: readonly number[];
  /** How far stamps of a packet and of its picture are apart on average: of the best match, and of the next one. */
  readonly apartMs: number;
  readonly nextApartMs: number;
}

/**
 * A MediaRecorder says of no packet which picture it holds. But it stamps them by the camera's clock, from an unknown beginning: and
 * as no camera is wholly regular, there is one at which the stamps of all packets lie on those of pictures.
 */
export function followCamera(pictures: readonly CameraPicture[], arrivals: readonly Arrival[]): CameraLatencies {
  const sinceMs = Math.max(arrivals[0]?.atMs ?? NaN, pictures[0]?.atMs ?? NaN);
  const stamps = pictures.map(({ timestampUs }) => timestampUs / 1000);
  // those whose pictures were surely written down
  const packets = arrivals.filter(({ atMs }) => atMs > sinceMs + 1_000);
  const [first] = packets;
  if (first === undefined) throw new Error('Expected packets, got none');
  const matches = pictures
    // it came before its packet, by two seconds at most
    .filter(({ atMs }) => atMs < first.atMs && atMs > first.atMs - 2_000)
    .map(({ timestampUs }) => {
      const shift = timestampUs / 1000 - first.timestampMs;
      const nearest = packets.map(({ timestampMs }) => nearestIndex(stamps, timestampMs + shift));
      const apart = packets.map(({ timestampMs }, index) =>
        Math.abs((stamps[nearest[index] ?? -1] ?? NaN) - timestampMs - shift),
      );
      return { nearest, apartMs: apart.reduce((sum, one) => sum + one, 0) / apart.length };
    })
    .sort((one, other) => one.apartMs - other.apartMs);
  const [best, next] = matches;
  if (best === undefined) throw new Error('Expected pictures of the camera, got none');
  const latenciesMs = packets.map(({ atMs }, index) => atMs - (pictures[best.nearest[index] ?? -1]?.atMs ?? NaN));
  return { latenciesMs, apartMs: best.apartMs, nextApartMs: next?.apartMs ?? NaN };
}

function nearestIndex(sorted: readonly number[], value: number): number {
  const after = sorted.findIndex((one) => one >= value);
  if (after <= 0) return after === 0 ? 0 : sorted.length - 1;
  return (sorted[after] ?? NaN) - value < value - (sorted[after - 1] ?? NaN) ? after : after - 1;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? NaN;
}
