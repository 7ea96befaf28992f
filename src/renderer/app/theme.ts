import type { StoreApi } from 'zustand';
import type { PublicSettings } from '../../shared/settings.js';
import type { StudioView } from '../stores/studio-store.js';
import { desktopHost } from './desktop-host.js';

const storageKey = 'headwater.theme';

/** Shows the theme of last time at once, so that a page never flashes white at night, then follows the settings. */
export function followTheme(store: StoreApi<StudioView>): void {
  const remembered = window.localStorage.getItem(storageKey);
  show(remembered === 'dark' || remembered === 'light' ? remembered : 'system');
  let shown: PublicSettings['theme'] | null = null;
  store.subscribe(({ state }) => {
    const theme = state?.settings.theme ?? shown;
    if (theme === null || theme === shown) return;
    shown = theme;
    show(theme);
    window.localStorage.setItem(storageKey, theme);
  });
}

/** styles.css reads the attribute; `system` follows prefers-color-scheme. The desktop app's menus and dialogs go with it. */
function show(theme: PublicSettings['theme']): void {
  document.documentElement.dataset['theme'] = theme;
  void desktopHost?.setTheme(theme);
}
