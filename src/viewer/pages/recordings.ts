import { readOnce } from '../data/json-feed.js';
import { readOlder, type Channel, type RecordingEntry } from '../data/published.js';
import { clockTime, dayOf } from '../data/time-format.js';
import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';

function thumbnail(recording: RecordingEntry): HTMLElement {
  const box = el('span', { class: 'thumbnail' }, icon('play'));
  if (recording.hasPoster) {
    const image = el('img', { src: `b/${recording.id}/poster.jpg`, alt: '', loading: 'lazy', decoding: 'async' });
    image.addEventListener('error', () => {
      image.remove();
    });
    box.append(image);
  }
  box.append(el('span', { class: 'duration' }, clockTime(recording.durationSeconds)));
  return box;
}

function card(recording: RecordingEntry): HTMLElement {
  const link = el(
    'a',
    { class: 'recording', href: `b/${recording.id}/index.html` },
    thumbnail(recording),
    el('span', { class: 'recording-title' }, recording.title),
    el('span', { class: 'recording-day' }, dayOf(recording.startedAtMs)),
  );
  return el('li', {}, link);
}

/** The channel's recordings, newest first; older ones when asked for. The newest is big while the channel is offline. */
export class Recordings {
  readonly element = el('section', { class: 'recordings', 'aria-labelledby': 'recordings-title', hidden: true });
  readonly #list = el('ul', { class: 'recording-list' });
  readonly #button = el('button', { type: 'button', class: 'quiet-button' }, 'Older recordings');
  readonly #failure = el('p', { class: 'older-failure', role: 'status' });
  readonly #more = el('div', { class: 'older-recordings', hidden: true }, this.#button, this.#failure);
  #newest: readonly RecordingEntry[] = [];
  #older: readonly RecordingEntry[] = [];
  /** Undefined: nothing older was read yet, the channel says where it begins. */
  #next: string | null | undefined = undefined;
  #begin: string | null = null;
  #without: string | null = null;
  #featureNewest = false;
  #shown = '';

  constructor() {
    const title = el('h2', { id: 'recordings-title', class: 'section-title' }, 'Recordings');
    this.element.append(title, this.#list, this.#more);
    this.#button.addEventListener('click', () => void this.#readOlder());
  }

  /** `without`: the broadcast shown above the list. */
  update({ recordings, older }: Channel, without: string | null, featureNewest: boolean): void {
    this.#newest = recordings;
    this.#begin = older;
    this.#without = without;
    this.#featureNewest = featureNewest;
    this.#show();
  }

  #show(): void {
    const known = new Map([...this.#newest, ...this.#older].map((recording) => [recording.id, recording]));
    const shown = [...known.values()].filter(({ id }) => id !== this.#without);
    this.#more.hidden = this.#following === null;
    const key = JSON.stringify([shown, this.#featureNewest]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.hidden = shown.length === 0;
    this.#list.classList.toggle('feature-first', this.#featureNewest && shown.length > 0);
    this.#list.replaceChildren(...shown.map(card));
  }

  get #following(): string | null {
    return this.#next === undefined ? this.#begin : this.#next;
  }

  /** The next page with something new: the first one repeats what is shown already. */
  async #readOlder(): Promise<void> {
    const before = this.#list.children.length;
    this.#button.disabled = true;
    this.#failure.textContent = '';
    while (this.#following !== null && this.#list.children.length === before) {
      const reading = await readOnce(`./${this.#following}`, readOlder, false);
      if (reading.outcome !== 'ok') {
        this.#failure.textContent = 'The older recordings cannot be loaded now. Try again in a moment.';
        break;
      }
      this.#older = [...this.#older, ...reading.value.recordings];
      this.#next = reading.value.older;
      this.#show();
    }
    this.#button.disabled = false;
    // who uses the keyboard goes on where the list went on
    this.#list.children[before]?.querySelector('a')?.focus();
  }
}
