import { hotkeyActions } from '../../../shared/settings.js';
import { setHotkey } from '../../scenes/edits/edit-scenes.js';
import { useSceneStudio, useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { hotkeyOwner, type HotkeyUser } from '../hotkeys/hotkey-owner.js';
import { hotkeyWords } from '../hotkeys/hotkey-words.js';
import { HotkeyRow } from './hotkey-row.js';
import { SettingsGroup } from './settings-group.js';
import { settingsWords as words } from './settings-words.js';

/** The keys of the show and of the scenes that are open: none has two meanings. */
export function HotkeysGroup({ isWanted }: { readonly isWanted: boolean }) {
  const { hotkeys, backgroundKeys } = useEngineState(({ settings }) => settings.studio);
  const update = useCommand('updateSettings');
  const studio = useSceneStudio();
  const collection = useScenes(collectionOf);
  const scenes = collection?.scenes ?? [];
  const ownerFor = (user: HotkeyUser) => (hotkey: string) => hotkeyOwner(hotkey, { hotkeys, scenes }, user);
  /** The keys in the background when one takes another's place. */
  const moved = (from: string | null, to: string | null): readonly string[] =>
    backgroundKeys.flatMap((each) => (each !== from ? [each] : to === null ? [] : [to]));
  const background = (hotkey: string | null) => ({
    isInBackground: hotkey !== null && backgroundKeys.includes(hotkey),
    onBackground: (isOn: boolean) => {
      const others = backgroundKeys.filter((each) => each !== hotkey);
      const next = isOn && hotkey !== null ? [...others, hotkey] : others;
      void update.run({ patch: { studio: { backgroundKeys: next } } });
    },
  });
  return (
    <SettingsGroup title={words.hotkeys} lead={words.hotkeyLead} isWanted={isWanted}>
      {hotkeyActions.map((action) => (
        <HotkeyRow
          key={action}
          name={hotkeyWords.names[action]}
          hotkey={hotkeys[action]}
          disabled={!update.isReady}
          ownerOf={ownerFor({ action })}
          onChange={(hotkey) => {
            const patch = { hotkeys: { [action]: hotkey }, backgroundKeys: [...moved(hotkeys[action], hotkey)] };
            void update.run({ patch: { studio: patch } });
          }}
          {...background(hotkeys[action])}
        />
      ))}
      {scenes.map((scene) => (
        <HotkeyRow
          key={scene.id}
          name={hotkeyWords.scene(scene.name)}
          lead={words.hotkeySceneLead}
          hotkey={scene.hotkey}
          disabled={false}
          ownerOf={ownerFor({ sceneId: scene.id })}
          onChange={(hotkey) => {
            studio.edit(words.hotkeys, (now) => setHotkey(now, scene.id, hotkey));
            if (!background(scene.hotkey).isInBackground) return;
            void update.run({ patch: { studio: { backgroundKeys: [...moved(scene.hotkey, hotkey)] } } });
          }}
          {...background(scene.hotkey)}
        />
      ))}
    </SettingsGroup>
  );
}
