import { z } from 'zod';
import type { StudioState } from '../../shared/studio-state.js';
import { CommandSender } from './command-sender.js';
import type { Connection } from './connection.js';
import { LinkError, type EngineLink, type LinkFailure } from './engine-link.js';
import type { Mirror } from './mirror.js';
import { ObservableValue } from './observable-value.js';
import { StateFeed } from './state-feed.js';
import { StudioError } from './studio-error.js';

interface StudioClientOptions {
  readonly link: EngineLink;
  /** Asks the server whether this page's session still counts; false ends all attempts. Never rejects. */
  readonly isAuthorized: () => Promise<boolean>;
}

const keySchema = z.object({ key: z.string() });

/** The studio's side of the engine: the mirror, the connection's state, and commands. */
export class StudioClient {
  readonly mirror = new ObservableValue<Mirror | null>(null);
  readonly connection = new ObservableValue<Connection>({ status: 'connecting' });
  readonly #isReady = new ObservableValue(false);
  readonly #options: StudioClientOptions;
  readonly #sender: CommandSender;
  readonly #feed: StateFeed;
  readonly #unsubscribe: (() => void)[] = [];

  constructor(options: StudioClientOptions) {
    this.#options = options;
    const { link } = options;
    this.#sender = new CommandSender({ link, mirror: this.mirror, isReady: this.#isReady });
    this.#feed = new StateFeed({
      link,
      mirror: this.mirror,
      onAlive: () => this.#onAlive(),
      onMismatch: () => this.#become({ status: 'mismatched' }),
      onLost: (failure) => this.#onLost(failure),
    });
  }

  /** The state as last seen, or null before the first snapshot. */
  get state(): StudioState | null {
    return this.mirror.get()?.state ?? null;
  }

  /** Connects and keeps connected. */
  start(): void {
    const { link } = this.#options;
    this.#unsubscribe.push(
      link.onOpenChange((open) => {
        if (!open) this.#onClosed();
      }),
      link.onConnectFailed(() => void this.#askWhetherAuthorized()),
    );
    this.#feed.start();
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#feed.stop();
    this.#options.link.close();
  }

  /** See CommandSender.send. */
  readonly send: CommandSender['send'] = (name, input, options) => this.#sender.send(name, input, options);

  /** An input's stream key, which is never part of the state. Throws StudioError. */
  async revealKey(inputId: string): Promise<string> {
    try {
      const answer = await this.#options.link.revealKey(inputId, AbortSignal.timeout(10_000));
      return keySchema.parse(answer).key;
    } catch (thrown) {
      if (thrown instanceof LinkError && thrown.failure.kind === 'refused') {
        const { code, message, details } = thrown.failure.error;
        throw new StudioError(code, message, { details, cause: thrown });
      }
      throw new StudioError('studio.unreachable', 'The key was not answered', { cause: thrown });
    }
  }

  #onAlive(): void {
    this.#isReady.set(true);
    this.#become({ status: 'connected' });
  }

  #onClosed(): void {
    this.#isReady.set(false);
    if (this.connection.get().status === 'connected') this.#become({ status: 'reconnecting', sinceMs: Date.now() });
    void this.#askWhetherAuthorized();
  }

  #onLost(failure: LinkFailure): void {
    if (failure.kind === 'refused' && failure.error.code.startsWith('auth.')) this.#giveUp();
  }

  async #askWhetherAuthorized(): Promise<void> {
    if (!(await this.#options.isAuthorized())) this.#giveUp();
  }

  #giveUp(): void {
    this.#become({ status: 'unauthorized' });
    this.stop();
  }

  #become(connection: Connection): void {
    const now = this.connection.get().status;
    if (now !== 'unauthorized' && now !== connection.status) this.connection.set(connection);
  }
}
