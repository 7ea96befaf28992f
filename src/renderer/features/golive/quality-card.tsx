import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Card } from '../../ui/card.js';
import { Segmented } from '../../ui/segmented.js';
import { panelWords as words } from './panel-words.js';

const segmentChoices = [1, 2, 4, 6];

/** How many qualities viewers get, and how long they wait. */
export function QualityCard({ isOnAir }: { readonly isOnAir: boolean }) {
  const { ladder, segmentSeconds } = useEngineState(({ settings }) => settings.stream);
  const update = useCommand('updateSettings');
  const disabled = !update.isReady;
  const seconds = [...new Set([...segmentChoices, segmentSeconds])].toSorted((a, b) => a - b);
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
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-sm">{words.segment}</p>
          <Segmented
            label={words.segment}
            value={String(segmentSeconds)}
            options={seconds.map((each) => ({ value: String(each), label: words.segments(each) }))}
            disabled={disabled}
            onChange={(wanted) => void update.run({ patch: { stream: { segmentSeconds: Number(wanted) } } })}
          />
        </div>
        {isOnAir && <p className="text-xs text-muted">{words.nextOnly}</p>}
      </div>
    </Card>
  );
}
