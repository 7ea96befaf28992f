import { useRef, type MouseEvent } from 'react';
import { placeItem } from '../../scenes/edits/order-items.js';
import { hasPicture } from '../../scenes/edits/default-item.js';
import { useCollection, useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { editedSceneOf } from '../../stores/scene-store.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { useNews } from '../compose/announcer.js';
import { useInspected } from '../compose/inspected.js';
import { Panel } from '../compose/panel.js';
import { useListOrder } from '../compose/use-list-order.js';
import { AddSourceMenu } from './add-source-menu.js';
import { SoundRow } from './sound-row.js';
import { SourceRow } from './source-row.js';
import { sourceWords } from './source-words.js';
import { useUploads } from './uploads.js';

/** What the scene shows, the topmost first, and below it what is heard in every scene. */
export function SourcesPanel() {
  const scenes = useSceneStudio();
  const list = useRef<HTMLUListElement>(null);
  const scene = useScenes(editedSceneOf);
  const selection = useScenes((view) => view.selection);
  const sources = useCollection((collection) => collection.sources);
  const uploads = useUploads((view) => view.uploads);
  const items = scene?.items ?? [];
  const ids = items.map(({ id }) => id).toReversed();
  const order = useListOrder(list, ids, (id, index) => {
    scenes.edit(sourceWords.edits.order, (collection) => placeItem(collection, id, ids.length - 1 - index));
    const name = sources.find((source) => source.id === items.find((item) => item.id === id)?.sourceId)?.name ?? '';
    useNews.getState().say(sourceWords.placed(name, index + 1, ids.length));
  });
  const soundOnly = sources.filter(({ kind }) => !hasPicture(kind));
  const select = (id: string, event: MouseEvent) => {
    useInspected.getState().inspect(null);
    if (event.ctrlKey || event.metaKey) return scenes.toggleSelected(id);
    const [anchor] = selection;
    if (!event.shiftKey || anchor === undefined) return scenes.select([id]);
    const [from, to] = [ids.indexOf(anchor), ids.indexOf(id)].toSorted((a, b) => a - b);
    const between = ids.slice(from, (to ?? 0) + 1);
    scenes.select([anchor, ...between.filter((each) => each !== anchor)]);
  };
  return (
    <Panel title={sourceWords.title} aside={<AddSourceMenu />}>
      {uploads.map(({ id, name, share }) => (
        <div key={id} className="grid gap-1 px-3 py-1.5 text-xs text-muted">
          <span className="truncate">{sourceWords.uploading(name)}</span>
          <ProgressBar value={share} label={sourceWords.uploading(name)} />
        </div>
      ))}
      {items.length === 0 && soundOnly.length === 0 && <p className="p-3 text-xs text-muted">{sourceWords.empty}</p>}
      <ul ref={list} aria-label={sourceWords.title} data-sources>
        {order.ids.map((id) => {
          const item = items.find((each) => each.id === id);
          return (
            item !== undefined && (
              <SourceRow
                key={id}
                item={item}
                isSelected={selection.includes(id)}
                order={order}
                onSelect={(event) => select(id, event)}
              />
            )
          );
        })}
      </ul>
      {soundOnly.length > 0 && (
        <>
          <h3 className="border-t border-line px-3 pt-2 pb-1 text-2xs font-medium text-muted">
            {sourceWords.soundOnly}
          </h3>
          <ul aria-label={sourceWords.soundOnly}>
            {soundOnly.map((source) => (
              <SoundRow key={source.id} source={source} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
