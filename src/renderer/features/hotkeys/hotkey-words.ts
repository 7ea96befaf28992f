import type { FeedPurpose } from '../../../shared/feed.js';
import type { HotkeyAction } from '../../../shared/settings.js';
import { clipWords } from '../golive/clip-words.js';
import { goLiveWords } from '../golive/golive-words.js';

/** As the palette has it. */
const clipThat = (seconds: number): string => goLiveWords.clipThat(clipWords.last(seconds));

/** What is said of hotkeys, in one place, ready for translation. */
export const hotkeyWords = {
  names: {
    goLive: 'Go live, or end',
    record: 'Record, or stop',
    pause: 'Pause to the slate',
    clip: clipThat(30),
    clip60: clipThat(60),
    clip120: clipThat(120),
    take: 'Take the preview',
    muteMaster: 'Mute the programme',
    muteMicrophones: 'Mute all microphones',
  } satisfies Record<HotkeyAction, string>,
  scene: (name: string) => `Show “${name}”`,
  scenePlace: (name: string, place: number) => `“${name}”, as scene ${place}`,
  edits: 'editing on the studio page',
  browser: 'the browser',
  leading: 'moving about with the keyboard',
  told: {
    busy: { title: 'Something else is on air', action: 'End it before the studio goes live.' },
    elsewhere: {
      title: 'This studio’s show is sent from another window',
      action: 'End it there, or send it from here on the studio page.',
    },
    other: {
      live: { title: 'You are live', action: 'Broadcasts are recorded anyway. The key for going live ends this one.' },
      record: { title: 'You are recording', action: 'Stop the recording first, by its own key or button.' },
      rehearse: { title: 'A rehearsal is on', action: 'It ends by itself after 20 seconds.' },
    } satisfies Record<FeedPurpose, { title: string; action: string }>,
    notReady: {
      title: 'The studio does not compose yet',
      action: 'When you see the picture on its page, press the key again.',
    },
    begins: {
      live: { title: 'Going live…', action: 'The studio page shows how it fares.' },
      record: { title: 'Recording…', action: 'The studio page shows how it fares.' },
      rehearse: { title: 'Rehearsing…', action: 'The studio page shows how it fares.' },
    } satisfies Record<FeedPurpose, { title: string; action: string }>,
    ends: { title: 'It ends in five seconds', action: 'Press the key again, or the button, to go on.' },
    stay: 'Go on',
    paused: { title: 'Paused', action: 'Viewers see the slate, and hear nothing.' },
    shown: { title: 'Shown again', action: 'Viewers see and hear the programme.' },
    nothingOn: { title: 'Nothing is on air', action: 'This key works while a show is on.' },
    noPreview: { title: 'There is no preview', action: 'Studio mode has one: switch it on below the scenes.' },
    taken: { title: 'Taken', action: 'The scene that was prepared is on.' },
    muted: (name: string) => ({ title: `${name}: muted`, action: 'Press the key again to be heard.' }),
    heard: (name: string) => ({ title: `${name}: heard again`, action: 'Press the key again to mute.' }),
    noMicrophone: { title: 'There is no microphone', action: 'Add one on the studio page.' },
    scene: (name: string, isPrepared: boolean) => ({
      title: isPrepared ? `“${name}” is prepared` : `“${name}” is on`,
      action: isPrepared ? 'Take puts it on.' : 'It is what the programme shows now.',
    }),
  },
  programme: 'The programme',
  microphones: 'All microphones',
  edit: { mute: 'mute', unmute: 'unmute' },
} as const;
