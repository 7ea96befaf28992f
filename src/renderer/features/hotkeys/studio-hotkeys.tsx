import { useEffect, useRef } from 'react';
import { hotkeyActions } from '../../../shared/settings.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useToasts } from '../../stores/toast-store.js';
import { useNews } from '../compose/announcer.js';
import { useBackgroundKeys } from '../desktop/use-background-keys.js';
import { useDesktop } from '../desktop/use-desktop.js';
import { hotkeyOf, sceneOfHotkey } from '../scenes/hotkey.js';
import { hotkeyWords as words } from './hotkey-words.js';
import { isForFocus } from './is-for-focus.js';
import { useMuteActions } from './use-mute-actions.js';
import { ShowQuestion } from '../golive/show-question.js';
import { useShowCommands } from '../golive/use-show-commands.js';
import { useShowActions } from './use-show-actions.js';

/**
 * Does what the creator's keys say, on every page of the studio. Where its own page is not in sight, a message says what was
 * done. The palette offers the same of the show. Once in the page; shows nothing but what the palette has to ask.
 */
export function StudioHotkeys({ isOnStudioPage }: { readonly isOnStudioPage: boolean }) {
  const hotkeys = useEngineState(({ settings }) => settings.studio.hotkeys);
  const scenes = useSceneStudio();
  const show = useToasts((view) => view.show);
  const tell = ({ title, action }: { readonly title: string; readonly action: string }) => {
    if (isOnStudioPage) useNews.getState().say(title);
    else show({ level: 'info', words: { title, action } });
  };
  const take = () => {
    const { previewSceneId, programmeSceneId } = scenes.store.getState();
    if (previewSceneId === null) return show({ level: 'info', words: words.told.noPreview });
    if (previewSceneId === programmeSceneId) return;
    scenes.take();
    tell(words.told.taken);
  };
  const showActions = useShowActions(isOnStudioPage);
  const muteActions = useMuteActions(tell);
  const actions = { ...showActions, ...muteActions, take };
  useShowCommands({ ...showActions, ...muteActions });
  useDesktop({ ...showActions, ...muteActions });
  const showScene = (pressed: string): boolean => {
    const all = scenes.collection?.scenes ?? [];
    const id = sceneOfHotkey(all, pressed);
    if (id === null) return false;
    scenes.showScene(id);
    const isPrepared = scenes.store.getState().previewSceneId !== null;
    tell(words.told.scene(all.find((scene) => scene.id === id)?.name ?? '', isPrepared));
    return true;
  };
  const act = (pressed: string): boolean => {
    const action = hotkeyActions.find((each) => hotkeys[each] === pressed);
    if (action === undefined) return showScene(pressed);
    actions[action]();
    return true;
  };
  useBackgroundKeys(act);
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented || isForFocus(event, event.target)) return;
      const pressed = hotkeyOf(event);
      if (pressed !== null && newest.current(pressed)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return <ShowQuestion />;
}
