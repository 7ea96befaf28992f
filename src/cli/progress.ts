import type { ActiveBroadcast, StudioState } from '../shared/studio-state.js';
import { News } from './news.js';
import { describeBroadcast, fitLine } from './status-line.js';
import { describeRest, drainOf, publicationOf } from './upload-line.js';

/** Where progress is written: standard error, or a list in tests. */
export interface ProgressSink {
  readonly isTty: boolean;
  columns(): number;
  write(text: string): void;
}

/** Without a terminal one line per this much time is enough for a log. */
const PLAIN_EVERY_SECONDS = 10;

/**
 * Tells how a broadcast goes: on a terminal one living status line, elsewhere plain lines. Notices come as lines of their
 * own. Never writes a prompt nor a control character to anything but a terminal.
 */
export class Progress {
  readonly #sink: ProgressSink;
  readonly #broadcastId: string;
  readonly #nowMs: () => number;
  readonly #news = new News((line) => this.line(line), true);
  #link = '';
  #last = '';
  #lastStatus = '';
  #nextPlainAt = 0;
  #lineOpen = false;

  constructor(sink: ProgressSink, broadcastId: string, nowMs: () => number = () => performance.now()) {
    this.#sink = sink;
    this.#broadcastId = broadcastId;
    this.#nowMs = nowMs;
  }

  /** A line of its own. */
  line(text: string): void {
    this.close();
    this.#sink.write(`${text}\n`);
  }

  /** Shows the link at the end of the status line from now on. */
  setLink(url: string): void {
    this.#link = url;
  }

  /** Shows what is new in the state. Notices from before `sinceMs` belong to earlier runs. */
  show(state: StudioState, sinceMs: number): void {
    this.#news.look(state, publicationOf(state, this.#broadcastId), sinceMs);
    const drain = drainOf(state, this.#broadcastId);
    if (drain !== null) this.#showStatus(describeRest(drain), 'rest', this.#nowMs() / 1000);
    else if (state.broadcast?.id === this.#broadcastId) this.#showBroadcast(state.broadcast);
  }

  /** Leaves the status line standing and goes on below it. */
  close(): void {
    if (this.#lineOpen) this.#sink.write('\n');
    this.#lineOpen = false;
  }

  #showBroadcast(broadcast: ActiveBroadcast): void {
    const { status, figures } = broadcast;
    const text = describeBroadcast(broadcast);
    const withLink = this.#sink.isTty && this.#link !== '' ? `${text}  ${this.#link}` : text;
    this.#showStatus(withLink, status, figures.durationSeconds);
  }

  /** `atSeconds`: on a clock that goes on while the status stays the same. */
  #showStatus(text: string, status: string, atSeconds: number): void {
    if (this.#sink.isTty) {
      const line = fitLine(text, this.#sink.columns());
      if (line === this.#last && this.#lineOpen) return;
      this.#last = line;
      this.#lineOpen = true;
      this.#sink.write(`\r\u001b[2K${line}`);
      return;
    }
    if (status === this.#lastStatus && atSeconds < this.#nextPlainAt) return;
    this.#lastStatus = status;
    this.#nextPlainAt = atSeconds + PLAIN_EVERY_SECONDS;
    this.#sink.write(`${text}\n`);
  }
}
