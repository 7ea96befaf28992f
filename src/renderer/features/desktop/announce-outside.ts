import type { StoreApi } from 'zustand';
import type { NativeNotice } from '../../../shared/native-notice.js';
import type { Host } from '../../../shared/host.js';
import type { Notice } from '../../../shared/studio-state.js';
import type { Words } from '../../app/facts.js';
import type { StudioMedia } from '../../media/studio-media.js';
import { bestLink } from '../../stores/best-link.js';
import { collectionOf } from '../../stores/scene-store.js';
import type { SceneStudio } from '../../stores/scene-studio.js';
import type { StudioView } from '../../stores/studio-store.js';
import { desktopWords as words } from './desktop-words.js';
import { isQuiet } from './is-quiet.js';

interface AnnounceOutsideOptions {
  readonly host: Pick<Host, 'notify'>;
  readonly store: Pick<StoreApi<StudioView>, 'getState' | 'subscribe'>;
  readonly scenes: Pick<SceneStudio, 'store'>;
  readonly media: Pick<StudioMedia, 'state'>;
}

const cut = ({ title, action }: Words, about: NativeNotice['about']): NativeNotice => ({
  about,
  title: title.slice(0, 200),
  body: action.slice(0, 600),
});

/**
 * Tells by the system, to whom the window is not in front, what somebody must do something about, and that viewers can watch now. While
 * viewers would see it, it is held back: it stands in the studio's log. Answers what takes a notice of the studio.
 */
export function announceOutside({ host, store, scenes, media }: AnnounceOutsideOptions) {
  const say = (notice: NativeNotice): void => {
    const isWanted = store.getState().state?.settings.studio.notifications === true;
    if (!isWanted || isQuiet(collectionOf(scenes.store.getState()), media.state())) return;
    void host.notify(notice);
  };
  let toldOf: string | null = null;
  store.subscribe(({ state }) => {
    const broadcast = state?.broadcast ?? null;
    if (broadcast === null || broadcast.id === toldOf || broadcast.status !== 'live') return;
    const link = bestLink(broadcast.links, 'watch');
    if (link === null || broadcast.visibility !== 'public') return;
    toldOf = broadcast.id;
    say(cut(words.link[link.reach], 'link'));
  });
  /** What goes on by itself, or went well, is for the studio alone. What was lost and is back is told as well. */
  return ({ level, reason }: Pick<Notice, 'level' | 'reason'>, told: Words): void => {
    if (level !== 'info' || returned.has(reason.code)) say(cut(told, 'trouble'));
  };
}

/** What somebody outside waits for. */
const returned: ReadonlySet<string> = new Set([
  'capture.back',
  'ingest.encoder-back',
  'ingest.studio-back',
  'broadcast.resumed-after-crash',
  'publish.public-again',
]);
