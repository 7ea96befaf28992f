import type { AppError } from '../../../shared/errors.js';

/** Why something does not get on, by broadcast; nothing once it does. */
export class Troubles {
  readonly #errors = new Map<string, AppError>();

  get(broadcastId: string): AppError | null {
    return this.#errors.get(broadcastId) ?? null;
  }

  set(broadcastId: string, error: AppError | null): void {
    if (error === null) this.#errors.delete(broadcastId);
    else this.#errors.set(broadcastId, error);
  }
}
