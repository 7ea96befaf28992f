import { VolumeOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import { shownSources, soundReach } from '../../media/sound/mix-plan.js';
import { useMedia, useStudioMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { Channel } from './channel.js';
import { MasterChannel } from './master-channel.js';
import { mixerWords as words } from './mixer-words.js';
import type { SceneEdit } from './scene-edit.js';

interface MixerBoardProps {
  readonly collection: SceneCollection;
  /** What is on: its sounds are heard, and those that are heard everywhere. */
  readonly programmeSceneId: string;
  readonly onEdit: SceneEdit;
}

/** A channel for each source that sounds, and the programme's at the end. Fills its parent's height, and scrolls sideways. */
export function MixerBoard({ collection, programmeSceneId, onEdit }: MixerBoardProps) {
  const media = useStudioMedia();
  const isBlocked = useMedia(({ sound }) => sound === 'blocked');
  const [soloId, setSoloId] = useState<string | null>(null);
  // what is not in sight does not stay soloed
  useEffect(() => () => media.solo(null), [media]);
  const solo = (id: string | null) => {
    setSoloId(id);
    media.solo(id);
  };
  const shown = shownSources(collection.scenes, programmeSceneId);
  const channels = collection.sources.flatMap((source) =>
    source.sound === null ? [] : [{ source, sound: source.sound }],
  );
  return (
    <section aria-label={words.title} className="flex h-full min-h-0 flex-col gap-2">
      {isBlocked && (
        <div className="flex shrink-0 items-center gap-3 rounded-control bg-warn-soft px-3 py-1.5 text-sm text-warn-text">
          <VolumeOff aria-hidden className="size-4 shrink-0" />
          <p className="min-w-0 flex-1">{words.blocked}</p>
          <Button size="small" variant="primary" onClick={() => void media.unblockSound()}>
            {words.unblock}
          </Button>
        </div>
      )}
      <div className="flex min-h-0 flex-1 gap-2">
        {channels.length === 0 ? (
          <p className="grid flex-1 place-content-center rounded-control border border-dashed border-line-strong p-4 text-center text-sm text-balance text-muted">
            {words.empty}
          </p>
        ) : (
          <ul aria-label={words.title} tabIndex={0} className="flex min-w-0 flex-1 gap-2 overflow-x-auto pb-1">
            {channels.map(({ source, sound }) => (
              <Channel
                key={source.id}
                source={source}
                sound={sound}
                reach={soundReach(source, sound, shown)}
                isSolo={soloId === source.id}
                onSolo={(isSolo) => solo(isSolo ? source.id : null)}
                onEdit={onEdit}
              />
            ))}
          </ul>
        )}
        <ul aria-label={words.master} className="flex shrink-0 pb-1">
          <MasterChannel master={collection.master} onEdit={onEdit} />
        </ul>
      </div>
    </section>
  );
}
