import { expect, test } from 'vitest';
import type { FeedHello } from '../../shared/feed.js';
import { describeFeed } from './describe-feed.js';

const hello: FeedHello = {
  type: 'hello',
  version: 1,
  studioId: 'a',
  showId: 'b',
  purpose: 'rehearse',
  title: null,
  description: '',
  video: { codec: 'h264', width: 640, height: 360, fps: 30, bitrate: 1 },
  audio: { codec: 'opus', sampleRate: 48_000, channels: 2, bitrate: 1 },
};
const row = { showId: 'b', status: 'reconnecting', visibility: 'private' } as const;
const idle = { status: 'idle', purpose: null, studioId: null, showId: null, bitrate: null };

test('who sends is told, else the broadcast that waits for whoever does', () => {
  const line = { hello, isSending: false };
  const over = new Set<string>();
  const sender = { purpose: 'rehearse', studioId: 'a', showId: 'b' };
  expect(describeFeed({ line, row: null, over, bitrate: null })).toEqual({
    ...sender,
    status: 'starting',
    bitrate: null,
  });
  expect(describeFeed({ line: { hello, isSending: true }, row, over, bitrate: 5 })).toEqual({
    ...sender,
    // its broadcast's own
    purpose: 'record',
    status: 'sending',
    bitrate: 5,
  });
  expect(describeFeed({ line: null, row, over, bitrate: 5 })).toEqual({
    status: 'broken',
    purpose: 'record',
    studioId: null,
    showId: 'b',
    bitrate: null,
  });
  expect(describeFeed({ line: null, row: { ...row, status: 'ending' }, over, bitrate: 5 })).toEqual(idle);
  // its end was told, and is packed
  expect(describeFeed({ line: null, row, over: new Set(['b']), bitrate: 5 })).toEqual(idle);
  // another encoder's broadcast
  expect(describeFeed({ line: null, row: { ...row, showId: null }, over, bitrate: 5 })).toEqual(idle);
  expect(describeFeed({ line: null, row: null, over, bitrate: 5 })).toEqual(idle);
});
