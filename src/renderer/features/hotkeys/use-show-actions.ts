import type { clipLengths } from '../../../shared/clips.js';
import { assertNever } from '../../../shared/errors.js';
import type { FeedPurpose } from '../../../shared/feed.js';
import { goTo } from '../../app/use-route.js';
import { useIsConnected, useStudio } from '../../stores/studio-context.js';
import { useStudioMedia } from '../../stores/studio-media-context.js';
import { useToasts, type Toast } from '../../stores/toast-store.js';
import { useShowDesk } from '../golive/show-context.js';
import { useClip } from '../golive/use-clip.js';
import { hotkeyWords } from './hotkey-words.js';
import { showKey } from './show-key.js';

const { told } = hotkeyWords;

/**
 * What keys do to the show: begin it, ask for its end and take that back, pause it, clip it. What cannot be done says why. On
 * other pages than the studio's a message stands for the live bar.
 */
export function useShowActions(isOnStudioPage: boolean): Readonly<
  Record<'goLive' | 'record' | 'pause' | 'clip' | 'clip60' | 'clip120', () => void>
> & {
  readonly begin: (purpose: FeedPurpose) => void;
  readonly toggle: (purpose: FeedPurpose) => void;
} {
  const desk = useShowDesk();
  const media = useStudioMedia();
  const { store } = useStudio();
  const isConnected = useIsConnected();
  const { clip, isBusy } = useClip();
  const show = useToasts((view) => view.show);
  const warn = (words: Toast['words']) => show({ level: 'warning', words });
  /** The live bar says it where it is in sight. */
  const tell = (words: Toast['words'], action?: Toast['action']) => {
    if (!isOnStudioPage) show({ level: 'info', words, ...(action !== undefined && { action }) });
  };
  const begin = (purpose: FeedPurpose) => {
    // before the worker composes there is nothing to send, and it begins with the stage
    if (!isConnected || media.state().figures === null) {
      goTo('studio');
      return warn(told.notReady);
    }
    desk.begin(purpose);
    tell(told.begins[purpose]);
  };
  const toggle = (purpose: FeedPurpose) => {
    const key = showKey(desk.phase(), purpose);
    switch (key.does) {
      case 'ask-end':
        // the second press asks for the end, which the third takes back
        desk.askEnd();
        return tell(told.ends, { label: told.stay, run: () => desk.undoEnd() });
      case 'undo-end':
        return desk.undoEnd();
      case 'other':
        return warn(told.other[key.on]);
      case 'busy':
        return warn(told.busy);
      case 'elsewhere':
        return warn(told.elsewhere);
      case 'resume':
        return desk.resume();
      case 'begin':
        return begin(purpose);
      case 'nothing':
        return undefined;
      default:
        return assertNever(key);
    }
  };
  const clipLast = (seconds: (typeof clipLengths)[number]) => {
    const status = store.getState().state?.broadcast?.status;
    if (status !== 'live' && status !== 'reconnecting') return warn(told.nothingOn);
    if (!isBusy) void clip(seconds);
  };
  return {
    begin,
    toggle,
    goLive: () => toggle('live'),
    record: () => toggle('record'),
    pause: () => {
      const { kind } = desk.phase();
      const { isPaused } = media.state();
      if (!isPaused && kind !== 'live' && kind !== 'interrupted') return warn(told.nothingOn);
      media.pause(!isPaused);
      tell(isPaused ? told.shown : told.paused);
    },
    clip: () => clipLast(30),
    clip60: () => clipLast(60),
    clip120: () => clipLast(120),
  };
}
