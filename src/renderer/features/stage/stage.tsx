import type { ReactNode } from 'react';
import { useCollection, useScenes } from '../../stores/scene-context.js';
import { editedSceneOf } from '../../stores/scene-store.js';
import { EditStage } from './edit-stage.js';
import { ProgrammeScreen } from './programme-screen.js';
import { StageBar } from './stage-bar.js';
import { stageWords } from './stage-words.js';

/** The picture: what goes out, and in studio mode what is prepared beside it. */
export function Stage() {
  const isStudioMode = useScenes(({ previewSceneId }) => previewSceneId !== null);
  const edited = useScenes((view) => editedSceneOf(view)?.name ?? '');
  const programmeSceneId = useScenes((view) => view.programmeSceneId);
  const onAir = useCollection(({ scenes }) => scenes.find(({ id }) => id === programmeSceneId)?.name ?? '');
  return (
    <section aria-label={stageWords.stage} className="flex min-h-0 min-w-0 flex-1 flex-col bg-sunken">
      <div className="flex min-h-0 flex-1">
        {isStudioMode ? (
          <>
            <Screen title={stageWords.preview} name={edited} note={stageWords.previewNote}>
              <EditStage key="preview" which="preview" />
            </Screen>
            <Screen title={stageWords.programme} name={onAir} note={stageWords.programmeNote}>
              <ProgrammeScreen />
            </Screen>
          </>
        ) : (
          <EditStage key="programme" which="programme" />
        )}
      </div>
      <StageBar />
    </section>
  );
}

interface ScreenProps {
  readonly title: string;
  readonly name: string;
  readonly note: string;
  readonly children: ReactNode;
}

function Screen({ title, name, note, children }: ScreenProps) {
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <p className="flex items-baseline gap-2 truncate px-3 pt-2 text-xs text-muted" title={note}>
        <span className="font-semibold text-text">{title}</span>
        <span className="truncate">{name}</span>
      </p>
      <div className="min-h-0 flex-1">{children}</div>
    </div>
  );
}
