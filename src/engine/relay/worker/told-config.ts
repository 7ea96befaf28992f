import { isSameConfig } from './feed-config.js';
import { isHeader, type FeedTag, type FeedTagKind } from './feed-tag.js';

/** What the service at the other end of a connection was told of codecs and sizes. */
export class ToldConfig {
  readonly #headers = new Map<FeedTagKind, FeedTag>();

  /** A connection that begins with these. */
  begin(tags: readonly FeedTag[]): void {
    this.#headers.clear();
    for (const tag of tags) if (isHeader(tag.kind)) this.#headers.set(tag.kind, tag);
  }

  /** True when this is a header that says other than what was told. It counts as told from here on. */
  isContradictedBy(tag: FeedTag): boolean {
    if (!isHeader(tag.kind)) return false;
    const before = this.#headers.get(tag.kind);
    this.#headers.set(tag.kind, tag);
    return before !== undefined && !isSameConfig(before, tag);
  }
}
