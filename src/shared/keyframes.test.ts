import { expect, test } from 'vitest';
import { keyframeSecondsFor, segmentSlackSeconds } from './keyframes.js';
import { latencyProfileNames, latencyProfileOf, latencyProfiles } from './latency-profiles.js';
import { isLowLatency } from './low-latency.js';

const lengths = latencyProfileNames.map((name) => latencyProfiles[name].segmentSeconds);

test('keyframes divide the segment, and are 2 s apart at most', () => {
  expect(lengths.map(keyframeSecondsFor)).toEqual([0.5, 1, 2, 2]);
});

test('a segment rounds to its target duration, and is never half as long again', () => {
  for (const length of lengths) {
    expect(Math.round(length + segmentSlackSeconds(length) - 0.001)).toBe(Math.max(1, length));
    expect(segmentSlackSeconds(length)).toBeLessThanOrEqual(length / 2);
  }
});

test('each profile is known by its length, and the two short ones are asked for by name', () => {
  expect(lengths.map(latencyProfileOf)).toEqual(latencyProfileNames);
  expect(lengths.map((segmentSeconds) => isLowLatency({ segmentSeconds }))).toEqual([true, true, false, false]);
  for (const name of latencyProfileNames) {
    const { segmentSeconds, partSeconds } = latencyProfiles[name];
    // a part is told of while its segment grows
    expect(partSeconds).toBeLessThanOrEqual(segmentSeconds / 2);
  }
});
