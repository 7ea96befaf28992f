import type { FromRtmpWorker, RefusalCode } from '../rtmp-messages.js';

const DISTINCT_PER_SECOND = 20;

/** Reports the first refusal of an address and code in a second, and counts the others: a flood must not become a flood of messages. */
export class RefusalLog {
  readonly #post: (message: FromRtmpWorker) => void;
  readonly #reported = new Set<string>();
  #unreported = 0;

  constructor(post: (message: FromRtmpWorker) => void) {
    this.#post = post;
  }

  note(code: RefusalCode, remoteAddress: string, detail: string): void {
    const kind = `${code} ${remoteAddress}`;
    if (this.#reported.has(kind) || this.#reported.size >= DISTINCT_PER_SECOND) {
      this.#unreported += 1;
      return;
    }
    this.#reported.add(kind);
    this.#post({ type: 'refused', code, remoteAddress });
    this.#post({ type: 'log', level: 'info', message: 'refused a client', fields: { code, remoteAddress, detail } });
  }

  /** Once a second. */
  flush(): void {
    if (this.#unreported > 0) {
      this.#post({ type: 'log', level: 'info', message: 'refused more clients', fields: { count: this.#unreported } });
    }
    this.#unreported = 0;
    this.#reported.clear();
  }
}
