import type { MediaStatus } from '../watch/watch-state.js';

/** How often and how long the picture stood still for want of media. Milliseconds of any steady clock. */
export class StallLog {
  #count = 0;
  #pastMs = 0;
  #sinceMs: number | null = null;

  note(media: MediaStatus, nowMs: number): void {
    if (media === 'starved') {
      if (this.#sinceMs === null) this.#count += 1;
      this.#sinceMs ??= nowMs;
      return;
    }
    if (this.#sinceMs !== null) this.#pastMs += nowMs - this.#sinceMs;
    this.#sinceMs = null;
  }

  total(nowMs: number): { readonly count: number; readonly seconds: number } {
    const openMs = this.#sinceMs === null ? 0 : nowMs - this.#sinceMs;
    return { count: this.#count, seconds: (this.#pastMs + openMs) / 1000 };
  }
}
