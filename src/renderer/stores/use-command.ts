import { useCallback, useState } from 'react';
import type { CommandAnswer, CommandName } from '../../shared/commands.js';
import { wordsFor } from '../app/words.js';
import type { CommandArguments } from './command-sender.js';
import { useIsConnected, useStudio } from './studio-context.js';
import { StudioError } from './studio-error.js';
import { useToasts } from './toast-store.js';

interface CommandHandle<N extends CommandName> {
  /**
   * Sends the command; null when it failed, which a toast has said by then, unless `onRefused` answered true: it has found
   * a better place to say it.
   */
  readonly run: (
    input: CommandArguments<N>,
    onRefused?: (error: StudioError) => boolean,
  ) => Promise<CommandAnswer<N> | null>;
  readonly isBusy: boolean;
  /** True when a control for it makes sense: connected, and not under way already. */
  readonly isReady: boolean;
}

/** A command for a control: sends, shows that it is under way, says in words why it failed. */
export function useCommand<N extends CommandName>(name: N): CommandHandle<N> {
  const { client } = useStudio();
  const isConnected = useIsConnected();
  const show = useToasts((view) => view.show);
  const [running, setRunning] = useState(0);
  const run = useCallback(
    async (input: CommandArguments<N>, onRefused?: (error: StudioError) => boolean) => {
      setRunning((count) => count + 1);
      try {
        return await client.send(name, input);
      } catch (thrown) {
        const error = thrown instanceof StudioError ? thrown : new StudioError('internal', 'Command failed');
        if (onRefused?.(error) !== true) show({ level: 'error', words: wordsFor(error.code, error.details) });
        return null;
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [client, name, show],
  );
  return { run, isBusy: running > 0, isReady: isConnected && running === 0 };
}
