import { ShieldCheck, Volume2, VolumeX } from 'lucide-react';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import { setMaster } from '../../scenes/edits/edit-source.js';
import { mixerWords as words } from './mixer-words.js';
import type { SceneEdit } from './scene-edit.js';
import { Strip } from './strip.js';
import { ToggleKey } from './toggle-key.js';

const mostDb = 12;

interface MasterChannelProps {
  readonly master: SceneCollection['master'];
  readonly onEdit: SceneEdit;
}

/** All that goes out. */
export function MasterChannel({ master, onEdit }: MasterChannelProps) {
  const { gainDb, isMuted, hasLimiter } = master;
  const mute = () =>
    onEdit(isMuted ? words.edit.unmute : words.edit.mute, (collection) => setMaster(collection, { isMuted: !isMuted }));
  return (
    <Strip
      id="master"
      name={words.master}
      note={hasLimiter ? words.limiter : null}
      gainDb={gainDb}
      mostDb={mostDb}
      isQuiet={isMuted}
      onGain={(wanted, gesture) =>
        onEdit(words.edit.gain, (collection) => setMaster(collection, { gainDb: wanted }), `gain-master-${gesture}`)
      }
      keys={
        <>
          <ToggleKey
            icon={isMuted ? VolumeX : Volume2}
            label={words.mute(words.master)}
            isOn={isMuted}
            tone="danger"
            onToggle={mute}
          />
          <ToggleKey
            icon={ShieldCheck}
            label={`${words.limiter}: ${words.limiterNote}`}
            isOn={hasLimiter}
            tone="accent"
            onToggle={() =>
              onEdit(words.edit.limiter, (collection) => setMaster(collection, { hasLimiter: !hasLimiter }))
            }
          />
        </>
      }
    />
  );
}
