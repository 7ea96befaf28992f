import { expect, test } from 'vitest';
import { markedRows } from '../archive/rows.test-support.js';
import { RenditionTimeline } from '../package/rendition-timeline.js';
import { describeRenditions } from './describe-broadcast.js';

/** A rendition with a segment for each `#` and a gap for each `.`. */
function rendition(name: string, marks: string, height: number | null): RenditionTimeline {
  const { rendition: row, segments } = markedRows(name, marks, height);
  return new RenditionTimeline(row, segments);
}

test('without a plan a rung whose newest segments are not there is shed', () => {
  const ladder = [
    rendition('1080p', '##..', 1080),
    // cut off by the crash
    rendition('720p', '###.', 720),
    rendition('360p', '####', 360),
    rendition('audio', '##..', null),
  ];
  expect(describeRenditions(ladder, 2, null).map(({ name, status }) => `${name} ${status}`)).toEqual([
    '1080p shed',
    '720p active',
    '360p active',
    'audio active',
  ]);
});
