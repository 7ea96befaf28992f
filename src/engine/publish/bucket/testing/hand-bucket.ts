import { AppError, type ErrorCode, type ErrorDetails } from '../../../../shared/errors.js';
import type { BucketClient, ObjectHeaders, RequestOptions } from '../../s3/bucket-client.js';
import type { TurningClock } from './turning-clock.js';

/** One request as the bucket saw it. */
export interface SeenRequest {
  readonly operation: 'put' | 'check' | 'delete' | 'list' | 'get' | 'head';
  readonly key: string;
  readonly atMs: number;
  readonly body: Buffer;
  readonly headers: ObjectHeaders | null;
}

/** What goes wrong: an error, or `hang` (no answer until it is called off or let go). */
export type Mishap = AppError | 'hang' | null;

/** For tests: an error as the client makes it. */
export function refusal(code: ErrorCode, details: ErrorDetails = {}): AppError {
  return new AppError(code, `Refused: ${code}`, { retryable: true, details });
}

/** For tests: a bucket in memory whose mishaps the test decides, each request for itself. */
export class HandBucket {
  readonly objects = new Map<string, Buffer>();
  readonly seen: SeenRequest[] = [];
  /** Under way now. */
  underWay = 0;
  mostUnderWay = 0;
  isClosed = false;
  /** Asked for each request. */
  mishap: (request: SeenRequest) => Mishap = () => null;
  #hanging: (() => void)[] = [];
  readonly #clock: TurningClock;

  constructor(clock: TurningClock) {
    this.#clock = clock;
  }

  get puts(): SeenRequest[] {
    return this.seen.filter(({ operation }) => operation === 'put');
  }

  /** What hangs is carried out now. */
  letGo(): void {
    const hanging = this.#hanging;
    this.#hanging = [];
    for (const go of hanging) go();
  }

  readonly client: BucketClient = {
    clockOffsetMs: 0,
    usage: { puts: 0, gets: 0, lists: 0, deletes: 0, bytesSent: 0, bytesReceived: 0 },
    put: (key, body, headers, options = {}) =>
      this.#request('put', key, body, headers, options, () => {
        this.objects.set(key, body);
        return { etag: '"1"' };
      }),
    check: (options = {}) => this.#request('check', '', Buffer.alloc(0), null, options, () => undefined),
    delete: (keys, options = {}) =>
      this.#request('delete', keys.join(), Buffer.alloc(0), null, options, () => {
        for (const key of keys) this.objects.delete(key);
      }),
    list: (prefix, options = {}) => this.#list(prefix, options),
    get: () => Promise.reject(refusal('publish.unsupported')),
    head: (key, options = {}) =>
      this.#request('head', key, Buffer.alloc(0), null, options, () => {
        const body = this.objects.get(key);
        if (body === undefined) return null;
        return { sizeBytes: body.length, etag: null, contentType: null, cacheControl: null, contentEncoding: null };
      }),
    createBucket: () => Promise.reject(refusal('publish.unsupported')),
    getPolicy: () => Promise.reject(refusal('publish.unsupported')),
    putPolicy: () => Promise.reject(refusal('publish.unsupported')),
    getCors: () => Promise.reject(refusal('publish.unsupported')),
    putCors: () => Promise.reject(refusal('publish.unsupported')),
    close: () => {
      this.isClosed = true;
    },
  };

  async *#list(prefix: string, options: RequestOptions) {
    yield await this.#request('list', prefix, Buffer.alloc(0), null, options, () =>
      [...this.objects]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, body]) => ({ key, sizeBytes: body.length, etag: null })),
    );
  }

  async #request<T>(
    operation: SeenRequest['operation'],
    key: string,
    body: Buffer,
    headers: ObjectHeaders | null,
    options: RequestOptions,
    carryOut: () => T,
  ): Promise<T> {
    if (options.signal?.aborted === true) throw refusal('publish.unreachable', { why: 'aborted' });
    const request = { operation, key, atMs: this.#clock.monotonicMs(), body, headers };
    this.seen.push(request);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      const mishap = this.mishap(request);
      if (mishap instanceof AppError) throw mishap;
      if (mishap === 'hang') await this.#hang(options.signal);
      else await Promise.resolve();
      return carryOut();
    } finally {
      this.underWay -= 1;
    }
  }

  #hang(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#hanging.push(resolve);
      signal?.addEventListener('abort', () => reject(refusal('publish.unreachable', { why: 'aborted' })));
    });
  }
}
