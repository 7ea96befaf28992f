import type { AppError } from '../../../../shared/errors.js';
import type { Clock } from '../../../clock.js';
import type { PushFactory, RelayPush } from '../../relay-push.js';
import type { RelayTag } from '../../relay-tag.js';
import type { RtmpPushOptions } from '../../rtmp/push-options.js';

/** For tests of timing: a connection whose peer takes everything, or nothing while it is `stuck`. */
export class HandPush implements RelayPush {
  readonly url: string;
  readonly sent: RelayTag[] = [];
  readonly closed: Promise<AppError | null>;
  isStuck = false;
  isClosed = false;
  unsentBytes = 0;
  owedMs = 0;
  readonly taken: Promise<void>;
  lastProgressAtMs: number;
  readonly #clock: Clock;
  /** The peer takes us: at once, unless its service `isCoy`. */
  take: () => void = () => undefined;
  #end: (error: AppError | null) => void = () => undefined;

  constructor(url: string, clock: Clock) {
    this.url = url;
    this.#clock = clock;
    this.lastProgressAtMs = clock.monotonicMs();
    this.taken = new Promise((resolve) => {
      this.take = resolve;
    });
    this.closed = new Promise((resolve) => {
      this.#end = (error) => {
        this.isClosed = true;
        resolve(error);
      };
    });
  }

  send(tag: RelayTag): void {
    this.sent.push(tag);
    if (this.isStuck) this.unsentBytes += tag.data.length;
    else this.lastProgressAtMs = this.#clock.monotonicMs();
  }

  /** The peer ends it. */
  die(error: AppError): void {
    this.#end(error);
  }

  async close(): Promise<void> {
    this.#end(null);
  }
}

/** For tests of timing: addresses answer as `answer` says; all that was tried is kept. */
export class HandService implements PushFactory {
  readonly tries: { readonly atMs: number; readonly url: string; readonly kind: 'open' | 'probe' }[] = [];
  readonly pushes: HandPush[] = [];
  /** True: whether it takes a connection is left to the test. */
  isCoy = false;
  /** Null: it takes us. */
  answer: (url: string) => AppError | null = () => null;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get newest(): HandPush {
    const push = this.pushes.at(-1);
    if (push === undefined) throw new Error('Expected a connection, got none');
    return push;
  }

  async open({ url }: RtmpPushOptions): Promise<RelayPush> {
    this.#try(url, 'open');
    const push = new HandPush(url, this.#clock);
    if (!this.isCoy) push.take();
    this.pushes.push(push);
    return push;
  }

  async probe({ url }: RtmpPushOptions): Promise<void> {
    this.#try(url, 'probe');
  }

  #try(url: string, kind: 'open' | 'probe'): void {
    this.tries.push({ atMs: this.#clock.monotonicMs(), url, kind });
    const error = this.answer(url);
    if (error !== null) throw error;
  }
}
