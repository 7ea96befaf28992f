import { readTimeParam } from '../data/time-param.js';
import { PlayerView } from '../player/player-view.js';
import { BroadcastInfo } from './broadcast-info.js';
import { PageFrame } from './page-frame.js';
import type { PageInfo } from './page-info.js';

/** The page of one broadcast: before, during and after it. That of a clip is the same: a recording of its own. */
export function showBroadcastPage(app: HTMLElement, page: PageInfo): void {
  const frame = new PageFrame(`${page.root}index.html`);
  frame.setChannel(page.channelName);
  const player = new PlayerView((session) => {
    info.update(session);
    const { broadcast } = session.state;
    if (broadcast === null) return;
    frame.setChannel(broadcast.channelName);
    document.title = broadcast.channelName === '' ? broadcast.title : `${broadcast.title} · ${broadcast.channelName}`;
  });
  const info = new BroadcastInfo({ title: page.title, channelEmbed: null }, () => {
    player.watchFromStart();
  });
  frame.main.append(player.element, info.element);
  app.replaceChildren(frame.element);
  const startAt = readTimeParam(location.search);
  player.open({ folder: './', dataFile: page.kind === 'clip' ? 'clip.json' : 'broadcast.json', startAt });
}
