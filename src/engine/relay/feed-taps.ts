import type { MessagePort } from 'node:worker_threads';
import type { RelayFeedAnswer, RelayFeedMessage, RelayTag } from './relay-tag.js';

/** What a new tap gets ahead of the GOP under way. */
interface Openings {
  script: RelayTag | null;
  video: RelayTag | null;
  audio: RelayTag | null;
}

/**
 * One feed's packets for those who send them on. A new tap gets script data, decoder configurations and
 * the GOP under way, then what comes. A reader that does not take what it is sent loses its tap.
 */
export class FeedTaps {
  readonly #maxHistoryBytes: number;
  readonly #maxUntakenBytes: number;
  readonly #onSlow: (untakenBytes: number) => void;
  readonly #openings: Openings = { script: null, video: null, audio: null };
  readonly #ports = new Map<MessagePort, { untakenBytes: number }>();
  /** From the newest IDR on; null: the GOP under way was too big, the next one is waited for. */
  #history: RelayTag[] | null = [];
  #historyBytes = 0;

  constructor(options: {
    readonly maxHistoryBytes: number;
    readonly maxUntakenBytes: number;
    readonly onSlow: (untakenBytes: number) => void;
  }) {
    this.#maxHistoryBytes = options.maxHistoryBytes;
    this.#maxUntakenBytes = options.maxUntakenBytes;
    this.#onSlow = options.onSlow;
  }

  /** Somebody reads, and nothing has come yet: what comes may come here, and nobody has to go. */
  get isWaitedFor(): boolean {
    const { script, video, audio } = this.#openings;
    const isEmpty = script === null && video === null && audio === null && this.#history?.length === 0;
    return isEmpty && this.#ports.size > 0;
  }

  attach(port: MessagePort): void {
    const reader = { untakenBytes: 0 };
    port.on('message', (answer: RelayFeedAnswer) => {
      reader.untakenBytes -= answer.bytes;
    });
    port.once('close', () => this.#ports.delete(port));
    this.#ports.set(port, reader);
    const { script, video, audio } = this.#openings;
    const openings = [script, video, audio].filter((tag) => tag !== null);
    this.#post(port, [...openings, ...(this.#history ?? [])]);
  }

  /** Script data or a decoder configuration. `data` is copied. */
  open(kind: keyof Openings, timestampMs: number, data: Uint8Array): void {
    const type = kind === 'script' ? 18 : kind === 'video' ? 9 : 8;
    const tag = { type, timestampMs, data: new Uint8Array(data) } as const;
    this.#openings[kind] = tag;
    this.#deliver(tag);
  }

  /** A packet of sound or picture. `data` is copied. */
  add(type: 8 | 9, timestampMs: number, data: Uint8Array, startsGop: boolean): void {
    const tag = { type, timestampMs, data: new Uint8Array(data) };
    if (startsGop) {
      this.#history = [];
      this.#historyBytes = 0;
    }
    this.#historyBytes += data.length;
    if (this.#historyBytes > this.#maxHistoryBytes) this.#history = null;
    this.#history?.push(tag);
    this.#deliver(tag);
  }

  /** Lets every reader have what it was sent, and tells it that this is all. */
  end(): void {
    for (const port of this.#ports.keys()) {
      port.postMessage({ type: 'end' } satisfies RelayFeedMessage);
      port.close();
    }
    this.#ports.clear();
    this.#history = null;
  }

  #deliver(tag: RelayTag): void {
    for (const port of [...this.#ports.keys()]) this.#post(port, [tag]);
  }

  #post(port: MessagePort, tags: readonly RelayTag[]): void {
    const reader = this.#ports.get(port);
    if (reader === undefined || tags.length === 0) return;
    reader.untakenBytes += tags.reduce((sum, { data }) => sum + data.length, 0);
    if (reader.untakenBytes <= this.#maxUntakenBytes) {
      port.postMessage({ type: 'tags', tags } satisfies RelayFeedMessage);
      return;
    }
    this.#onSlow(reader.untakenBytes);
    this.#ports.delete(port);
    port.close();
  }
}
