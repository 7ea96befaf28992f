import { toAppError, type AppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { PushFactory, RelayPush } from '../relay-push.js';
import type { RtmpPushOptions } from '../rtmp/push-options.js';

/** One attempt at a time to connect, now or after a pause. What was cancelled is never heard of again. */
export class Dialer {
  readonly #factory: PushFactory;
  readonly #clock: Clock;
  #going: AbortController | null = null;
  #endPause: (() => void) | null = null;

  constructor(deps: { factory: PushFactory; clock: Clock }) {
    this.#factory = deps.factory;
    this.#clock = deps.clock;
  }

  /** True while an attempt is under way or its pause runs. */
  get isBusy(): boolean {
    return this.#going !== null;
  }

  dial(options: {
    readonly push: () => RtmpPushOptions;
    readonly pauseMs: number;
    readonly onPush: (push: RelayPush) => void;
    readonly onError: (error: AppError) => void;
  }): void {
    this.cancel();
    const going = new AbortController();
    this.#going = going;
    if (options.pauseMs === 0) return void this.#open(going, options);
    const open = (): void => {
      this.#endPause = null;
      void this.#open(going, options);
    };
    const cancel = this.#clock.after(options.pauseMs, open);
    going.signal.addEventListener('abort', cancel, { once: true });
    this.#endPause = () => {
      cancel();
      open();
    };
  }

  /** Ends the pause, if one runs. */
  hurry(): void {
    this.#endPause?.();
  }

  cancel(): void {
    this.#endPause = null;
    this.#going?.abort();
    this.#going = null;
  }

  async #open(going: AbortController, options: Parameters<Dialer['dial']>[0]): Promise<void> {
    try {
      const push = await this.#factory.open(options.push(), going.signal);
      if (going.signal.aborted) return void push.close();
      this.#going = null;
      options.onPush(push);
    } catch (thrown) {
      if (going.signal.aborted) return;
      this.#going = null;
      options.onError(toAppError(thrown));
    }
  }
}
