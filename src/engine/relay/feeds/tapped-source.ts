import type { MessagePort } from 'node:worker_threads';
import type { PlannedProgramme } from '../../broadcast/programme-audience.js';
import type { ProgrammeFeedSource } from './programme-feed-source.js';

/** The encoder's own packets. */
export class TappedSource implements ProgrammeFeedSource {
  readonly droppedFrames = 0;
  readonly #openTap: () => MessagePort | null;
  readonly #onBegins: () => void;

  constructor(deps: { readonly openTap: () => MessagePort | null; readonly onBegins: () => void }) {
    this.#openTap = deps.openTap;
    this.#onBegins = deps.onBegins;
  }

  begin(): void {
    this.#onBegins();
  }

  open(): MessagePort | null {
    return this.#openTap();
  }

  programmeChanged(_programme: PlannedProgramme, isOtherStay: boolean): void {
    if (isOtherStay) this.#onBegins();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
