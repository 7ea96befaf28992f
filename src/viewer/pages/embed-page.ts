import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import { setText } from '../dom/set-text.js';
import { readTimeParam } from '../data/time-param.js';
import { PlayerView } from '../player/player-view.js';
import { embedWords } from './embed-words.js';
import type { PageInfo } from './page-info.js';

/**
 * The player alone, in a frame of somebody else's page, as large as that frame. Nothing of the media is asked for before the
 * viewer wants to watch (`?autoplay=1`: at once); the title leads to the whole page.
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
  const player = new PlayerView(({ state }) => {
    if (state.broadcast !== null) setText(title, state.broadcast.title);
  });
  player.element.append(el('h1', { class: 'embed-heading' }, out));
  app.replaceChildren(el('main', {}, player.element));
  const open = (): void => {
    player.open({ folder: './', dataFile: 'broadcast.json', startAt: readTimeParam(location.search) });
  };
  if (new URLSearchParams(location.search).get('autoplay') === '1') open();
  else player.offer(page.hasPoster ? './poster.jpg' : null, open);
}
