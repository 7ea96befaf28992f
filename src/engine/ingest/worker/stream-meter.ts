import type { IngestFigures } from '../media-server.js';

/** How much stream time the frame rate is measured over. */
const FPS_WINDOW_MS = 2_000;

/** Measures one publisher. Rates run on the stream's own clock, so that jitter on the way does not show as a change of rate. */
export class StreamMeter {
  #totalBytes = 0;
  #newestMs = 0;
  #newestVideoMs = 0;
  #idrMs: number | null = null;
  #gopMs: number | null = null;
  #frameTimes: number[] = [];
  #framesSinceSample = 0;
  #last: { readonly atMs: number; readonly bytes: number; readonly newestMs: number };

  /** `nowMs` is monotonic, here and in `sample`. */
  constructor(nowMs: number) {
    this.#last = { atMs: nowMs, bytes: 0, newestMs: 0 };
  }

  addSound(timestampMs: number, bytes: number): void {
    this.#count(timestampMs, bytes);
  }

  addVideo(timestampMs: number, bytes: number, isIdr: boolean): void {
    this.#count(timestampMs, bytes);
    this.#newestVideoMs = timestampMs;
    this.#framesSinceSample += 1;
    this.#frameTimes.push(timestampMs);
    while ((this.#frameTimes[0] ?? timestampMs) < timestampMs - FPS_WINDOW_MS) this.#frameTimes.shift();
    if (!isIdr) return;
    if (this.#idrMs !== null && timestampMs > this.#idrMs) this.#gopMs = timestampMs - this.#idrMs;
    this.#idrMs = timestampMs;
  }

  /** The figures since the last call. */
  sample(nowMs: number): IngestFigures {
    const wallMs = Math.max(1, nowMs - this.#last.atMs);
    const streamMs = this.#newestMs - this.#last.newestMs;
    const bytes = this.#totalBytes - this.#last.bytes;
    const hasPaused = this.#framesSinceSample === 0 && wallMs >= 500;
    this.#last = { atMs: nowMs, bytes: this.#totalBytes, newestMs: this.#newestMs };
    this.#framesSinceSample = 0;
    return {
      bitrate: Math.round((bytes * 8_000) / (streamMs >= 200 ? streamMs : wallMs)),
      fps: hasPaused && this.#frameTimes.length > 0 ? 0 : this.#fps(),
      gopSeconds: this.#gopMs === null ? null : this.#gopMs / 1000,
      openGopSeconds: this.#idrMs === null ? null : Math.max(0, this.#newestVideoMs - this.#idrMs) / 1000,
      newestTimestampMs: this.#newestMs,
      totalBytes: this.#totalBytes,
    };
  }

  #count(timestampMs: number, bytes: number): void {
    this.#totalBytes += bytes;
    // An encoder that starts at a high timestamp did not send all that time in this second.
    if (this.#newestMs === 0) this.#last = { ...this.#last, newestMs: timestampMs };
    this.#newestMs = Math.max(this.#newestMs, timestampMs);
  }

  #fps(): number | null {
    const first = this.#frameTimes[0];
    const last = this.#frameTimes.at(-1);
    if (first === undefined || last === undefined || last - first < 200) return null;
    return Math.round(((this.#frameTimes.length - 1) * 100_000) / (last - first)) / 100;
  }
}
