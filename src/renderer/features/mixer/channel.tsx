import { Headphones, Volume2, VolumeX } from 'lucide-react';
import type { SceneSource, Sound } from '../../../shared/scenes/scene-source.js';
import type { SoundReach } from '../../media/sound/mix-plan.js';
import { setHeardEverywhere, setKind, setSound } from '../../scenes/edits/edit-source.js';
import { useMedia, useStudioMedia } from '../../stores/studio-media-context.js';
import { ChannelMore } from './channel-more.js';
import { channelNote, lacksSound } from './channel-note.js';
import { mixerWords as words } from './mixer-words.js';
import type { SceneEdit } from './scene-edit.js';
import { Strip } from './strip.js';
import { ToggleKey } from './toggle-key.js';

const mostDb = 24;

interface ChannelProps {
  readonly source: SceneSource;
  readonly sound: Sound;
  /** Who hears it, as the programme is. */
  readonly reach: SoundReach;
  readonly isSolo: boolean;
  readonly onSolo: (isSolo: boolean) => void;
  readonly onEdit: SceneEdit;
}

/** The channel of a source. */
export function Channel({ source, sound, reach, isSolo, onSolo, onEdit }: ChannelProps) {
  const capture = useMedia(({ captures }) => captures.get(source.id));
  const media = useStudioMedia();
  const { id, name } = source;
  const change = (label: string, part: Partial<Sound>, gesture?: string) =>
    onEdit(label, (collection) => setSound(collection, id, part), gesture);
  return (
    <Strip
      id={id}
      name={name}
      note={channelNote(source, capture, reach)}
      gainDb={sound.gainDb}
      mostDb={mostDb}
      isQuiet={sound.isMuted || reach !== 'programme'}
      onGain={(gainDb, gesture) => change(words.edit.gain, { gainDb }, `gain-${id}-${gesture}`)}
      keys={
        <>
          <ToggleKey
            icon={sound.isMuted ? VolumeX : Volume2}
            label={words.mute(name)}
            isOn={sound.isMuted}
            tone="danger"
            onToggle={() => change(sound.isMuted ? words.edit.unmute : words.edit.mute, { isMuted: !sound.isMuted })}
          />
          <ToggleKey
            icon={Headphones}
            label={words.solo(name)}
            isOn={isSolo}
            tone="accent"
            onToggle={() => onSolo(!isSolo)}
          />
          <ChannelMore
            source={source}
            sound={sound}
            onChange={change}
            onKind={(kind) => onEdit(words.edit.voice, (collection) => setKind(collection, id, kind))}
            onShare={source.kind.type === 'display' && lacksSound(capture) ? () => void media.capture(id) : undefined}
            onHeard={(is) => onEdit(words.edit.heard, (collection) => setHeardEverywhere(collection, id, is))}
          />
        </>
      }
    />
  );
}
