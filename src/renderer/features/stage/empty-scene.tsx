import { useAddSource } from '../sources/use-add-source.js';
import { sourceKinds } from '../sources/source-kinds.js';
import { Button } from '../../ui/button.js';
import { stageWords } from './stage-words.js';

const first = ['display', 'camera', 'image', 'text'] as const;

/** Nothing in the scene yet: says what to do, and offers what most begin with. */
export function EmptyScene({
  frame,
}: {
  readonly frame: { left: number; top: number; width: number; height: number };
}) {
  const add = useAddSource();
  return (
    <div style={frame} className="pointer-events-none absolute grid place-items-center overflow-hidden">
      <div
        className="pointer-events-auto grid max-w-sm justify-items-center gap-2 rounded-card bg-surface p-4 text-center shadow-over"
        onPointerDown={(event) => event.stopPropagation()}
      >
        <p className="text-base font-semibold">{stageWords.emptyTitle}</p>
        <p className="text-sm text-muted">{stageWords.emptyNote}</p>
        <div className="mt-1 flex flex-wrap justify-center gap-2">
          {first.map((type) => (
            <Button key={type} size="small" icon={sourceKinds[type].icon} onClick={() => add(type)}>
              {sourceKinds[type].name}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
