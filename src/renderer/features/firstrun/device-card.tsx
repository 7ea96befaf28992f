import { Trash2, type LucideIcon } from 'lucide-react';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { wordsFor } from '../../app/words.js';
import { cameraInCorner } from '../../scenes/edits/camera-in-corner.js';
import { removeSource } from '../../scenes/edits/remove-items.js';
import { setKind } from '../../scenes/edits/edit-source.js';
import { useSceneStudio, useScenes } from '../../stores/scene-context.js';
import { collectionOf, editedSceneOf } from '../../stores/scene-store.js';
import { useMedia, useStudioMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { DeviceField } from '../inspector/device-field.js';
import { inspectorWords } from '../inspector/inspector-words.js';
import { sourceWords } from '../sources/source-words.js';
import { useAddSource } from '../sources/use-add-source.js';
import { wayToSettings } from '../sources/way-to-settings.js';
import { firstRunWords } from './firstrun-words.js';
import { LevelBar } from './level-bar.js';

const words = firstRunWords.devices;
type Type = 'camera' | 'display' | 'microphone';

interface DeviceCardProps {
  readonly type: Type;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly lead: string;
}

/** One kind of capture: added with a click, and then which one, how it stands, and the way out of it. */
export function DeviceCard({ type, icon: Icon, title, lead }: DeviceCardProps) {
  const source = useScenes((view) => collectionOf(view)?.sources.find(({ kind }) => kind.type === type) ?? null);
  const scenes = useSceneStudio();
  const add = useAddSource();
  const addAndArrange = () => {
    add(type);
    const sceneId = editedSceneOf(scenes.store.getState())?.id;
    // whoever wants both here is not asked how they shall stand
    if (type !== 'microphone' && sceneId !== undefined)
      scenes.edit(firstRunWords.edits.arrange, (collection) => cameraInCorner(collection, sceneId));
  };
  return (
    <section aria-label={title} className="grid gap-3 rounded-card border border-line bg-surface p-3.5 shadow-card">
      <div className="flex items-center gap-3">
        <Icon aria-hidden className="size-5 shrink-0 text-accent-text" strokeWidth={1.75} />
        <div className="min-w-0 flex-1">
          <h2 className="text-sm font-semibold">{title}</h2>
          <p className="text-xs text-muted">{lead}</p>
        </div>
        {source === null ? (
          <Button size="small" onClick={addAndArrange}>
            {words.add[type]}
          </Button>
        ) : (
          <IconButton
            icon={Trash2}
            label={words.remove(source.name)}
            onClick={() => scenes.edit(firstRunWords.edits.remove, (collection) => removeSource(collection, source.id))}
          />
        )}
      </div>
      {source !== null && <Chosen source={source} />}
    </section>
  );
}

function Chosen({ source }: { readonly source: SceneSource }) {
  const scenes = useSceneStudio();
  const media = useStudioMedia();
  const state = useMedia(({ captures }) => captures.get(source.id));
  const { id, kind } = source;
  const reason = state?.status === 'gone' || state?.status === 'denied' ? state.reason : null;
  const said = reason === null ? null : wordsFor(reason.code, reason.details);
  const openSettings = reason === null ? null : wayToSettings(reason);
  return (
    <div className="grid gap-2.5 empty:hidden">
      {(kind.type === 'camera' || kind.type === 'microphone') && (
        <DeviceField
          kind={kind.type}
          device={kind.device}
          onChange={(device) =>
            scenes.edit(inspectorWords.device, (collection) => setKind(collection, id, { ...kind, device }))
          }
        />
      )}
      {state?.status === 'asking' && <p className="text-xs text-muted">{words.asking}</p>}
      {said !== null && (
        <p role="status" className="text-xs text-warn-text">
          <strong className="font-semibold">{said.title}.</strong> {said.action}
        </p>
      )}
      {openSettings !== null && (
        <Button size="small" onClick={openSettings}>
          {sourceWords.openSettings}
        </Button>
      )}
      {state?.status !== 'live' && state?.status !== 'asking' && (
        <Button size="small" onClick={() => void media.capture(id)}>
          {said === null && kind.type !== 'camera' && kind.type !== 'microphone' ? words.add.display : words.again}
        </Button>
      )}
      {kind.type === 'microphone' && state?.status === 'live' && (
        <div className="grid gap-1">
          <LevelBar sourceId={id} name={source.name} />
          <p className="text-xs text-muted">{words.speak}</p>
        </div>
      )}
    </div>
  );
}
