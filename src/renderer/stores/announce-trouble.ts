import type { Reason } from '../../shared/domain.js';
import type { Notice } from '../../shared/studio-state.js';
import type { MediaReasonCode } from '../media/media-reasons.js';
import type { StudioMedia } from '../media/studio-media.js';

/** What goes on by itself, and what viewers miss until somebody does something: by code. All else is an error. */
const levels: Readonly<Record<string, Notice['level']>> = {
  'programme.slept': 'warning',
  'programme.renderer-lost': 'warning',
  'programme.encoder-failed': 'warning',
  'programme.sound-encoder-failed': 'warning',
  'programme.restarted': 'warning',
  'capture.file-unreadable': 'warning',
} satisfies Partial<Record<MediaReasonCode, Notice['level']>>;

/** The same again is not told before: what fails, often fails many times a second. */
const quietMs = 10_000;

export interface AnnounceTroubleOptions {
  readonly media: Pick<StudioMedia, 'state' | 'subscribe'>;
  /** Takes each trouble that is to be seen. */
  readonly tell: (notice: Omit<Notice, 'id'>) => void;
}

/** Tells each trouble that capture, composing and mixing live through from now on. Returns a function that ends it. */
export function announceTrouble({ media, tell }: AnnounceTroubleOptions): () => void {
  let seen = media.state().trouble;
  const toldMs = new Map<string, number>();
  return media.subscribe(() => {
    const { trouble } = media.state();
    if (trouble === seen) return;
    const known = new Set(seen);
    seen = trouble;
    for (const entry of trouble.toReversed()) {
      if (known.has(entry)) continue;
      const { atMs, reason } = entry;
      // a clock that was set back makes nothing quiet for longer
      const news = newsIn(reason);
      const sinceMs = Math.abs(atMs - (toldMs.get(news) ?? -Infinity));
      if (sinceMs < quietMs) continue;
      toldMs.set(news, atMs);
      tell({ atMs, level: levels[reason.code] ?? 'error', reason });
    }
  });
}

/** The same for what is the same news: another file, or another encoder that takes a failed one's place, is news. */
function newsIn({ code, details }: Reason): string {
  return [code, details['name'], details['isReplaced']].map(String).join(' ');
}
