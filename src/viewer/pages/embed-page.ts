import { readTimeParam } from '../data/time-param.js';
import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import { setText } from '../dom/set-text.js';
import { PlayerView } from '../player/player-view.js';
import { embedWords } from './embed-words.js';
import { LiveChannel } from './live-channel.js';
import { OfflineNotice } from './offline-notice.js';
import type { PageInfo } from './page-info.js';

/**
 * The player alone, in a frame of somebody else's page, as large as that frame: one broadcast, or whatever is live on a channel.
 * Nothing of the media is asked for before the viewer wants to watch (`?autoplay=1`: at once); the title leads to the whole page.
 */
export function showEmbedPage(app: HTMLElement, page: PageInfo): void {
  document.documentElement.classList.add('embed');
  const title = el('span', { class: 'embed-title' }, page.title);
  const out = el(
    'a',
    { class: 'embed-link', href: './index.html', target: '_blank', rel: 'noopener', title: embedWords.whole },
    title,
    icon('open'),
  );
  const player = new PlayerView((session) => {
    if (session.state.broadcast !== null) setText(title, session.state.broadcast.title);
    channel?.noteSession(session);
  });
  player.element.append(el('h1', { class: 'embed-heading' }, out));
  const channel = page.kind === 'channel-embed' ? embeddedChannel(player) : null;
  app.replaceChildren(el('main', {}, player.element));
  const open = (): void => {
    if (channel !== null) channel.start();
    else player.open({ folder: './', dataFile: 'broadcast.json', startAt: readTimeParam(location.search) });
  };
  if (new URLSearchParams(location.search).get('autoplay') === '1') open();
  else player.offer(page.hasPoster ? './poster.jpg' : null, open);
}

/** Says over the player that nothing is live, until something is. */
function embeddedChannel(player: PlayerView): LiveChannel {
  const offline = new OfflineNotice(() => {
    channel.refresh();
  });
  const channel = new LiveChannel({
    player,
    onChannel: ({ name }, watching) => {
      offline.showOffline(name, watching === null);
    },
    onProblem: (outcome) => {
      offline.showProblem(outcome);
    },
  });
  player.element.append(offline.element);
  return channel;
}
