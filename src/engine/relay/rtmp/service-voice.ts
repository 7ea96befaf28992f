import { AppError } from '../../../shared/errors.js';
import type { AmfValue } from './amf-value.js';
import { networkRefusal } from './network-refusal.js';
import { isRefusal, refusalOf, statusWords } from './refusal.js';
import type { RtmpConnection, RtmpConnectionHooks } from './rtmp-connection.js';

type Phase = 'greeting' | 'asking' | 'publishing' | 'live';

/** What a service says while we open a push and while it is on the air, as facts and errors; the key stays out of them. */
export class ServiceVoice implements RtmpConnectionHooks {
  /** RTMP's handshake is over. */
  readonly greeted: Promise<void>;
  /** `NetStream.Publish.Start` */
  readonly started: Promise<void>;
  readonly #host: string;
  readonly #key: string;
  #phase: Phase = 'greeting';
  #sinceMs = performance.now();
  #connection: RtmpConnection | null = null;
  #onGreeted: () => void = () => undefined;
  #onStarted: () => void = () => undefined;

  constructor(host: string, key: string) {
    this.#host = host;
    this.#key = key;
    this.greeted = new Promise((resolve) => {
      this.#onGreeted = resolve;
    });
    this.started = new Promise((resolve) => {
      this.#onStarted = resolve;
    });
  }

  /** Refusals end this connection. */
  attach(connection: RtmpConnection): void {
    this.#connection = connection;
  }

  /** `publish` is on its way: whoever hangs up from here on means the key, or the stream. */
  publishing(): void {
    this.#enter('publishing');
  }

  onGreeted(): void {
    this.#enter('asking');
    this.#onGreeted();
  }

  onCommand(name: string, values: readonly AmfValue[]): void {
    if (name === 'close') {
      this.#connection?.fail(this.#closed('hung-up'));
      return;
    }
    if (name !== 'onStatus') return;
    const words = statusWords(values[1]);
    if (words.code === 'NetStream.Publish.Start' && this.#phase === 'publishing') {
      this.#enter('live');
      this.#onStarted();
    } else if (isRefusal(words)) {
      this.#connection?.fail(refusalOf(words, this.#key));
    }
  }

  refusal(info: AmfValue): AppError {
    return refusalOf(statusWords(info), this.#key);
  }

  onLost({ why, error }: Parameters<RtmpConnectionHooks['onLost']>[0]): AppError {
    const isOpening = this.#phase === 'greeting' || this.#phase === 'asking';
    if (isOpening && why === 'reset' && error !== null) return networkRefusal(error, this.#host);
    if (why === 'protocol' && this.#phase !== 'live') {
      return new AppError('relay.refused', `Expected RTMP, got something else: ${error?.message ?? ''}`, {
        retryable: true,
        details: { why, phase: this.#phase },
      });
    }
    return this.#closed(why);
  }

  #closed(why: string): AppError {
    const afterMs = Math.round(performance.now() - this.#sinceMs);
    return new AppError('relay.closed', `The service hung up (${why}, ${this.#phase})`, {
      retryable: true,
      details: { why, phase: this.#phase, afterMs },
    });
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#sinceMs = performance.now();
  }
}
