import type { ErrorCode } from '../shared/errors.js';
import type { UpdateAnswer } from './update-keeper.js';
import type { WithoutUpdates } from '../shared/update-news.js';
import type { ShowOn } from '../shared/host-protocol.js';
import type { StudioGlance } from '../shared/studio-glance.js';

const errorsByCode: Partial<Record<ErrorCode, string>> = {
  'engine.data-dir-busy': 'Another Headwater already uses this data folder. Close it, then start this one again.',
  'ffmpeg.missing': 'ffmpeg was not found. Install ffmpeg 5.1 or newer, then start Headwater again.',
  'ffmpeg.too-old': 'This ffmpeg is too old. Install ffmpeg 5.1 or newer, then start Headwater again.',
  'ffmpeg.own-broken':
    'Headwater’s own ffmpeg is missing or cannot be run: it was deleted, or a virus scanner holds it back (quarantine). Let it through there, then install Headwater again.',
  'disk.full': 'The disk is full. Free some space, then start Headwater again.',
};

/** How it stands with updates, for who asked. `version`: this app's own. */
function updateAnswer(state: UpdateAnswer, version: string): { message: string; detail: string } {
  switch (state.is) {
    case 'none':
      return { message: 'Headwater is up to date.', detail: `This is ${version}, the newest version.` };
    case 'failed':
      return {
        message: 'Nobody could be asked for updates.',
        detail: 'The network or the place where updates are does not answer. Headwater asks again by itself.',
      };
    case 'asks-later':
      return {
        message: 'Something is live or recorded now.',
        detail: 'Headwater asks for updates by itself when that is over, and for nothing before.',
      };
    case 'found':
      return {
        message: `Headwater ${state.version} is there.`,
        detail: 'It is fetched when nothing is live or recorded, and put in place only when you say so.',
      };
    case 'fetching':
      return { message: `Headwater ${state.version} is being fetched.`, detail: 'You are asked when it is here.' };
    case 'ready':
      return {
        message: `Headwater ${state.version} is here.`,
        detail: 'You are asked whether to put it in place when nothing is live or recorded any more.',
      };
  }
}

const withoutUpdates: Record<WithoutUpdates, { message: string; detail: string }> = {
  'no-feed': {
    message: 'This copy of Headwater does not look for updates.',
    detail: 'It was not made by a release. A newer one is found where this one came from.',
  },
  unsigned: {
    message: 'This copy of Headwater is not signed.',
    detail: 'macOS updates signed apps alone. A newer one is found where this one came from.',
  },
  portable: {
    message: 'The portable Headwater cannot replace itself.',
    detail:
      'Get the new program where this one came from, and put it in this one’s place. The installed Headwater updates itself.',
  },
  'system-package': {
    message: 'This Headwater was installed as a package of the system.',
    detail: 'Get the newer package where this one came from, and install it. The AppImage updates itself.',
  },
};

