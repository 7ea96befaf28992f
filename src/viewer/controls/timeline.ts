import { clockTime, spokenTime } from '../data/time-format.js';
import { el } from '../dom/el.js';
import { setText } from '../dom/set-text.js';
import type { SeekRange } from '../playback/playback.js';

export interface TimelineState {
  readonly range: SeekRange;
  readonly live: boolean;
  readonly atEdge: boolean;
  readonly current: number;
  /** Until where it is loaded around the current position, seconds of the video element. */
  readonly bufferedEnd: number;
}

/** The bar to go back and forth with. It holds still while it is dragged, even though a live range moves. */
export class Timeline {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #tip: HTMLElement;
  #state: TimelineState | null = null;
  #dragging = false;

  /** `onSeek`: seconds of the video element. */
  constructor(onSeek: (seconds: number) => void) {
    this.#input = el('input', {
      type: 'range',
      class: 'timeline-input',
      min: 0,
      max: 1000,
      step: 1,
      'aria-label': 'Position',
    });
    this.#tip = el('span', { class: 'timeline-tip', 'aria-hidden': true });
    const track = el(
      'span',
      { class: 'timeline-track' },
      el('span', { class: 'timeline-buffered' }),
      el('span', { class: 'timeline-played' }),
    );
    this.element = el('div', { class: 'timeline' }, track, this.#input, this.#tip);
    this.#input.addEventListener('pointerdown', () => (this.#dragging = true));
    for (const end of ['pointerup', 'pointercancel', 'change'] as const) {
      this.#input.addEventListener(end, () => (this.#dragging = false));
    }
    this.#input.addEventListener('input', () => {
      this.#setFraction('--played', Number(this.#input.value) / 1000);
    });
    this.#input.addEventListener('change', () => {
      const at = this.#secondsAt(Number(this.#input.value) / 1000);
      if (at !== null) onSeek(at);
    });
    this.element.addEventListener('pointermove', (event) => {
      this.#showTip(event.clientX);
    });
  }

  update(state: TimelineState): void {
    this.#state = state;
    if (this.#dragging) return;
    const fraction = state.live && state.atEdge ? 1 : this.#fractionOf(state.current);
    this.#input.value = String(Math.round(fraction * 1000));
    this.#setFraction('--played', fraction);
    this.#setFraction('--buffered', Math.max(fraction, this.#fractionOf(state.bufferedEnd)));
    const behind = state.range.end - state.current;
    const spoken = !state.live
      ? `${spokenTime(state.current - state.range.start)} of ${spokenTime(state.range.end - state.range.start)}`
      : state.atEdge
        ? 'Live'
        : `${spokenTime(behind)} behind live`;
    if (this.#input.getAttribute('aria-valuetext') !== spoken) this.#input.setAttribute('aria-valuetext', spoken);
  }

  #setFraction(name: string, fraction: number): void {
    this.element.style.setProperty(name, String(Math.round(fraction * 10_000) / 10_000));
  }

  #fractionOf(seconds: number): number {
    if (this.#state === null) return 0;
    const { start, end } = this.#state.range;
    return end > start ? Math.min(1, Math.max(0, (seconds - start) / (end - start))) : 0;
  }

  #secondsAt(fraction: number): number | null {
    if (this.#state === null) return null;
    const { start, end } = this.#state.range;
    return start + (end - start) * fraction;
  }

  #showTip(clientX: number): void {
    const box = this.element.getBoundingClientRect();
    const fraction = box.width > 0 ? Math.min(1, Math.max(0, (clientX - box.left) / box.width)) : 0;
    const at = this.#secondsAt(fraction);
    if (at === null || this.#state === null) return;
    const { range, live } = this.#state;
    setText(this.#tip, live ? `−${clockTime(range.end - at)}` : clockTime(at - range.start));
    this.#setFraction('--tip', fraction);
  }
}
