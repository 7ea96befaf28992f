import { describe, expect, test } from 'vitest';
import { DirectFeed } from './direct-feed.js';

const source = { video: null, audio: null };

describe('DirectFeed', () => {
  test('reads a file from where the last ffmpeg left off, a hair before it', async () => {
    const feed = new DirectFeed({ source, input: { kind: 'file', url: 'file:a.mp4' } });
    expect(feed.keepsClock).toBe(true);
    expect(await feed.input(-Infinity)).toEqual({ kind: 'file', url: 'file:a.mp4' });
    expect(await feed.input(0)).toEqual({ kind: 'file', url: 'file:a.mp4' });
    expect(await feed.input(12)).toEqual({ kind: 'file', url: 'file:a.mp4', startSeconds: 11.996 });
  });

  test('has no way back in what is live', async () => {
    const input = { kind: 'live-url', url: 'srt://127.0.0.1:9000' } as const;
    const feed = new DirectFeed({ source, input });
    expect(feed.keepsClock).toBe(false);
    expect(await feed.input(12)).toEqual(input);
  });
});
