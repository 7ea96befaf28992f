import { JsonFeed, type Reading } from '../data/json-feed.js';
import { readChannel, type Channel } from '../data/published.js';
import type { PlayerView } from '../player/player-view.js';
import type { WatchSession } from '../watch/watch-session.js';

export interface LiveChannelOptions {
  readonly player: PlayerView;
  /** It was read anew; `watching`: the broadcast in the player, also after its end. */
  readonly onChannel: (channel: Channel, watching: string | null) => void;
  /** It could not be read, and never was. */
  readonly onProblem: (outcome: Exclude<Reading<Channel>['outcome'], 'ok'>) => void;
}

/** Reads a channel again and again, and has the player show what is live there. */
export class LiveChannel {
  readonly #options: LiveChannelOptions;
  readonly #feed: JsonFeed<Channel>;
  #watching: string | null = null;
  #channel: Channel | null = null;

  constructor(options: LiveChannelOptions) {
    this.#options = options;
    this.#feed = new JsonFeed({
      url: './channel.json',
      read: readChannel,
      onReading: (reading) => {
        this.#onReading(reading);
      },
      mood: () => (this.#channel?.live ? 'rare' : 'calm'),
    });
  }

  start(): void {
    this.#feed.start();
  }

  /** Reads now. */
  refresh(): void {
    this.#feed.refresh();
  }

  /** To be told of each change in the player: it reads its own file more often than the channel's is read. */
  noteSession(session: WatchSession): void {
    if (session.state.broadcast?.state === 'ended' && this.#channel?.live?.id === this.#watching) this.#feed.refresh();
  }

  #onReading(reading: Reading<Channel>): void {
    if (reading.outcome !== 'ok') {
      if (this.#channel === null) this.#options.onProblem(reading.outcome);
      return;
    }
    this.#channel = reading.value;
    this.#watch(reading.value);
    this.#options.onChannel(reading.value, this.#watching);
  }

  /** Goes over to a new broadcast, unless the viewer is still watching the one before. */
  #watch({ live }: Channel): void {
    if (live === null || live.id === this.#watching) return;
    const { player } = this.#options;
    const screen = this.#watching === null ? null : (player.session?.screen ?? null);
    if (screen?.kind === 'playing' && screen.overlay !== 'interrupted') return;
    this.#watching = live.id;
    player.open({ folder: `b/${live.id}/`, dataFile: 'broadcast.json', startAt: null });
  }
}
