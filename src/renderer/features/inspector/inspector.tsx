import type { ReactNode } from 'react';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { hasPicture } from '../../scenes/edits/default-item.js';
import { renameSource } from '../../scenes/edits/rename.js';
import { useCollection, useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { editedSceneOf } from '../../stores/scene-store.js';
import { useInspected } from '../compose/inspected.js';
import { CaptureStateLine } from '../sources/capture-state-line.js';
import { sourceKinds } from '../sources/source-kinds.js';
import { CropSection } from './crop-section.js';
import { EffectsSection } from './effects-section.js';
import { inspectorWords as words } from './inspector-words.js';
import { KindSection } from './kind-section.js';
import { LookSection } from './look-section.js';
import { PlaceSection } from './place-section.js';
import { SceneSection } from './scene-section.js';

/** What is selected, in fields: everything that can be set about it. */
export function Inspector() {
  const scene = useScenes(editedSceneOf);
  const selection = useScenes((view) => view.selection);
  const sources = useCollection((collection) => collection.sources);
  const inspectedId = useInspected((view) => view.sourceId);
  const items = scene?.items.filter(({ id }) => selection.includes(id)) ?? [];
  const [item] = items;
  if (item === undefined) {
    const inspected = sources.find(({ id }) => id === inspectedId);
    return inspected === undefined ? <SceneSection /> : <SourceSections key={inspected.id} source={inspected} />;
  }
  if (items.length > 1) {
    return (
      <>
        <p className="border-b border-line px-3 py-2.5 text-sm font-medium">{words.several(items.length)}</p>
        <PlaceSection items={items} />
        <LookSection items={items} />
      </>
    );
  }
  const source = sources.find(({ id }) => id === item.sourceId);
  if (source === undefined) return null;
  return (
    <SourceSections key={item.id} source={source}>
      <PlaceSection items={items} />
      <CropSection item={item} />
      <LookSection items={items} />
    </SourceSections>
  );
}

interface SourceSectionsProps {
  readonly source: SceneSource;
  readonly children?: ReactNode;
}

function SourceSections({ source, children }: SourceSectionsProps) {
  const scenes = useSceneStudio();
  const { icon: Icon } = sourceKinds[source.kind.type];
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-3 py-2">
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
        <div className="grid min-w-0 flex-1 grid-cols-1">
          <input
            key={source.name}
            aria-label={words.name}
            defaultValue={source.name}
            maxLength={100}
            onBlur={(event) => {
              const name = event.currentTarget.value;
              scenes.edit(words.edits.rename, (collection) => renameSource(collection, source.id, name));
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
            }}
            className="h-7 w-full min-w-0 rounded-md border border-transparent bg-transparent px-1.5 text-sm font-medium hover:border-line"
          />
          <span className="px-1.5">
            <CaptureStateLine source={source} hasRoom />
          </span>
        </div>
      </div>
      <KindSection source={source} />
      {children}
      {hasPicture(source.kind) && <EffectsSection source={source} />}
    </>
  );
}
