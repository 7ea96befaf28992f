import type { ErrorCode } from '../shared/errors.js';

const errorsByCode: Partial<Record<ErrorCode, string>> = {
  'engine.data-dir-busy': 'Another Headwater already uses this data folder. Close it, then start this one again.',
  'ffmpeg.missing': 'ffmpeg was not found. Install ffmpeg 5.1 or newer, then start Headwater again.',
  'ffmpeg.too-old': 'This ffmpeg is too old. Install ffmpeg 5.1 or newer, then start Headwater again.',
  'disk.full': 'The disk is full. Free some space, then start Headwater again.',
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
  },
  about: {
    copyright: '© 2026 Headwater contributors. MIT License.',
  },
  leave: {
    buttons: ['Close', 'Stay'],
    close: 'Close the studio?',
    closeDetail: 'A show is being sent, or scenes are not saved yet. It stops here, and what is not saved may be lost.',
    hangs: 'The studio does not answer. Close it all the same?',
    hangsDetail: 'What it was sending stops, and what is not saved may be lost. The recording stays whole.',
  },
};
