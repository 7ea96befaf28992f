import type { BroadcastPublication } from './broadcast-publication.js';
import type { DestinationPages } from './destination-pages.js';
import type { PacedWriter } from './paced-writer.js';
import type { PublicationFinisher } from './publication-finisher.js';

export interface BucketReturnDeps {
  readonly writer: Pick<PacedWriter, 'hold' | 'release'>;
  readonly pages: Pick<DestinationPages, 'renew'>;
  readonly finisher: Pick<PublicationFinisher, 'recheck'>;
  readonly publications: () => readonly BroadcastPublication[];
}

/**
 * A bucket that was deleted, and made anew: nothing of what it had confirmed may be in it. Its playlists and pages wait from
 * the moment it is gone until it has said what it has, so that they name nothing else. Media goes on as soon as it is back.
 */
export class BucketReturn {
  readonly #deps: BucketReturnDeps;
  #isBack: (() => void) | null = null;

  constructor(deps: BucketReturnDeps) {
    this.#deps = deps;
  }

  /** The bucket is not there. */
  gone(): void {
    if (this.#isBack !== null) return;
    const back = new Promise<void>((resolve) => (this.#isBack = resolve));
    this.#deps.writer.hold(back.then(() => this.#recheck()));
  }

  /** It answers; also if it was never gone. */
  back(): void {
    this.#isBack?.();
    this.#isBack = null;
  }

  async #recheck(): Promise<void> {
    const { writer, pages, finisher, publications } = this.#deps;
    writer.release(() => true);
    pages.renew();
    await Promise.all(
      publications().map(async (publication) => {
        await finisher.recheck(publication);
        // not waited for: it is written when this is over. It fails when the line is closed
        void publication.refreshPages().catch(() => undefined);
      }),
    );
  }
}
