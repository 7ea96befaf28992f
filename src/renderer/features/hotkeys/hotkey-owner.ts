import { hotkeyActions, type HotkeyAction, type PublicSettings } from '../../../shared/settings.js';
import { sceneOfHotkey } from '../scenes/hotkey.js';
import { hotkeyWords as words } from './hotkey-words.js';
import { isLeadingKey } from './is-for-focus.js';

/** What a key is for. */
export type HotkeyUser = { readonly action: HotkeyAction } | { readonly sceneId: string };

interface KeysInUse {
  readonly hotkeys: PublicSettings['studio']['hotkeys'];
  readonly scenes: readonly { readonly id: string; readonly name: string; readonly hotkey: string | null }[];
}

/** Of the studio page and its palette (use-compose-keys.ts, palette.tsx), with Ctrl, or Cmd. */
const edits = /^(?:Ctrl|Meta)\+(?:Key[ZYCXVDALHK]|Shift\+KeyZ|(?:Shift\+)?Bracket(?:Left|Right))$/;
/** No page gets these, or the page is gone with them. */
const browser = /^(?:Ctrl|Meta)\+(?:Shift\+)?(?:Key[WTNRQ]|F4|F5)$|^F5$|^Alt\+F4$/;

/** What else has this key already, in words; null: nothing. `user`: who asks, and may have it. */
export function hotkeyOwner(hotkey: string, { hotkeys, scenes }: KeysInUse, user: HotkeyUser): string | null {
  const parts = hotkey.split('+');
  const code = parts.at(-1) ?? '';
  const holds = (name: string): boolean => parts.includes(name);
  const held = { ctrlKey: holds('Ctrl'), altKey: holds('Alt'), shiftKey: holds('Shift'), metaKey: holds('Meta') };
  if (isLeadingKey({ code, ...held })) return words.leading;
  if (browser.test(hotkey)) return words.browser;
  if (edits.test(hotkey)) return words.edits;
  const action = hotkeyActions.find((each) => hotkeys[each] === hotkey && !('action' in user && user.action === each));
  if (action !== undefined) return words.names[action];
  const others = scenes.filter(({ id }) => !('sceneId' in user && user.sceneId === id));
  const scene = others.find((each) => each.hotkey === hotkey);
  if (scene !== undefined) return words.scene(scene.name);
  // a scene may take the number of another one; an action that took it would leave that scene without
  const place = 'action' in user ? sceneOfHotkey(scenes, hotkey) : null;
  const placed = scenes.findIndex(({ id }) => id === place);
  return placed === -1 ? null : words.scenePlace(scenes[placed]?.name ?? '', placed + 1);
}
