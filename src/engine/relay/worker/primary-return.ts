import type { Clock } from '../../clock.js';
import type { PushFactory, RelayPush } from '../relay-push.js';
import type { RtmpPushOptions } from '../rtmp/push-options.js';
import type { RelayLink } from './relay-link.js';
import { ReturnRule, type ReturnLimits } from './return-rule.js';

export interface PrimaryReturnDeps {
  readonly factory: PushFactory;
  readonly clock: Clock;
  readonly limits: ReturnLimits & { readonly healthyMs: number };
  readonly makeLink: (push: RelayPush) => RelayLink;
}

/**
 * The way back from the backup: looks at the primary by rule, connects there once it has been good often enough, and holds that
 * connection ready for the next keyframe.
 */
export class PrimaryReturn {
  readonly #deps: PrimaryReturnDeps;
  readonly #rule: ReturnRule;
  #going: AbortController | null = null;
  #cancelPause: (() => void) | null = null;
  #ready: RelayLink | null = null;
  #hasReturned = false;

  constructor(deps: PrimaryReturnDeps) {
    this.#deps = deps;
    this.#rule = new ReturnRule(deps.limits);
  }

  /** The connection at the primary if one is ready, for the caller to use and to end. */
  take(): RelayLink | null {
    const ready = this.#ready;
    this.#ready = null;
    this.#hasReturned ||= ready !== null;
    return ready;
  }

  /** Begins to look at the primary, the backup carries now. */
  watch(options: RtmpPushOptions): void {
    this.stop();
    this.#rule.restart(false);
    const going = new AbortController();
    this.#going = going;
    this.#pause(options, going.signal);
  }

  /** Gives up what is under way; a connection that was ready is ended. */
  stop(): void {
    this.#going?.abort();
    this.#going = null;
    this.#cancelPause?.();
    this.#cancelPause = null;
    void this.#ready?.close();
    this.#ready = null;
  }

  /** The connection at the primary has ended after so long. */
  primaryEnded(livedMs: number): void {
    if (this.#hasReturned && livedMs < this.#deps.limits.healthyMs) this.#rule.returnFailed();
    else this.#rule.restart(true);
    this.#hasReturned = false;
  }

  #pause(options: RtmpPushOptions, signal: AbortSignal): void {
    this.#cancelPause = this.#deps.clock.after(this.#rule.pauseMs, () => void this.#look(options, signal));
  }

  async #look(options: RtmpPushOptions, signal: AbortSignal): Promise<void> {
    const { factory, makeLink } = this.#deps;
    const isGood = await factory.probe(options, signal).then(
      () => true,
      () => false, // the primary is still gone: this is what is asked here
    );
    if (signal.aborted) return;
    if (!this.#rule.looked(isGood)) return this.#pause(options, signal);
    const push = await factory.open(options, signal).catch(() => null);
    if (signal.aborted) return void push?.close();
    if (push === null) return this.#again(options, signal);
    const link = makeLink(push);
    this.#ready = link;
    void link.closed.then(() => {
      if (this.#ready !== link) return;
      this.#ready = null;
      this.#again(options, signal);
    });
  }

  #again(options: RtmpPushOptions, signal: AbortSignal): void {
    this.#rule.returnFailed();
    this.#pause(options, signal);
  }
}
