import { Notification } from 'electron';
import type { NativeNotice } from '../shared/native-notice.js';

/**
 * Messages of the system, for whom the studio's window is not in front. One of the same name takes the former one's place. A system
 * that shows none (or the creator has silenced) is no error: all of it stands in the studio's log.
 */
export class NativeNotices {
  readonly #isInFront: () => boolean;
  readonly #onClick: (notice: NativeNotice) => void;
  readonly #shown = new Map<string, Notification>();

  /** `isInFront`: whether the studio's window has the focus. */
  constructor(isInFront: () => boolean, onClick: (notice: NativeNotice) => void) {
    this.#isInFront = isInFront;
    this.#onClick = onClick;
  }

  show(notice: NativeNotice): void {
    if (this.#isInFront() || !Notification.isSupported()) return;
    const { title, body } = notice;
    this.#shown.get(title)?.close();
    const shown = new Notification({ title, body });
    // kept until it is over: one that nobody holds is never clicked
    this.#shown.set(title, shown);
    const forget = (): void => {
      if (this.#shown.get(title) === shown) this.#shown.delete(title);
    };
    shown.on('click', () => {
      forget();
      this.#onClick(notice);
    });
    shown.on('close', forget);
    shown.on('failed', forget);
    shown.show();
  }
}
