import { JsonFeed, type Reading } from '../data/json-feed.js';
import { readChannel, type Channel } from '../data/published.js';
import { el } from '../dom/el.js';
import { PlayerView } from '../player/player-view.js';
import { BroadcastInfo } from './broadcast-info.js';
import { OfflineNotice } from './offline-notice.js';
import { PageFrame } from './page-frame.js';
import type { PageInfo } from './page-info.js';
import { Recordings } from './recordings.js';

/** The permanent page of a channel: what is live now, else that nothing is, and the recordings. */
export class ChannelPage {
  readonly #frame = new PageFrame(null);
  readonly #player: PlayerView;
  readonly #info: BroadcastInfo;
  readonly #live = el('section', { class: 'live-section', hidden: true, 'aria-label': 'Live now' });
  readonly #offline: OfflineNotice;
  readonly #recordings = new Recordings();
  readonly #feed: JsonFeed<Channel>;
  #watching: string | null = null;
  #channel: Channel | null = null;

  constructor(app: HTMLElement, page: PageInfo) {
    this.#frame.setChannel(page.channelName);
    this.#player = new PlayerView((session) => {
      this.#info.update(session);
      // The session reads its own file more often than this page reads the channel's.
      if (session.state.broadcast?.state === 'ended' && this.#channel?.live?.id === this.#watching)
        this.#feed.refresh();
    });
    this.#info = new BroadcastInfo('', () => {
      this.#player.watchFromStart();
    });
    this.#offline = new OfflineNotice(() => {
      this.#feed.refresh();
    });
    this.#feed = new JsonFeed({
      url: './channel.json',
      read: readChannel,
      onReading: (reading) => {
        this.#onReading(reading);
      },
      mood: () => (this.#channel?.live ? 'rare' : 'calm'),
    });
    this.#live.append(this.#player.element, this.#info.element);
    this.#frame.main.append(this.#live, this.#offline.element, this.#recordings.element);
    app.replaceChildren(this.#frame.element);
  }

  start(): void {
    this.#feed.start();
  }

  #onReading(reading: Reading<Channel>): void {
    if (reading.outcome !== 'ok') {
      if (this.#channel === null) this.#offline.showProblem(reading.outcome);
      return;
    }
    const channel = reading.value;
    this.#channel = channel;
    this.#frame.setChannel(channel.name);
    this.#watch(channel);
    this.#offline.showOffline(channel.name, this.#watching === null);
    this.#recordings.update(channel, this.#watching, this.#watching === null);
    setTitle(channel);
  }

  /** Goes over to a new broadcast, unless the viewer is still watching the one before. */
  #watch(channel: Channel): void {
    const live = channel.live;
    if (live === null || live.id === this.#watching) return;
    const screen = this.#watching === null ? null : (this.#player.session?.screen ?? null);
    if (screen?.kind === 'playing' && screen.overlay !== 'interrupted') return;
    this.#watching = live.id;
    this.#live.hidden = false;
    this.#player.open({ folder: `b/${live.id}/`, dataFile: 'broadcast.json', startAt: null });
  }
}

function setTitle(channel: Channel): void {
  const title = channel.live === null ? channel.name : `${channel.live.title} · ${channel.name}`;
  if (title !== '') document.title = title;
}
