import { Columns2, ArrowRightLeft } from 'lucide-react';
import { clsx } from 'clsx';
import { transitionSchema } from '../../../shared/scenes/scene-collection.js';
import { setTransition } from '../../scenes/edits/set-canvas.js';
import { useCollection, useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { NumberField } from '../inspector/number-field.js';
import { SelectField } from '../inspector/select-field.js';
import { sceneWords } from './scene-words.js';

const kinds = transitionSchema.shape.kind.options.map((value) => ({ value, label: sceneWords.kinds[value] }));

/** How one scene gives way to the next, studio mode, and Take. */
export function TransitionBar() {
  const scenes = useSceneStudio();
  const transition = useCollection((collection) => collection.transition);
  const isStudioMode = useScenes(({ previewSceneId }) => previewSceneId !== null);
  const canTake = useScenes((view) => view.previewSceneId !== view.programmeSceneId);
  const set = (change: Partial<typeof transition>, gesture: string | null = null) =>
    scenes.edit(
      sceneWords.edits.transition,
      (collection) => setTransition(collection, { ...collection.transition, ...change }),
      gesture,
    );
  return (
    <div
      role="group"
      aria-label={sceneWords.transitions}
      className="flex shrink-0 flex-wrap items-center gap-1.5 border-t border-line bg-surface p-1.5"
    >
      <div className="max-w-24 min-w-17 flex-1">
        <SelectField
          label={sceneWords.kind}
          isLabelHidden
          value={transition.kind}
          options={kinds}
          onChange={(kind) => set({ kind })}
        />
      </div>
      <div className="max-w-20 min-w-16 flex-1">
        <NumberField
          label={sceneWords.duration}
          isLabelHidden
          unit="ms"
          value={transition.durationMs}
          least={0}
          most={5000}
          step={50}
          disabled={transition.kind === 'cut'}
          onChange={(durationMs, gesture) => set({ durationMs }, gesture)}
        />
      </div>
      <IconButton
        icon={Columns2}
        label={sceneWords.studioMode}
        aria-pressed={isStudioMode}
        className={clsx('size-7', isStudioMode && 'bg-accent-soft text-accent-text')}
        onClick={() => scenes.setStudioMode(!isStudioMode)}
      />
      {isStudioMode && (
        <Button
          size="small"
          variant="primary"
          icon={ArrowRightLeft}
          title={sceneWords.takeNote}
          disabled={!canTake}
          className="flex-1"
          onClick={() => scenes.take()}
        >
          {sceneWords.take}
        </Button>
      )}
    </div>
  );
}
