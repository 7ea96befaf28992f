import type { MenuItemConstructorOptions } from 'electron';
import { shellWords } from './shell-words.js';

type Items = MenuItemConstructorOptions[];

export interface MenuActions {
  readonly about: () => void;
  readonly openLogs: () => void;
  readonly openCrashReports: () => void;
  readonly checkForUpdates: () => void;
  /** Null where they are not: they are gathered when the app is packed. */
  readonly openLicences: (() => void) | null;
}

const { menu: words } = shellWords;
const line: MenuItemConstructorOptions = { type: 'separator' };

function appMenu({ about, checkForUpdates }: MenuActions): MenuItemConstructorOptions {
  const hiding: Items = [{ role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }];
  const updates: MenuItemConstructorOptions = { label: words.checkForUpdates, click: checkForUpdates };
  const submenu: Items = [{ label: words.about, click: about }, updates, line, { role: 'services' }, line, ...hiding];
  return { label: shellWords.appName, submenu: [...submenu, line, { role: 'quit' }] };
}

/**
 * What is edited with keys is the page's, which has them for text and for what stands on the stage. On macOS text is edited
 * through the menu alone; a key that the page takes does not reach it there.
 */
function editMenu(isMac: boolean): MenuItemConstructorOptions {
  const edit = (role: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'delete' | 'selectAll') => ({
    role,
    label: words[role],
    registerAccelerator: isMac,
  });
  const clipboard = [edit('cut'), edit('copy'), edit('paste'), edit('delete')];
  return { label: words.edit, submenu: [edit('undo'), edit('redo'), line, ...clipboard, line, edit('selectAll')] };
}

function viewMenu(isMac: boolean): MenuItemConstructorOptions {
  const hidden = { visible: false, acceleratorWorksWhenHidden: true };
  return {
    label: words.view,
    submenu: [
      { role: 'reload', label: words.reload, accelerator: 'CommandOrControl+R' },
      line,
      { role: 'resetZoom', label: words.resetZoom, accelerator: 'CommandOrControl+0' },
      { role: 'zoomIn', label: words.zoomIn, accelerator: 'CommandOrControl+Plus' },
      // where + needs Shift
      { role: 'zoomIn', label: words.zoomIn, accelerator: 'CommandOrControl+=', ...hidden },
      { role: 'zoomOut', label: words.zoomOut, accelerator: 'CommandOrControl+-' },
      line,
      { role: 'togglefullscreen', label: words.fullScreen, accelerator: isMac ? 'Control+Command+F' : 'F11' },
    ],
  };
}

function windowMenu(isMac: boolean): MenuItemConstructorOptions {
  const close: MenuItemConstructorOptions = { role: 'close', label: words.close, accelerator: 'CommandOrControl+W' };
  if (isMac) {
    const submenu: Items = [close, { role: 'minimize' }, { role: 'zoom' }, line, { role: 'front' }];
    return { role: 'window', label: words.window, submenu };
  }
  // without its usual key: Ctrl+M may be the creator's, for a microphone
  const minimize: MenuItemConstructorOptions = {
    label: words.minimize,
    click: (_item, window) => window?.minimize(),
  };
  return { label: words.window, submenu: [minimize, close] };
}

/** The app's menu as this platform's people expect it. What it takes of the keyboard the page has had first. */
export function menuTemplate(platform: NodeJS.Platform, actions: MenuActions): Items {
  const isMac = platform === 'darwin';
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit, accelerator: 'Control+Q' };
  const folders: Items = [
    { label: words.openLogs, click: actions.openLogs },
    { label: words.openCrashReports, click: actions.openCrashReports },
  ];
  const { openLicences } = actions;
  const licences: Items = openLicences === null ? [] : [{ label: words.openLicences, click: openLicences }];
  const updates: MenuItemConstructorOptions = { label: words.checkForUpdates, click: actions.checkForUpdates };
  const about: Items = isMac ? [] : [line, updates, { label: words.about, click: actions.about }];
  return [
    isMac ? appMenu(actions) : { label: words.file, submenu: [quit] },
    editMenu(isMac),
    viewMenu(isMac),
    windowMenu(isMac),
    { role: 'help', label: words.help, submenu: [...folders, ...licences, ...about] },
  ];
}
