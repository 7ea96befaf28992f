import type { Channel } from '../data/published.js';
import { el } from '../dom/el.js';
import { PlayerView } from '../player/player-view.js';
import { BroadcastInfo } from './broadcast-info.js';
import { LiveChannel } from './live-channel.js';
import { OfflineNotice } from './offline-notice.js';
import { PageFrame } from './page-frame.js';
import type { PageInfo } from './page-info.js';
import { Recordings } from './recordings.js';

/** The permanent page of a channel: what is live now, else that nothing is, and the recordings. */
export class ChannelPage {
  readonly #frame = new PageFrame(null);
  readonly #live = el('section', { class: 'live-section', hidden: true, 'aria-label': 'Live now' });
  readonly #offline: OfflineNotice;
  readonly #recordings = new Recordings();
  readonly #channel: LiveChannel;

  constructor(app: HTMLElement, page: PageInfo) {
    this.#frame.setChannel(page.channelName);
    const player = new PlayerView((session) => {
      info.update(session);
      this.#channel.noteSession(session);
    });
    const info = new BroadcastInfo({ title: '', channelEmbed: './embed.html' }, () => {
      player.watchFromStart();
    });
    this.#offline = new OfflineNotice(() => {
      this.#channel.refresh();
    });
    this.#channel = new LiveChannel({
      player,
      onChannel: (channel, watching) => {
        this.#show(channel, watching);
      },
      onProblem: (outcome) => {
        this.#offline.showProblem(outcome);
      },
    });
    this.#live.append(player.element, info.element);
    this.#frame.main.append(this.#live, this.#offline.element, this.#recordings.element);
    app.replaceChildren(this.#frame.element);
  }

  start(): void {
    this.#channel.start();
  }

  #show(channel: Channel, watching: string | null): void {
    this.#frame.setChannel(channel.name);
    this.#live.hidden = watching === null;
    this.#offline.showOffline(channel.name, watching === null);
    this.#recordings.update(channel, watching, watching === null);
    setTitle(channel);
  }
}

function setTitle(channel: Channel): void {
  const title = channel.live === null ? channel.name : `${channel.live.title} · ${channel.name}`;
  if (title !== '') document.title = title;
}
