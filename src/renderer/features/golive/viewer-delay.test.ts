import { expect, test } from 'vitest';
import { sampleBroadcast } from './sample-broadcast.test-support.js';
import { viewerDelay } from './viewer-delay.js';

test('the delay is that of the broadcast which is on: its target, its segments, its ladder and its upload', () => {
  const { figures } = sampleBroadcast();
  const long = { ...figures, targetSeconds: 6, segmentSeconds: 5.5, lagSeconds: 0.5 };
  expect(viewerDelay({ ...long, uploadSeconds: 1.5 })).toBe(2 * 6 + 5.5 + 0.5 + 1.5);
  // nothing measured yet: a segment is as long as it may be
  expect(viewerDelay({ targetSeconds: 2, segmentSeconds: null, lagSeconds: null, uploadSeconds: null })).toBe(6);
  expect(viewerDelay({ ...long, lagSeconds: -0.1, uploadSeconds: null })).toBe(17.5);
});
