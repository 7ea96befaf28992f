import type { UpdateProblem, WithoutUpdates } from '../../../shared/update-news.js';

/** What the settings say of updates of the desktop app. */
export const updateWords = {
  title: 'Updates',
  lead: 'Newer versions are looked for and brought here by themselves, and put in place when you say so.',
  look: 'Look for updates',
  install: 'Restart and update',
  isOn: 'Something is live or recorded: all of this waits for its end.',
  unasked: (version: string) => `This is ${version}. Nobody was asked for a newer one yet.`,
  none: (version: string) => `This is ${version}, the newest version.`,
  looking: 'Looking for a newer version…',
  found: (version: string) => `Headwater ${version} is there, and is brought here next.`,
  fetching: (version: string, percent: number) => `Headwater ${version} is on its way: ${percent} %.`,
  fetchingLabel: 'The newer version on its way',
  ready: (version: string) =>
    `Headwater ${version} is here. Headwater ends in order, and starts again as the new version; settings and recordings stay.`,
  failed: {
    unreachable: 'Nobody answers where updates are. Check the network; Headwater asks again by itself.',
    refused: 'The place where updates are has none to give at the moment. Headwater asks again by itself.',
    damaged:
      'What came is not what was promised, and was thrown away. Look again; if it stays so, get it where this one came from.',
    'disk-full': 'The disk has no room for the newer version. Free some space, then look again.',
    other: 'It could not be brought here. Headwater tries again by itself; its log tells more.',
  } satisfies Record<UpdateProblem, string>,
  without: {
    'no-feed':
      'This copy of Headwater does not look for updates: no release made it. A newer one is found where this one came from.',
    unsigned:
      'This copy of Headwater is not signed, and macOS updates signed apps alone. Get the newer one where this one came from.',
    portable:
      'The portable Headwater cannot replace itself. Get the new program where this one came from, and put it in this one’s place.',
    'system-package':
      'This Headwater was installed as a package of the system. Get the newer package where this one came from; the AppImage updates itself.',
  } satisfies Record<WithoutUpdates, string>,
};
