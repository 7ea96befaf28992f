import { fileClip, type FileClip } from './file-clip.js';
import type { NumberedClip } from './numbered-clip.js';
import { PublishedShow, type ShowOptions } from './published-show.js';

/** The published shows of a test file, one at a time: each is stopped after its test, and leaves no process. */
export class PublishedShows {
  readonly own: FileClip = fileClip(() => this.#stop());
  #show: PublishedShow | null = null;

  /** Live in the bucket, read back. The line is good so far. `clip`: what is sent; the file's own. */
  async start(options: ShowOptions & { readonly clip?: NumberedClip } = {}): Promise<PublishedShow> {
    this.#show = await PublishedShow.start(options.clip ?? this.own.clip, options);
    return this.#show;
  }

  async #stop(): Promise<void> {
    const show = this.#show;
    this.#show = null;
    await show?.stop();
  }
}
