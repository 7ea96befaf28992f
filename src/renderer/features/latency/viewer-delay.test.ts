import { expect, test } from 'vitest';
import { measuredDelay } from './measured-delays.js';
import { viewerDelay } from './viewer-delay.js';

test('the delay is that of the broadcast which is on: its profile and place, its ladder and its upload', () => {
  const live = { segmentSeconds: 6, isInBucket: true, lagSeconds: 0.5, uploadSeconds: 1.5 };
  expect(viewerDelay(live)).toBeCloseTo(measuredDelay('economy', 'bucket') + 2, 9);
  expect(viewerDelay({ ...live, lagSeconds: -0.1, uploadSeconds: null })).toBe(measuredDelay('economy', 'bucket'));
  // one that an earlier version began
  const earlier = { segmentSeconds: 4, isInBucket: false, lagSeconds: null, uploadSeconds: null };
  expect(viewerDelay(earlier)).toBe(measuredDelay('economy', 'computer'));
});

test('the shorter the segments, the nearer the viewers', () => {
  for (const at of ['bucket', 'computer'] as const) {
    const delays = (['lowest', 'low', 'balanced', 'economy'] as const).map((name) => measuredDelay(name, at));
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays[0]).toBeGreaterThan(0.5);
  }
});
