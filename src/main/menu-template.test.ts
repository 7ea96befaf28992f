import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { hotkeyActions } from '../shared/settings.js';
import { hotkeyOwner } from '../renderer/features/hotkeys/hotkey-owner.js';
import { hotkeyWords } from '../renderer/features/hotkeys/hotkey-words.js';
import { menuTemplate } from './menu-template.js';

const actions = {
  about: vi.fn(),
  openLogs: vi.fn(),
  openCrashReports: vi.fn(),
  checkForUpdates: vi.fn(),
  openLicences: vi.fn(),
};
const itemsOf = (platform: NodeJS.Platform): MenuItemConstructorOptions[] =>
  menuTemplate(platform, actions).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
const find = (platform: NodeJS.Platform, label: string) => itemsOf(platform).find((item) => item.label === label);
const noHotkeys = Object.fromEntries(hotkeyActions.map((action) => [action, null])) as Record<
  (typeof hotkeyActions)[number],
  null
>;

describe('menuTemplate', () => {
  it('has the menus that people expect', () => {
    const names = (platform: NodeJS.Platform) => menuTemplate(platform, actions).map(({ label }) => label);
    expect(names('linux')).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
    expect(names('win32')).toEqual(names('linux'));
    expect(names('darwin')).toEqual(['Headwater', 'Edit', 'View', 'Window', 'Help']);
  });

  it.each(['linux', 'win32', 'darwin'] as const)('does what it says on %s', (platform) => {
    vi.clearAllMocks();
    const labels = ['Open the log folder', 'Open the folder of crash reports', 'Check for updates…', 'Licences'];
    for (const label of [...labels, 'About Headwater']) {
      const click = find(platform, label)?.click as (() => void) | undefined;
      click?.();
    }
    for (const action of Object.values(actions)) expect(action).toHaveBeenCalledOnce();
    expect(itemsOf(platform).map(({ role }) => role)).toEqual(
      expect.arrayContaining(['quit', 'copy', 'paste', 'zoomIn']),
    );
  });

  it('offers no licences where none were gathered', () => {
    const help = menuTemplate('linux', { ...actions, openLicences: null }).at(-1)?.submenu;
    expect(Array.isArray(help) && help.map(({ label }) => label)).not.toContain('Licences');
  });

  it('takes no key of the studio, and none that a creator may choose but zoom and full screen', () => {
    // those with a role alone have keys of Electron's
    const taking = itemsOf('linux').filter(({ registerAccelerator }) => registerAccelerator !== false);
    expect(taking.filter(({ role, accelerator }) => role !== undefined && accelerator === undefined)).toEqual([]);
    const keys = taking.flatMap(({ accelerator }) =>
      accelerator === undefined || accelerator === null ? [] : [String(accelerator)],
    );
    const isFree = (key: string): boolean => {
      const code = key.replace(/^(?:CommandOrControl|Control)\+([A-Z])$/, 'Ctrl+Key$1');
      const owner = hotkeyOwner(code, { hotkeys: noHotkeys, scenes: [] }, { action: 'take' });
      expect(owner).not.toBe(hotkeyWords.edits);
      return owner === null;
    };
    expect(keys.filter(isFree).sort()).toEqual([
      'CommandOrControl+-',
      'CommandOrControl+0',
      'CommandOrControl+=',
      'CommandOrControl+Plus',
      'F11',
    ]);
  });
});
