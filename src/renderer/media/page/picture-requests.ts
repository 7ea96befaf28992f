import { AppError } from '../../../shared/errors.js';
import type { FromProgramme, ToProgramme } from '../protocol.js';

interface Waiting {
  readonly resolve: (bitmap: ImageBitmap) => void;
  readonly reject: (error: AppError) => void;
}

/** Pictures of the programme that were asked for, and their answers. */
export class PictureRequests {
  readonly #post: (message: ToProgramme) => void;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;

  constructor(post: (message: ToProgramme) => void) {
    this.#post = post;
  }

  /** Rejects with AppError `internal` (retryable) when the worker dies before it answers. */
  ask(maxWidth: number): Promise<ImageBitmap> {
    const id = (this.#next += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ type: 'grab', id, maxWidth });
    });
  }

  answer({ id, bitmap }: Extract<FromProgramme, { type: 'picture' }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting === undefined) bitmap.close();
    else waiting.resolve(bitmap);
  }

  /** Nobody answers any more. */
  fail(): void {
    for (const { reject } of this.#waiting.values()) {
      reject(new AppError('internal', 'Expected a picture of the programme, its worker is gone', { retryable: true }));
    }
    this.#waiting.clear();
  }
}
