import { randomUUID } from 'node:crypto';
import { toAppError } from '../shared/errors.js';
import type { Reason } from '../shared/domain.js';
import type { Notice } from '../shared/studio-state.js';
import type { Clock } from './clock.js';
import type { Logger } from './log/logger.js';
import type { StateStore } from './serve/studio-api.js';

/** How many notices the state carries; the log has them all. */
const keptNotices = 50;
/** The same notice again within this time only moves the former one's time. */
const floodMs = 2_000;

/** Tells people what happened, in the state and in the log. */
export class NoticeBoard {
  readonly #store: StateStore;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(deps: { readonly store: StateStore; readonly clock: Clock; readonly logger: Logger }) {
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#logger = deps.logger;
  }

  post(level: Notice['level'], reason: Reason): void {
    const logged = level === 'warning' ? 'warn' : level;
    this.#logger[logged]({ reason }, 'notice');
    const atMs = this.#clock.now();
    const same = JSON.stringify(reason);
    this.#store.update((draft) => {
      const last = draft.notices[0];
      if (last !== undefined && JSON.stringify(last.reason) === same && atMs - last.atMs < floodMs) {
        last.atMs = atMs;
        return;
      }
      draft.notices.unshift({ id: randomUUID(), atMs, level, reason });
      draft.notices.splice(keptNotices);
    });
  }

  /** Tells of something that failed, by its code. */
  postError(thrown: unknown): void {
    const { code, details } = toAppError(thrown);
    this.#logger.error({ err: thrown }, 'failed');
    this.post('error', { code, details: { ...details } });
  }

  dismiss(noticeId: string): void {
    this.#store.update((draft) => {
      draft.notices = draft.notices.filter((notice) => notice.id !== noticeId);
    });
  }
}
