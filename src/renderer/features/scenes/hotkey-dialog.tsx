import { useState } from 'react';
import type { Scene } from '../../../shared/scenes/scene-collection.js';
import { setHotkey } from '../../scenes/edits/edit-scenes.js';
import { useCollection, useSceneStudio } from '../../stores/scene-context.js';
import { useEngineState } from '../../stores/studio-context.js';
import { Button } from '../../ui/button.js';
import { DialogFrame } from '../../ui/dialog-frame.js';
import { hotkeyOwner } from '../hotkeys/hotkey-owner.js';
import { hotkeyOf, hotkeyText } from './hotkey.js';
import { sceneWords } from './scene-words.js';

interface HotkeyDialogProps {
  readonly scene: Scene;
  readonly onClose: () => void;
}

/** Gives a scene a key. */
export function HotkeyDialog({ scene, onClose }: HotkeyDialogProps) {
  const scenes = useSceneStudio();
  const all = useCollection((collection) => collection.scenes);
  const [hotkey, setDraft] = useState(scene.hotkey);
  const hotkeys = useEngineState(({ settings }) => settings.studio.hotkeys);
  const owner = all.find((other) => other.id !== scene.id && hotkey !== null && other.hotkey === hotkey);
  // of another scene it is taken; of an action, or of the browser, it is not
  const holder = hotkey === null ? null : hotkeyOwner(hotkey, { hotkeys, scenes: [] }, { sceneId: scene.id });
  const keep = (next: string | null) => {
    scenes.edit(sceneWords.edits.hotkey, (collection) => setHotkey(collection, scene.id, next));
    onClose();
  };
  return (
    <DialogFrame
      isOpen
      onClose={onClose}
      title={sceneWords.hotkeyTitle(scene.name)}
      description={sceneWords.hotkeyNote}
    >
      <input
        autoFocus
        readOnly
        aria-label={sceneWords.hotkeyTitle(scene.name)}
        value={hotkey === null ? sceneWords.hotkeyNone : hotkeyText(hotkey)}
        onKeyDown={(event) => {
          // Tab and Escape lead out of here
          if (event.key === 'Tab' || event.key === 'Escape') return;
          event.preventDefault();
          const next = hotkeyOf(event);
          if (next !== null) setDraft(next);
        }}
        className="h-11 w-full rounded-control border border-line-strong bg-sunken text-center text-base font-medium text-text"
      />
      {owner !== undefined && <p className="text-sm text-warn-text">{sceneWords.hotkeyTaken(owner.name)}</p>}
      {holder !== null && <p className="text-sm text-warn-text">{sceneWords.hotkeyHeld(holder)}</p>}
      <div className="flex justify-end gap-2">
        <Button disabled={scene.hotkey === null} onClick={() => keep(null)}>
          {sceneWords.hotkeyClear}
        </Button>
        <Button variant="primary" disabled={hotkey === scene.hotkey || holder !== null} onClick={() => keep(hotkey)}>
          {sceneWords.hotkeyKeep}
        </Button>
      </div>
    </DialogFrame>
  );
}
