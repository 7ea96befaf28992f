import { wordsFor } from '../../app/words.js';
import type { clipLengths } from '../../../shared/clips.js';
import { bestLink } from '../../stores/best-link.js';
import { useStudio } from '../../stores/studio-context.js';
import { useToasts } from '../../stores/toast-store.js';
import { useCommand } from '../../stores/use-command.js';
import { clipWords as words } from './clip-words.js';

/** Makes clips of the broadcast that is on, and says so when one is there, with its link to copy. */
export function useClip(): {
  readonly clip: (seconds: (typeof clipLengths)[number]) => Promise<void>;
  readonly isBusy: boolean;
  readonly isReady: boolean;
} {
  const { store } = useStudio();
  const { run, isBusy, isReady } = useCommand('clipLive');
  const show = useToasts((view) => view.show);
  const clip = async (seconds: (typeof clipLengths)[number]): Promise<void> => {
    const broadcast = store.getState().state?.broadcast ?? null;
    if (broadcast === null) return;
    const answer = await run({ broadcastId: broadcast.id, seconds });
    if (answer === null) return;
    const current = () => store.getState().state?.clips.find(({ id }) => id === answer.clipId) ?? null;
    const copy = async (): Promise<void> => {
      const link = bestLink(current()?.links ?? [], 'watch');
      try {
        if (link === null) return;
        await navigator.clipboard.writeText(link.url);
        show({ level: 'info', words: words.copied });
      } catch {
        // refused by the browser, or the page is not in focus: the words say how to copy by hand
        show({ level: 'error', words: wordsFor('studio.clipboard-refused') });
      }
    };
    const say = current()?.status === 'publishing' ? words.onItsWay : words.made;
    const title = current()?.title ?? broadcast.title;
    show({ level: 'info', words: say(title), action: { label: words.copyLink, run: () => void copy() } });
  };
  return { clip, isBusy, isReady };
}
