import { app, globalShortcut } from 'electron';
import { BackgroundKeys, type BackgroundKeysDeps } from './background-keys.js';

/** Wayland gives no program the keys of another; XWayland hears those of its own windows alone. */
const isWayland = (): boolean =>
  process.platform === 'linux' &&
  (process.env['XDG_SESSION_TYPE'] === 'wayland' || (process.env['WAYLAND_DISPLAY'] ?? '') !== '');

/** The system's keys for `BackgroundKeys`. */
export function takeKeys(told: Pick<BackgroundKeysDeps, 'isFocused' | 'onPressed' | 'onStandings'>): BackgroundKeys {
  const keys = new BackgroundKeys({
    register: (accelerator, pressed) => globalShortcut.register(accelerator, pressed),
    unregister: (accelerator) => globalShortcut.unregister(accelerator),
    isPossible: !isWayland(),
    ...told,
  });
  app.on('browser-window-focus', () => keys.followFocus());
  app.on('browser-window-blur', () => keys.followFocus());
  return keys;
}