/** What the desktop shell itself says, in one place, ready for translation. */
export const shellWords = {
  appName: 'Headwater',
  /** Of its process, where the system lists those. */
  engineName: 'Headwater engine',
  engineError: {
    title: 'Headwater cannot start',
    titleFell: 'Headwater has stopped',
    byCode: errorsByCode,
    other: 'Headwater could not start. Its log in the data folder tells more.',
    fell: 'Headwater fell again and again, and is not tried any more. What was recorded is repaired at the next start. Its log in the data folder tells more.',
  },
  noSandbox: {
    title: 'Headwater runs without its sandbox',
    body: 'Web pages as sources stay closed. The deb or rpm package has a sandbox; an AppImage needs a system that allows user namespaces.',
  },
  fallenPage: {
    told: {
      message: 'The studio’s page fell, and was loaded anew.',
      detail:
        'A show of it goes on; what was captured of a screen is to be shared again. A report for those who mend Headwater may be in the folder that the Help menu opens; it is sent nowhere.',
    },
    again: {
      message: 'The studio’s page falls again and again.',
      detail:
        'What runs without it goes on: encoders, recordings, publishing. To end the app ends those, too, and leaves recordings whole.',
      buttons: ['Load it again', 'Quit'],
    },
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    about: 'About Headwater',
    quit: 'Quit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select all',
    reload: 'Reload the studio',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    minimize: 'Minimize',
    close: 'Close',
    openLogs: 'Open the log folder',
    openCrashReports: 'Open the folder of crash reports',
    checkForUpdates: 'Check for updates…',
    openLicences: 'Licences',
  },
  tray: {
    /** What is on, as the engine has it. */
    standing: {
      off: 'Nothing is on',
      live: 'Live',
      recording: 'Recording',
      rehearsal: 'Rehearsal',
    } satisfies Record<ShowOn['is'], string>,
    paused: 'Paused: viewers see the slate',
    open: 'Show the studio',
    toggle: {
      off: 'Go live',
      changing: 'One moment…',
      live: 'End the broadcast…',
      recording: 'Stop the recording…',
      rehearsal: 'End the rehearsal…',
      leaving: 'Go on: do not end it',
      broken: 'Go on with the show',
      other: 'Show what is on air',
    } satisfies Record<StudioGlance['show'], string>,
    mute: 'Mute all microphones',
    copyLink: 'Copy the link for viewers',
    quit: 'Quit Headwater',
  },
  about: {
    copyright: '© 2026 Headwater contributors. MIT License.',
  },
  leave: {
    closeButtons: ['Close', 'Stay'],
    /** By what is on; off: the page alone holds it. */
    close: {
      off: {
        message: 'Scenes are not saved yet. Close Headwater all the same?',
        detail: 'What is not saved may be lost.',
      },
      live: {
        message: 'You are live. Close Headwater all the same?',
        detail: 'The broadcast ends here, and its recording stays whole. Scenes that are not saved yet may be lost.',
      },
      recording: {
        message: 'You are recording. Close Headwater all the same?',
        detail: 'The recording ends here, and stays whole. Scenes that are not saved yet may be lost.',
      },
      rehearsal: {
        message: 'You are rehearsing. Close Headwater all the same?',
        detail: 'The rehearsal ends here, and is removed as each one is. Scenes that are not saved yet may be lost.',
      },
    } satisfies Record<ShowOn['is'], object>,
    hangs: {
      message: 'The studio does not answer. Close Headwater all the same?',
      detail: 'What it was sending stops, and what is not saved may be lost. The recording stays whole.',
    },
    reloadButtons: ['Reload', 'Stay'],
    /** By what the page sends. */
    reload: {
      off: {
        message: 'Scenes are not saved yet. Reload the studio all the same?',
        detail: 'What is not saved may be lost.',
      },
      live: {
        message: 'You are live. Reload the studio all the same?',
        detail:
          'The show stands still until the studio is back. A screen is to be shared again then, and scenes that are not saved yet may be lost.',
      },
      recording: {
        message: 'You are recording. Reload the studio all the same?',
        detail:
          'The recording has a gap until the studio is back. A screen is to be shared again then, and scenes that are not saved yet may be lost.',
      },
      rehearsal: {
        message: 'You are rehearsing. Reload the studio all the same?',
        detail:
          'The rehearsal stands still until the studio is back. A screen is to be shared again then, and scenes that are not saved yet may be lost.',
      },
    } satisfies Record<ShowOn['is'], object>,
  },
  /** By what the file is for. */
  pickFile: {
    programme: {
      title: 'Choose what to send',
      button: 'Choose',
      films: 'Video and sound',
      all: 'All files',
    },
  },
  pickFolder: {
    exports: { title: 'Choose where MP4 files are saved', button: 'Save here' },
  },
  updates: {
    without: withoutUpdates,
    answer: updateAnswer,
    ready: (version: string) => ({
      message: `Headwater ${version} is here.`,
      detail: 'Headwater ends in order, and starts again as the new version. Settings and recordings stay.',
      buttons: ['Restart now', 'Later'],
    }),
    failed: {
      message: 'The newer version could not be put in place.',
      detail: 'This is the one you had. “Check for updates…” in the menu tries again; the log tells what went wrong.',
    },
    notNow: {
      message: 'Something is live or recorded now.',
      detail: 'End it first, then choose “Check for updates…” in the menu.',
    },
  },
};
