import { clockTime, dayOf } from '../data/time-format.js';
import { el } from '../dom/el.js';
import { setText } from '../dom/set-text.js';
import type { WatchSession } from '../watch/watch-session.js';
import { linkedText } from './linked-text.js';
import { ShareMenu, type Shareable } from './share-menu.js';

export interface BroadcastInfoOptions {
  /** Until the broadcast's own is known. */
  readonly title: string;
  /** On a channel's page: the player of whatever is live there, relative to the page. */
  readonly channelEmbed: string | null;
}

/** Title and facts below the picture. */
export class BroadcastInfo {
  readonly element: HTMLElement;
  readonly #title = el('h1', { class: 'title' });
  readonly #facts = el('p', { class: 'facts' });
  readonly #description = el('p', { class: 'description', hidden: true });
  readonly #fromStart: HTMLButtonElement;
  #described = '';
  #session: WatchSession | null = null;

  constructor({ title, channelEmbed }: BroadcastInfoOptions, onFromStart: () => void) {
    this.#fromStart = el('button', { type: 'button', class: 'quiet-button', hidden: true }, 'Watch from the start');
    this.#fromStart.addEventListener('click', onFromStart);
    this.#title.textContent = title;
    const share = new ShareMenu(() => shareable(this.#session, channelEmbed));
    const head = el(
      'div',
      { class: 'info' },
      el('div', { class: 'info-text' }, this.#title, this.#facts),
      el('div', { class: 'info-buttons' }, this.#fromStart, share.element),
    );
    this.element = el('div', {}, head, this.#description);
  }

  update(session: WatchSession): void {
    this.#session = session;
    const { broadcast, source, complete, interrupted } = session.state;
    if (broadcast === null) return;
    setText(this.#title, broadcast.title);
    this.#describe(broadcast.description);
    const day = dayOf(broadcast.startedAtMs);
    const over = broadcast.state === 'ended';
    const facts = over
      ? [day, broadcast.durationSeconds === null ? '' : clockTime(broadcast.durationSeconds)]
      : interrupted
        ? ['Interrupted', `began ${timeOf(broadcast.startedAtMs)}`]
        : broadcast.state === 'waiting'
          ? ['Starting soon']
          : [`Live since ${timeOf(broadcast.startedAtMs)}`];
    if (over && source === 'live') facts.unshift('Ended');
    setText(this.#facts, facts.filter((fact) => fact !== '').join(' · '));
    // While something plays; afterwards the picture itself offers it.
    const { screen } = session;
    const isPlaying = screen.kind === 'playing' && screen.overlay !== 'interrupted';
    this.#fromStart.hidden = !(isPlaying && source === 'live' && (over ? complete : broadcast.hasHistory));
  }

  #describe(text: string): void {
    if (text === this.#described) return;
    this.#described = text;
    this.#description.replaceChildren(...linkedText(text));
    this.#description.hidden = text === '';
  }
}

/** Of the channel's page its own link, which stays the same from one broadcast to the next. */
function shareable(session: WatchSession | null, channelEmbed: string | null): Shareable {
  const broadcast = session?.state.broadcast ?? null;
  if (session === null || broadcast === null) return { link: location.href, timed: null, seconds: null, embed: null };
  const { folder, isClip } = session;
  const embedTitle = channelEmbed === null ? broadcast.title : broadcast.channelName;
  return {
    link: location.href,
    timed: `${folder}index.html`,
    seconds: session.playback?.broadcastSeconds() ?? null,
    embed: isClip ? null : { link: channelEmbed ?? `${folder}embed.html`, title: embedTitle },
  };
}

function timeOf(timeMs: number | null): string {
  return timeMs === null ? 'now' : new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(timeMs);
}
