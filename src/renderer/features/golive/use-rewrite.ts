import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useToasts } from '../../stores/toast-store.js';
import { useCommand } from '../../stores/use-command.js';
import { goLiveWords as words } from './golive-words.js';

/** What viewers read of a broadcast. */
export type WordsPart = 'title' | 'description';

/**
 * Changes what viewers read of the broadcast that is on. A message says that it is done, and takes it back as long as it stands
 * there. Answers whether it was done; why not was told.
 */
export function useRewrite(): {
  readonly rewrite: (broadcast: ActiveBroadcast, part: WordsPart, text: string) => Promise<boolean>;
  readonly isReady: boolean;
} {
  const rename = useCommand('renameBroadcast');
  const describe = useCommand('describeBroadcast');
  const show = useToasts((view) => view.show);
  const send = async (broadcastId: string, part: WordsPart, text: string): Promise<boolean> => {
    const answer =
      part === 'title'
        ? await rename.run({ broadcastId, title: text })
        : await describe.run({ broadcastId, description: text });
    return answer !== null;
  };
  const rewrite = async (broadcast: ActiveBroadcast, part: WordsPart, text: string): Promise<boolean> => {
    const before = broadcast[part];
    if (!(await send(broadcast.id, part, text))) return false;
    const undo = { label: words.undoChange, run: () => void send(broadcast.id, part, before) };
    show({ level: 'info', words: words.changed[part], action: undo });
    return true;
  };
  return { rewrite, isReady: rename.isReady && describe.isReady };
}
