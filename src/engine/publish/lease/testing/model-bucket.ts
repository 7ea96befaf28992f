import { AppError } from '../../../../shared/errors.js';
import type { BucketClient, PutCondition, RequestOptions, StoredObject } from '../../s3/bucket-client.js';
import type { Computer } from './computer.js';
import type { World } from './world.js';

/** How a server takes conditions. */
export type Conditions = 'honoured' | 'ignored' | 'refused';

const timeoutMs = 10_000;

/** A bucket behind a bad network: requests and answers are late or lost, and what was given up may still be carried out. */
export class ModelBucket {
  readonly #world: World;
  readonly #conditions: Conditions;
  readonly #objects = new Map<string, { readonly body: Buffer; readonly etag: string }>();
  #etags = 0;
  /** Share of requests that go wrong. */
  badness: number;

  constructor(world: World, options: { readonly conditions: Conditions; readonly badness: number }) {
    this.#world = world;
    this.#conditions = options.conditions;
    this.badness = options.badness;
  }

  client(computer: Computer): BucketClient {
    const never = () => Promise.reject(new Error('Expected the lease not to ask for this'));
    return {
      get clockOffsetMs() {
        return computer.offsetMs;
      },
      usage: { puts: 0, gets: 0, lists: 0, deletes: 0, bytesSent: 0, bytesReceived: 0 },
      put: (key, body, _headers, options = {}) =>
        this.#request(computer, options, () => this.#put(key, body, options.condition)),
      get: (key, options = {}) => this.#request(computer, options, () => this.#get(key)),
      delete: (keys, options = {}) =>
        this.#request(computer, options, () => {
          for (const key of keys) this.#objects.delete(key);
        }),
      head: never,
      list: () => {
        throw new Error('Expected the lease not to list');
      },
      check: never,
      createBucket: never,
      getPolicy: never,
      putPolicy: never,
      getCors: never,
      putCors: never,
      close: () => undefined,
    };
  }

  #put(key: string, body: Buffer, condition: PutCondition | undefined): { etag: string } {
    const there = this.#objects.get(key);
    if (condition !== undefined && this.#conditions === 'refused') {
      throw new AppError('publish.unsupported', 'A header you provided implies functionality that is not implemented');
    }
    if (condition !== undefined && this.#conditions === 'honoured') {
      const holds = 'ifMatch' in condition ? there?.etag === condition.ifMatch : there === undefined;
      if (!holds) throw new AppError('publish.conflict', 'Precondition failed');
    }
    const etag = `"${++this.#etags}"`;
    this.#objects.set(key, { body, etag });
    return { etag };
  }

  #get(key: string): StoredObject | null {
    const there = this.#objects.get(key);
    const headers = { contentType: null, cacheControl: null, contentEncoding: null };
    return there === undefined ? null : { ...there, ...headers };
  }

  #request<T>(computer: Computer, options: RequestOptions, carryOut: () => T): Promise<T> {
    const world = this.#world;
    return new Promise((resolve, reject) => {
      const fail = (why: string): void =>
        reject(new AppError('publish.unreachable', 'No answer', { retryable: true, details: { why } }));
      if (options.signal !== undefined) options.signal.onabort = () => fail('aborted');
      const isBad = world.chance(this.badness);
      if (isBad) computer.clock.after(timeoutMs, () => fail('timeout'));
      if (isBad && world.chance(0.3)) return; // never arrives
      const isLate = isBad && world.chance(0.5);
      const way = (): number => (world.chance(0.1) ? world.between(200, 4_000) : world.between(5, 200));
      world.after(isLate ? world.between(timeoutMs, 150_000) : way(), () => {
        let answer: () => void;
        try {
          const value = carryOut();
          answer = () => resolve(value);
        } catch (error) {
          answer = () => reject(error instanceof Error ? error : new Error(String(error)));
        }
        if (!isBad) world.after(way(), () => computer.wakes(answer));
      });
    });
  }
}
