import type { Reason } from '../../shared/domain.js';
import type { Notice } from '../../shared/studio-state.js';
import { capturesInUse } from '../features/golive/captures-in-use.js';
import type { MediaReasonCode } from '../media/media-reasons.js';
import type { StudioMedia } from '../media/studio-media.js';
import { collectionOf } from '../stores/scene-store.js';
import type { SceneStudio } from '../stores/scene-studio.js';
import { isSending } from './is-on-air.js';

/** One that comes and goes is not told again before. */
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
 * Tells when viewers lose a screen, camera or microphone while this page sends, and when they have it again: once each, however
 * often it is tried in vain. What died before its scene came on is told then; one that keeps coming and going every ten seconds,
 * and at their end if it is dead. Returns a function that ends it.
 */
export function announceCaptures({ media, scenes, tell, nowMs }: AnnounceCapturesOptions): () => void {
  /** Those that brought something since their loss was told last. */
  const lived = new Set<string>();
  /** Those whose loss viewers were told. */
  const lost = new Set<string>();
  const toldMs = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
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
  /** Milliseconds; 0 or less: it may be told. A clock that was set back makes nothing quiet for longer. */
  const quietLeftMs = (id: string): number => quietMs - Math.abs(nowMs() - (toldMs.get(id) ?? -Infinity));
  const follow = () => {
    const { captures } = media.state();
    for (const id of [...lived, ...lost]) if (!captures.has(id)) for (const each of [lived, lost]) each.delete(id);
    const quiet: number[] = [];
    for (const [id, state] of captures) {
      if (state.status === 'live' || state.status === 'frozen') {
        lived.add(id);
        if (lost.delete(id) && isMissed(id)) say(id, 'info', { code: back, details: {} });
      } else if ((state.status === 'gone' || state.status === 'denied') && lived.has(id) && isMissed(id)) {
        const leftMs = quietLeftMs(id);
        if (leftMs > 0) {
          quiet.push(leftMs);
          continue;
        }
        toldMs.set(id, nowMs());
        lived.delete(id);
        lost.add(id);
        // the creator's own doing, most often
        say(id, state.reason.code === ended ? 'warning' : 'error', state.reason);
      }
    }
    clearTimeout(timer);
    if (quiet.length > 0) timer = setTimeout(follow, Math.min(...quiet));
  };
  follow();
  const ends = [media.subscribe(follow), scenes.store.subscribe(follow)];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
