import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broadcastJsonSchema, channelJsonSchema } from '../../shared/published.js';
import { readBroadcast, readChannel, readLease, readOlder } from './published.js';

const broadcast = {
  version: 1,
  id: '20261121-070000-abcdefgh',
  title: 'Morning <b>show</b>',
  channelName: 'Ada',
  state: 'live',
  startedAt: '2026-11-21T07:00:00.000Z',
  endedAt: null,
  durationSeconds: null,
  master: 'master.m3u8',
  dvr: null,
  poster: 'poster.jpg',
  updatedAt: '2026-11-21T07:01:00.000Z',
} as const;

describe('readBroadcast', () => {
  it('reads what the engine publishes', () => {
    expect(broadcastJsonSchema.safeParse(broadcast).success).toBe(true);
    expect(readBroadcast(broadcast)).toEqual({
      id: '20261121-070000-abcdefgh',
      title: 'Morning <b>show</b>',
      description: '',
      channelName: 'Ada',
      state: 'live',
      startedAtMs: Date.parse('2026-11-21T07:00:00.000Z'),
      durationSeconds: null,
      playable: true,
      hasPoster: true,
      hasHistory: false,
      aheadSeconds: null,
      hasLease: false,
    });
  });

  it('takes no other path than the fixed names', () => {
    const read = readBroadcast({ ...broadcast, master: 'https://evil.example/x.m3u8', poster: '../../x.jpg' });
    expect(read).toMatchObject({ playable: false, hasPoster: false });
  });

  it('keeps the lines of a description, and nothing else that is not text', () => {
    const read = (description: unknown) => readBroadcast({ ...broadcast, description })?.description;
    expect(read('One \u202e\u0000\r\ntwo\n\n\n\n<b>three</b>\n')).toBe('One\ntwo\n\n<b>three</b>');
    expect(read('x'.repeat(9000))).toHaveLength(5000);
    expect(read(7)).toBe('');
  });

  it('refuses other versions, states and ids', () => {
    expect(readBroadcast({ ...broadcast, version: 2 })).toBeNull();
    expect(readBroadcast({ ...broadcast, state: 'gone' })).toBeNull();
    expect(readBroadcast({ ...broadcast, id: '../../etc' })).toBeNull();
    expect(readBroadcast([broadcast])).toBeNull();
  });

  it('strips characters that would reorder or break the text around them', () => {
    expect(readBroadcast({ ...broadcast, title: 'a\u202eb\u0000c\nd' })?.title).toBe('a b c d');
    expect(Array.from(readBroadcast({ ...broadcast, title: '😀'.repeat(500) })?.title ?? '')).toHaveLength(200);
    expect(readBroadcast({ ...broadcast, title: '   ' })?.title).toBe('Untitled broadcast');
  });

  it('answers with a broadcast or null for anything at all', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom(...Object.keys(broadcast)), fc.jsonValue()),
        (any, patch) => {
          expect(() => readBroadcast(any)).not.toThrow();
          const read = readBroadcast({ ...broadcast, ...patch });
          if (read === null) return;
          expect(read.id).toMatch(/^\d{8}-\d{6}-[a-z0-9]{8}$/);
          expect(read.title.length).toBeGreaterThan(0);
          expect(read.startedAtMs === null || Number.isFinite(read.startedAtMs)).toBe(true);
        },
      ),
    );
  });
});

describe('readLease', () => {
  it('answers with a time or null for anything at all', () => {
    expect(readLease({ version: 1, renewedAtMs: 1_764_000_000_000, studio: '<b>' })).toBe(1_764_000_000_000);
    for (const wrong of [null, [], 'x', {}, { renewedAtMs: '7' }, { renewedAtMs: -1 }, { renewedAtMs: Number.NaN }]) {
      expect(readLease(wrong)).toBeNull();
    }
    fc.assert(fc.property(fc.jsonValue(), (any) => readLease(any) === null || typeof readLease(any) === 'number'));
  });
});

describe('readChannel', () => {
  const entry = {
    id: '20261120-070000-abcdefgh',
    title: 'Yesterday',
    startedAt: '2026-11-20T07:00:00.000Z',
    durationSeconds: 61.5,
    poster: true,
  };
  const channel = { version: 1, name: 'Ada', live: null, recordings: [entry], updatedAt: '2026-11-21T07:01:00.000Z' };

  it('reads what the engine publishes', () => {
    expect(channelJsonSchema.safeParse(channel).success).toBe(true);
    expect(readChannel(channel)).toEqual({
      name: 'Ada',
      live: null,
      recordings: [
        {
          id: entry.id,
          title: 'Yesterday',
          startedAtMs: Date.parse(entry.startedAt),
          durationSeconds: 61.5,
          hasPoster: true,
        },
      ],
      older: null,
    });
  });

  it('takes the page of older recordings for a path that is one, and reads it', () => {
    const older = 'recordings/2025-12.json';
    expect(channelJsonSchema.safeParse({ ...channel, older }).success).toBe(true);
    expect(readChannel({ ...channel, older })?.older).toBe(older);
    for (const wrong of ['../recordings/2025-12.json', 'recordings/1.json', 'https://x/recordings/2025-12.json', 7]) {
      expect(readChannel({ ...channel, older: wrong })?.older).toBeNull();
    }
    const page = { version: 1, recordings: [entry, null, { ...entry, id: 'x' }], older: 'recordings/2025-11.json' };
    expect(readOlder(page)).toMatchObject({ recordings: [{ id: entry.id }], older: 'recordings/2025-11.json' });
    expect([readOlder(null), readOlder([]), readOlder({ ...page, version: 2 })]).toEqual([null, null, null]);
  });

  it('leaves bad entries out and keeps the good', () => {
    const read = readChannel({
      ...channel,
      live: { id: 'javascript:alert(1)', title: 'x', startedAt: 'x' },
      recordings: [null, 7, { ...entry, id: '../x' }, entry, { ...entry, durationSeconds: -1, title: 3 }],
    });
    expect(read?.live).toBeNull();
    expect(read?.recordings.map((recording) => recording.title)).toEqual(['Yesterday', 'Untitled broadcast']);
    expect(read?.recordings[1]?.durationSeconds).toBe(0);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.array(fc.jsonValue()), (any, live, recordings) => {
        expect(() => readChannel(any)).not.toThrow();
        expect(readChannel({ ...channel, live, recordings })).not.toBeNull();
      }),
    );
  });
});
