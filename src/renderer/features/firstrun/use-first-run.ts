import { goTo } from '../../app/use-route.js';
import type { FirstRunStep, PublicSettings } from '../../../shared/settings.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';

interface FirstRunControl {
  readonly step: FirstRunStep;
  readonly isReady: boolean;
  readonly go: (step: FirstRunStep) => void;
  /** It is over, for good; the creator begins there from now on. Null: as before. */
  readonly finish: (start: PublicSettings['studio']['start']) => void;
}

/** Where the first run is. The engine keeps it: it goes on there after a reload, and in any window. */
export function useFirstRun(): FirstRunControl {
  const step = useEngineState(({ settings }) => settings.studio.firstRun);
  const update = useCommand('updateSettings');
  return {
    step,
    isReady: update.isReady,
    go: (firstRun) => void update.run({ patch: { studio: { firstRun } } }),
    finish: (start) =>
      void update
        .run({ patch: { studio: { firstRun: 'done', ...(start !== null && { start }) } } })
        .then((answer) => answer !== null && goTo(start ?? 'studio')),
  };
}

/** Whether the creator is still to be asked how they want to begin. */
export const needsFirstRun = ({ studio }: PublicSettings): boolean => studio.firstRun !== 'done';
