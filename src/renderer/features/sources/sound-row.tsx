import { clsx } from 'clsx';
import { Trash2 } from 'lucide-react';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { removeSource } from '../../scenes/edits/remove-items.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { IconButton } from '../../ui/icon-button.js';
import { useInspected } from '../compose/inspected.js';
import { MutedMark } from '../mixer/muted-mark.js';
import { CaptureStateLine } from './capture-state-line.js';
import { sourceKinds } from './source-kinds.js';
import { sourceWords } from './source-words.js';

/** A source without a picture: it is in the mixer, and its device is chosen here. */
export function SoundRow({ source }: { readonly source: SceneSource }) {
  const scenes = useSceneStudio();
  const { sourceId, inspect } = useInspected();
  const { icon: Icon } = sourceKinds[source.kind.type];
  const isInspected = sourceId === source.id;
  return (
    <li
      className={clsx(
        'flex min-h-8 items-center gap-1 border-l-2 pr-1 pl-5 text-sm',
        isInspected ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-raised',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="grid min-w-0 flex-1 py-0.5">
        <button
          type="button"
          aria-pressed={isInspected}
          className="truncate text-left"
          onClick={() => {
            scenes.select([]);
            inspect(source.id);
          }}
        >
          {source.name}
        </button>
        <CaptureStateLine source={source} />
      </div>
      <MutedMark sound={source.sound} />
      <IconButton
        icon={Trash2}
        label={`${sourceWords.remove}: ${source.name}`}
        className="size-7"
        onClick={() => {
          inspect(null);
          scenes.edit(sourceWords.edits.remove, (collection) => removeSource(collection, source.id));
        }}
      />
    </li>
  );
}
