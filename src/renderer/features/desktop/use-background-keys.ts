import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { maxBackgroundKeys } from '../../../shared/background-keys.js';
import { hotkeyActions } from '../../../shared/settings.js';
import { desktopHost } from '../../app/desktop-host.js';
import { useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useEngineState } from '../../stores/studio-context.js';
import { acceleratorOf } from './accelerator-of.js';
import { useKeyStandings } from './key-standings.js';

type Letters = ReadonlyMap<string, string>;
/** Chromium's; TypeScript does not know it. */
const keyboardSchema = z.object({ getLayoutMap: z.custom<() => Promise<Letters>>((one) => typeof one === 'function') });

/** What the keyboard's layout has on each key; empty where that cannot be known. */
async function readLetters(): Promise<Letters> {
  const keyboard: unknown = Reflect.get(navigator, 'keyboard');
  const parsed = keyboardSchema.safeParse(keyboard);
  if (!parsed.success) return new Map();
  return parsed.data.getLayoutMap.call(keyboard).catch(() => new Map<string, string>());
}

/** Has the desktop take the keys that shall work in the background. `act`: does what a key is for. Nothing in a browser. */
export function useBackgroundKeys(act: (hotkey: string) => boolean): void {
  const { hotkeys, backgroundKeys } = useEngineState(({ settings }) => settings.studio);
  const scenes = useScenes(collectionOf)?.scenes ?? [];
  const [letters, setLetters] = useState<Letters | null>(null);
  useEffect(() => {
    if (desktopHost !== null) void readLetters().then(setLetters);
  }, []);

  const inUse = new Set([...hotkeyActions.map((action) => hotkeys[action]), ...scenes.map(({ hotkey }) => hotkey)]);
  const wanted = backgroundKeys.filter((hotkey) => inUse.has(hotkey)).slice(0, maxBackgroundKeys);
  const text = JSON.stringify(wanted);
  useEffect(() => {
    const host = desktopHost;
    if (host === null || letters === null) return;
    const keys = (JSON.parse(text) as string[]).flatMap((hotkey) => {
      const accelerator = acceleratorOf(hotkey, host.platform, letters);
      return accelerator === null ? [] : [{ hotkey, accelerator }];
    });
    void host.setBackgroundKeys(keys).then((answer) => {
      if (answer.ok) useKeyStandings.getState().put(answer.value);
    });
  }, [text, letters]);
  useEffect(() => desktopHost?.onKeyStandings((standings) => useKeyStandings.getState().put(standings)), []);

  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  useEffect(() => desktopHost?.onHotkey((hotkey) => void newest.current(hotkey)), []);
}
