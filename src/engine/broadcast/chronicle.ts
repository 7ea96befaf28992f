import type { Publication } from '../../shared/publication.js';
import type { ActiveBroadcast, Recording } from '../../shared/studio-state.js';
import type { Logger } from '../log/logger.js';
import type { StateStore } from '../serve/studio-api.js';

/** How often the figures of a broadcast that is on go into the log. */
const figuresEveryMs = 60_000;

/**
 * Writes into the log what the studio shows of each broadcast: every change of its state, source, ladder, stages and
 * publications, and its figures once a minute. From it one can tell later what happened when. A reason is told again only
 * when its code changes, for its figures may change every second.
 */
export class Chronicle {
  readonly #store: StateStore;
  readonly #logger: Logger;
  readonly #now: () => number;
  /** What was last told, by broadcast and subject. */
  readonly #told = new Map<string, string>();
  #seenRecordings: readonly Recording[] = [];
  #activeId: string | null = null;
  #figuresAtMs = 0;
  #unsubscribe: (() => void) | null = null;

  constructor(deps: { readonly store: StateStore; readonly logger: Logger; readonly now: () => number }) {
    this.#store = deps.store;
    this.#logger = deps.logger;
    this.#now = deps.now;
  }

  start(): void {
    this.#unsubscribe ??= this.#store.subscribe(() => this.#look());
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  #look(): void {
    const { broadcast, recordings } = this.#store.get();
    if (broadcast !== null) this.#active(broadcast);
    else if (this.#activeId !== null) this.#over(this.#activeId);
    if (recordings === this.#seenRecordings) return;
    for (const [index, recording] of recordings.entries()) {
      // what did not change is the same object
      if (recording === this.#seenRecordings[index]) continue;
      for (const publication of recording.publications) this.#publication(publication);
    }
    this.#seenRecordings = recordings;
  }

  #active(active: ActiveBroadcast): void {
    const { id, title, status, programme, source, renditions, stages, publication, figures } = active;
    if (this.#activeId !== null && this.#activeId !== id) this.#over(this.#activeId);
    this.#activeId = id;
    this.#tell(id, 'broadcast', { title, status, programme }, 'broadcast');
    if (source !== null) this.#tell(id, 'source', { source }, 'source');
    const ladder = renditions.map(({ name, width, height, fps, copied, status: standing }) => {
      return { name, width, height, fps, copied, status: standing };
    });
    if (ladder.length > 0) this.#tell(id, 'ladder', { ladder }, 'ladder');
    for (const [stage, state] of Object.entries(stages)) {
      this.#tell(id, stage, { stage, ...state }, 'stage', [state.status, state.reason?.code]);
    }
    if (publication !== null) this.#publication(publication);
    if (this.#now() - this.#figuresAtMs < figuresEveryMs) return;
    this.#figuresAtMs = this.#now();
    this.#logger.info({ broadcast: id, figures }, 'figures');
  }

  #publication(publication: Publication): void {
    const { broadcastId, status, reason, isVerified, destinationId } = publication;
    const subject = `publication ${destinationId}`;
    // a library that was published long ago is no news
    const isOld = status === 'complete' && !this.#told.has(`${broadcastId} ${subject}`);
    this.#tell(broadcastId, subject, { publication }, isOld ? null : 'publication', [status, reason?.code, isVerified]);
  }

  /** Publications go on after the end; the rest of it is told. */
  #over(id: string): void {
    for (const key of [...this.#told.keys()]) {
      if (key.startsWith(`${id} `) && !key.startsWith(`${id} publication`)) this.#told.delete(key);
    }
    this.#activeId = null;
    this.#logger.info({ broadcast: id }, 'broadcast is over');
  }

  #tell(id: string, subject: string, facts: object, message: string | null, news: unknown = facts): void {
    const key = `${id} ${subject}`;
    const text = JSON.stringify(news);
    if (this.#told.get(key) === text) return;
    this.#told.set(key, text);
    if (message !== null) this.#logger.info({ broadcast: id, ...facts }, message);
  }
}
