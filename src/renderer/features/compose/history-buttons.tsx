import { Redo2, Undo2 } from 'lucide-react';
import { labelsOf } from '../../scenes/history.js';
import { useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { IconButton } from '../../ui/icon-button.js';
import { composeWords } from './compose-words.js';

/** Undo, redo, and whether the engine has it all. */
export function HistoryButtons() {
  const scenes = useSceneStudio();
  const undo = useScenes(({ history }) => (history === null ? null : labelsOf(history).undo));
  const redo = useScenes(({ history }) => (history === null ? null : labelsOf(history).redo));
  const saving = useScenes((view) => view.saving);
  return (
    <>
      <IconButton
        icon={Undo2}
        label={composeWords.undo(undo)}
        disabled={undo === null}
        className="size-7"
        onClick={() => scenes.undo()}
      />
      <IconButton
        icon={Redo2}
        label={composeWords.redo(redo)}
        disabled={redo === null}
        className="size-7"
        onClick={() => scenes.redo()}
      />
      <span role="status" className="px-1 text-2xs text-muted">
        {composeWords.saving[saving]}
      </span>
    </>
  );
}
