import type { MenuItemConstructorOptions } from 'electron';
import type { ShowOn } from '../shared/host-protocol.js';
import type { StudioGlance } from '../shared/studio-glance.js';
import { shellWords } from './shell-words.js';

const { tray: words } = shellWords;

export interface TrayActions {
  readonly open: () => void;
  readonly toggleShow: () => void;
  readonly muteMicrophones: () => void;
  readonly copyLink: (link: string) => void;
  readonly quit: () => void;
}

/** What is on, in words. `glance` null: no page has told of itself. */
export function trayStanding(show: ShowOn['is'], glance: StudioGlance | null): string {
  return show !== 'off' && glance?.isPaused === true ? words.paused : words.standing[show];
}

/** The tray's menu as things stand. What only the page can do is not offered before there is one. */
export function trayMenu(
  show: ShowOn['is'],
  glance: StudioGlance | null,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const link = glance?.link ?? null;
  return [
    { label: trayStanding(show, glance), enabled: false },
    { type: 'separator' },
    { label: words.open, click: actions.open },
    {
      label: words.toggle[glance?.show ?? 'off'],
      enabled: glance !== null && glance.show !== 'changing',
      click: actions.toggleShow,
    },
    {
      type: 'checkbox',
      label: words.mute,
      checked: glance?.microphones === 'muted',
      enabled: glance !== null && glance.microphones !== 'none',
      click: actions.muteMicrophones,
    },
    {
      label: words.copyLink,
      enabled: link !== null,
      click: () => {
        if (link !== null) actions.copyLink(link);
      },
    },
    { type: 'separator' },
    { label: words.quit, click: actions.quit },
  ];
}
