import { setMaster, setSound } from '../../scenes/edits/edit-source.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { hotkeyWords as words } from './hotkey-words.js';

type Told = { readonly title: string; readonly action: string };

/** Mutes the programme, or all microphones at once; each is one edit. `tell`: what became of it. */
export function useMuteActions(tell: (words: Told) => void): {
  readonly muteMaster: () => void;
  readonly muteMicrophones: () => void;
} {
  const scenes = useSceneStudio();
  const label = (isMuted: boolean) => (isMuted ? words.edit.mute : words.edit.unmute);
  const say = (name: string, isMuted: boolean) => tell(isMuted ? words.told.muted(name) : words.told.heard(name));
  return {
    muteMaster: () => {
      const { collection } = scenes;
      if (collection === null) return;
      const isMuted = !collection.master.isMuted;
      scenes.edit(label(isMuted), (now) => setMaster(now, { isMuted }));
      say(words.programme, isMuted);
    },
    muteMicrophones: () => {
      const microphones = (scenes.collection?.sources ?? []).filter(
        ({ kind, sound }) => kind.type === 'microphone' && sound !== null,
      );
      if (microphones.length === 0) return tell(words.told.noMicrophone);
      // one that is heard is enough to mute them all
      const isMuted = microphones.some(({ sound }) => sound?.isMuted === false);
      scenes.edit(label(isMuted), (now) =>
        microphones.reduce((collection, { id }) => setSound(collection, id, { isMuted }), now),
      );
      say(words.microphones, isMuted);
    },
  };
}
