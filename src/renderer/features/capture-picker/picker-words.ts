import type { CaptureOffer } from '../../../shared/host-capture.js';

/** What the picker of screens and windows says. */
export const pickerWords = {
  title: 'What do you want to share?',
  lead: 'Viewers see it as soon as its scene is on.',
  search: 'Find a screen or window',
  list: 'Screens and windows',
  groups: { screen: 'Screens', window: 'Windows' } satisfies Record<CaptureOffer['kind'], string>,
  own: 'This studio: it would show itself in itself',
  size: ({ width, height }: { readonly width: number; readonly height: number }) => `${width} × ${height}`,
  noPicture: 'Minimized, or it shows nothing yet',
  looking: 'Looking for screens and windows…',
  nothingFound: (typed: string) => `No screen or window is called “${typed}”.`,
  nothing: {
    title: 'There is nothing to share',
    action: 'The system names no screen and no window. Open what you want to show; it appears here by itself.',
  },
  failed: {
    title: 'The system does not say what there is to share',
    action: 'It is asked again by itself. If it stays so, start Headwater again.',
  },
  denied: {
    title: 'macOS does not let Headwater see the screen',
    action:
      'In the system settings, Privacy & Security, Screen Recording: switch Headwater on. Then quit Headwater and open it again.',
    open: 'Open the system settings',
  },
  gone: 'That window was closed just now. Choose another one.',
  sound: 'Share what the computer plays, too',
  soundNote: 'All of it, not only that of one window. Wear headphones if a microphone is on.',
  noSound: {
    linux: 'Without sound: Linux shares none of screens and windows.',
    darwin: 'Without sound: it can be shared on macOS 13 and 14.',
    other: 'Without sound: this system shares none of screens and windows.',
  },
  cancel: 'Cancel',
  share: 'Share',
} as const;
