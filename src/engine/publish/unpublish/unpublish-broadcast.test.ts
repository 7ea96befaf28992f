import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BucketClient, ListedObject } from '../s3/bucket-client.js';
import { AppError } from '../../../shared/errors.js';
import { unpublishBroadcast } from './unpublish-broadcast.js';

const id = '20260101-000000-abcdefgh';
const prefix = `my shows/live/b/${id}/`;
const never = () => Promise.reject(new Error('Expected nobody to ask for this'));

/** A bucket that lists what it is told to, and what it really holds, some keys a page. */
class OddBucket {
  readonly removed: string[] = [];
  /** Throws for each removal while it is above 0, which it lessens. */
  failures = 0;
  keepsAll = false;
  readonly #keys: Set<string>;
  readonly #foreign: readonly string[];

  constructor(keys: readonly string[], foreign: readonly string[] = []) {
    this.#keys = new Set(keys);
    this.#foreign = foreign;
  }

  get left(): string[] {
    return [...this.#keys];
  }

  client(): BucketClient {
    return {
      clockOffsetMs: 0,
      usage: { puts: 0, gets: 0, lists: 0, deletes: 0, bytesSent: 0, bytesReceived: 0 },
      list: () => this.#list(),
      delete: async (keys) => {
        if (this.failures-- > 0) throw new AppError('publish.unreachable', 'cut', { retryable: true });
        this.removed.push(...keys);
        if (!this.keepsAll) for (const key of keys) this.#keys.delete(key);
      },
      put: never,
      get: never,
      head: never,
      check: never,
      createBucket: never,
      getPolicy: never,
      putPolicy: never,
      getCors: never,
      putCors: never,
      close: () => undefined,
    };
  }

  async *#list(): AsyncGenerator<readonly ListedObject[]> {
    const all = [...this.#foreign, ...this.#keys].sort();
    for (let from = 0; from < all.length; from += 3) {
      yield all.slice(from, from + 3).map((key) => ({ key, sizeBytes: 1, etag: null }));
    }
  }
}

const remove = (bucket: OddBucket, from = prefix) =>
  unpublishBroadcast({
    client: bucket.client(),
    prefix: from,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });

const show = ['1080p', '360p', 'audio'].flatMap((rendition) => [
  ...['init-0.mp4', 'index.m3u8', '0.m4s', '1.m4s'].map((file) => `${prefix}${rendition}/${file}`),
]);
const whole = [
  ...show,
  `${prefix}index.html`,
  `${prefix}master.m3u8`,
  `${prefix}broadcast.json`,
  `${prefix}poster.jpg`,
];

describe('unpublishing a broadcast', () => {
  it('removes all of it: what leads there first, then playlists, then media', async () => {
    const bucket = new OddBucket(whole);
    expect(await remove(bucket)).toEqual({ removed: 13 });
    expect(bucket.left).toEqual([]);
    const turn = (key: string) => (/html$|json$|master/.test(key) ? 0 : key.endsWith('m3u8') ? 1 : 2);
    const turns = bucket.removed.filter((key) => whole.includes(key)).map(turn);
    expect(turns).toEqual([...turns].sort());
    expect(await remove(bucket)).toEqual({ removed: 0 });
  });

  it('goes on where a failure ended it', async () => {
    const bucket = new OddBucket(whole);
    for (let attempt = 0; attempt < 4; attempt++) {
      bucket.failures = 1;
      await expect(remove(bucket)).rejects.toMatchObject({ code: 'publish.unreachable' });
    }
    bucket.failures = 0;
    await remove(bucket);
    expect(bucket.left).toEqual([]);
  });

  it('does not go on for ever where nothing goes away', async () => {
    const bucket = new OddBucket(whole);
    bucket.keepsAll = true;
    await expect(remove(bucket)).rejects.toMatchObject({ code: 'publish.refused', retryable: true });
  });

  it.each([
    '',
    '/',
    'b/',
    `b/${id}`,
    `live/${id}/`,
    `b/${id}-x/`,
    `../b/${id}/`,
    `live//b/${id}/`,
    `/b/${id}/`,
    `x/./b/${id}/`,
  ])('refuses to remove all below %j', async (short) => {
    const bucket = new OddBucket(whole);
    await expect(remove(bucket, short)).rejects.toMatchObject({ code: 'input.invalid' });
    expect(bucket.removed).toEqual([]);
  });

  it('takes a broadcast in the bucket’s root for one', async () => {
    const bucket = new OddBucket([`b/${id}/index.html`]);
    await remove(bucket, `b/${id}/`);
    expect(bucket.left).toEqual([]);
  });

  it('never touches a key outside, whatever is listed', async () => {
    const up = fc.constantFrom('..', '.', '%2e%2e', '%252E%252e', '..%2f..', '\\', '\u0000', 'x');
    const foreignKeys = fc.oneof(
      fc.string(),
      fc.constantFrom(
        `b/${id}/index.html`,
        `my shows/live/b/${id}-x/0.m4s`,
        prefix.slice(0, -1),
        'my shows/live/channel.json',
      ),
      fc.array(up, { minLength: 1, maxLength: 4 }).map((parts) => `${prefix}${parts.join('/')}`),
      fc.string().map((text) => `my shows/live/b/${text}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(foreignKeys, { maxLength: 20 }), fc.subarray(whole), async (foreign, ours) => {
        const bucket = new OddBucket(ours, foreign);
        // a foreign key that is listed inside for ever is only reported
        await remove(bucket).catch((error: unknown) => expect(error).toMatchObject({ code: 'publish.refused' }));
        for (const key of bucket.removed) {
          expect(key.startsWith(prefix)).toBe(true);
          const rest = decodeURIComponent(
            decodeURIComponent(key.slice(prefix.length).replace(/%(?![0-9a-f]{2})/gi, '')),
          );
          for (const part of rest.split(/[\\/]/)) expect(['.', '..']).not.toContain(part);
        }
        expect(bucket.left).toEqual([]);
      }),
    );
  });
});
