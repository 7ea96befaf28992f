import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Card } from '../../ui/card.js';
import { Segmented } from '../../ui/segmented.js';
import { LatencyChoice } from '../latency/latency-choice.js';
import { panelWords as words } from './panel-words.js';

/** How many qualities viewers get, and how long they wait. */
export function QualityCard({ isOnAir }: { readonly isOnAir: boolean }) {
  const ladder = useEngineState(({ settings }) => settings.stream.ladder);
  const update = useCommand('updateSettings');
  const disabled = !update.isReady;
  return (
    <Card title={words.quality}>
      <div className="grid gap-3 px-4 pt-1 pb-4">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-sm">{words.ladder}</p>
          <Segmented
            label={words.ladder}
            value={ladder}
            options={words.ladders}
            disabled={disabled}
            onChange={(wanted) => void update.run({ patch: { stream: { ladder: wanted } } })}
          />
        </div>
        <LatencyChoice />
        {isOnAir && <p className="text-xs text-muted">{words.nextOnly}</p>}
      </div>
    </Card>
  );
}
