import type { Reason } from '../../shared/domain.js';
import type { Notice } from '../../shared/studio-state.js';
import { capturesInUse } from '../features/golive/captures-in-use.js';
import type { MediaReasonCode } from '../media/media-reasons.js';
import type { CaptureState, StudioMedia } from '../media/studio-media.js';
import { collectionOf } from '../stores/scene-store.js';
import type { SceneStudio } from '../stores/scene-studio.js';
import { isSending } from './is-on-air.js';

/** One that comes and goes is not told before. */
const quietMs = 10_000;
const [ended, back]: readonly [MediaReasonCode, MediaReasonCode] = ['capture.share-ended', 'capture.back'];

interface AnnounceCapturesOptions {
  readonly media: Pick<StudioMedia, 'state' | 'subscribe'>;
  readonly scenes: Pick<SceneStudio, 'store'>;
  /** Takes what is to be seen. */
  readonly tell: (notice: Omit<Notice, 'id'>) => void;
  readonly nowMs: () => number;
}

/**
 * Tells when a screen, camera or microphone that viewers see or hear dies while this page sends, and when it is back: once each,
 * however often it is tried in vain. Returns a function that ends it.
 */
export function announceCaptures({ media, scenes, tell, nowMs }: AnnounceCapturesOptions): () => void {
  let seen: ReadonlyMap<string, CaptureState> = new Map();
  const lived = new Set<string>();
  const lost = new Set<string>();
  const toldMs = new Map<string, number>();
  const say = (sourceId: string, level: Notice['level'], reason: Reason) => {
    const collection = collectionOf(scenes.store.getState());
    const source = collection?.sources.find(({ id }) => id === sourceId);
    if (source === undefined) return;
    tell({ atMs: nowMs(), level, reason: { code: reason.code, details: { ...reason.details, name: source.name } } });
  };
  const isMissed = (sourceId: string): boolean => {
    const view = scenes.store.getState();
    const collection = collectionOf(view);
    const used = collection === null ? [] : capturesInUse(collection, view.programmeSceneId);
    return isSending(media.state().feed) && used.some(({ id }) => id === sourceId);
  };
  const follow = () => {
    const { captures, feed } = media.state();
    if (captures === seen) return;
    for (const id of seen.keys()) if (!captures.has(id)) for (const each of [lived, lost]) each.delete(id);
    seen = captures;
    for (const [id, state] of captures) {
      if (state.status === 'live' || state.status === 'frozen') {
        lived.add(id);
        if (lost.delete(id) && isSending(feed)) say(id, 'info', { code: back, details: {} });
      } else if ((state.status === 'gone' || state.status === 'denied') && lived.delete(id) && isMissed(id)) {
        // a clock that was set back makes nothing quiet for longer
        if (Math.abs(nowMs() - (toldMs.get(id) ?? -Infinity)) < quietMs) continue;
        toldMs.set(id, nowMs());
        lost.add(id);
        // the creator's own doing, most often
        say(id, state.reason.code === ended ? 'warning' : 'error', state.reason);
      }
    }
  };
  follow();
  return media.subscribe(follow);
}
