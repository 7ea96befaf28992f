import type { MessagePort } from 'node:worker_threads';
import type { RelayAssignment, RelayRunnerApi, RelayTestFacts } from './relay-runner-api.js';
import type { RelayUnitState } from './relay-target.js';

/** Who pushes over one protocol, and reads feeds through ports. */
export interface RelayPusher extends RelayRunnerApi {
  /** The feed's packets come through this port from here on; null: it is over. */
  setFeed(feedId: string, port: MessagePort | null): void;
}

export interface RelayPushersDeps {
  readonly rtmp: RelayPusher;
  readonly srt: RelayPusher;
  /** A new port to a feed; null while there is nothing to send. */
  readonly openFeed: (feedId: string) => MessagePort | null;
}

interface Assigned {
  readonly pusher: RelayPusher;
  readonly feedId: string;
}

/** Gives each relay to whoever speaks its protocol, and each of those the feeds that its relays need, for as long as they do. */
export class RelayPushers implements RelayRunnerApi {
  readonly #deps: RelayPushersDeps;
  readonly #assigned = new Map<string, Assigned>();
  readonly #states = new Map<RelayPusher, readonly RelayUnitState[]>();

  constructor(deps: RelayPushersDeps) {
    this.#deps = deps;
  }

  start(target: RelayAssignment): void {
    const { id, feedId } = target;
    const pusher = this.#pusherOf(target.primary.url);
    const before = this.#assigned.get(id);
    if (before !== undefined && before.pusher !== pusher) void before.pusher.stop(id);
    const isFed = this.#reads(pusher, feedId);
    this.#assigned.set(id, { pusher, feedId });
    if (!isFed) pusher.setFeed(feedId, this.#deps.openFeed(feedId));
    pusher.start(target);
    // only once it has the other one: a relay without any feed hangs up
    if (before !== undefined) this.#closeUnread(before);
  }

  tryNow(id: string): void {
    this.#assigned.get(id)?.pusher.tryNow(id);
  }

  stop(id: string): Promise<void> {
    const before = this.#assigned.get(id);
    if (before === undefined) return Promise.resolve();
    this.#assigned.delete(id);
    const goodbye = before.pusher.stop(id);
    this.#closeUnread(before);
    return goodbye;
  }

  onStates(listener: (states: readonly RelayUnitState[]) => void): () => void {
    const offs = [this.#deps.rtmp, this.#deps.srt].map((pusher) =>
      pusher.onStates((states) => {
        this.#states.set(pusher, states);
        listener(this.#current());
      }),
    );
    return () => {
      for (const off of offs) off();
    };
  }

  test(endpoint: Pick<RelayAssignment, 'primary' | 'passphrase'>, signal: AbortSignal): Promise<RelayTestFacts> {
    return this.#pusherOf(endpoint.primary.url).test(endpoint, signal);
  }

  /** The feed can be read (again): who needs it gets a port. `onlyFor`: one that lost its port; the other one has its own. */
  feedBegins(feedId: string, onlyFor: RelayPusher | null = null): void {
    for (const pusher of [this.#deps.rtmp, this.#deps.srt]) {
      if ((onlyFor !== null && pusher !== onlyFor) || !this.#reads(pusher, feedId)) continue;
      const port = this.#deps.openFeed(feedId);
      if (port !== null) pusher.setFeed(feedId, port);
    }
  }

  /** Nobody needs it any more. */
  feedOver(feedId: string): void {
    for (const pusher of [this.#deps.rtmp, this.#deps.srt]) pusher.setFeed(feedId, null);
  }

  /** Of those who have the relay now: the one that it was taken from may still speak of it. */
  #current(): RelayUnitState[] {
    return [...this.#states].flatMap(([pusher, states]) =>
      states.filter(({ relayId }) => this.#assigned.get(relayId)?.pusher === pusher),
    );
  }

  /** A feed whose last reader has gone is read no more: a port would fill memory for nobody. */
  #closeUnread({ pusher, feedId }: Assigned): void {
    if (!this.#reads(pusher, feedId)) pusher.setFeed(feedId, null);
  }

  #reads(pusher: RelayPusher, feedId: string): boolean {
    return [...this.#assigned.values()].some((each) => each.pusher === pusher && each.feedId === feedId);
  }

  #pusherOf(url: string): RelayPusher {
    return url.toLowerCase().startsWith('srt:') ? this.#deps.srt : this.#deps.rtmp;
  }
}
