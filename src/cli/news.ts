import type { Publication } from '../shared/publication.js';
import type { Notice, StudioState } from '../shared/studio-state.js';
import { RelayNews } from './relay-news.js';
import { wordsFor } from './words.js';

/**
 * What a person must hear of while something runs: notices, and at once when nothing gets through to the destination any
 * more. Each thing is told once, by whichever way it comes first.
 */
export class News {
  readonly #tell: (line: string) => void;
  readonly #told = new Set<string>();
  /** Codes that were told of the trouble that lasts. */
  readonly #toldOfTrouble = new Set<string>();
  readonly #relays: RelayNews;
  #isInTrouble = false;

  /** `isOneShow`: of one broadcast, with which the command ends. */
  constructor(tell: (line: string) => void, isOneShow = false) {
    this.#tell = tell;
    this.#relays = new RelayNews(tell, isOneShow);
  }

  /** Tells what is new. Notices from before `sinceMs` belong to earlier runs. */
  look(state: StudioState, publication: Publication | null, sinceMs: number): void {
    if (publication !== null) this.#lookAt(publication);
    this.#relays.look(state);
    for (const notice of state.notices) this.#show(notice, sinceMs);
  }

  #lookAt({ status, reason, destinationName }: Publication): void {
    const wasInTrouble = this.#isInTrouble;
    this.#isInTrouble = status === 'blocked' || status === 'held';
    if (wasInTrouble && !this.#isInTrouble) this.#toldOfTrouble.clear();
    if (!this.#isInTrouble || reason === null || this.#toldOfTrouble.has(reason.code)) return;
    this.#toldOfTrouble.add(reason.code);
    const words = wordsFor(reason.code, reason.details);
    this.#tell(`warning: Nothing gets through to ${destinationName}. ${words} The recording goes on here.`);
  }

  #show(notice: Notice, sinceMs: number): void {
    if (notice.atMs < sinceMs || this.#told.has(notice.id)) return;
    this.#told.add(notice.id);
    const { code, details } = notice.reason;
    // each relay's failure is news of its own, whatever the destination's trouble is
    const isTold = this.#toldOfTrouble.has(code) && !code.startsWith('relay.');
    // of whatever trouble there is, or is about to be; a trouble may also pass before it is seen in the publication
    if (code === 'publish.mended') this.#toldOfTrouble.clear();
    else this.#toldOfTrouble.add(code);
    if (!isTold || !this.#isInTrouble) this.#tell(`${notice.level}: ${wordsFor(code, details)}`);
  }
}
