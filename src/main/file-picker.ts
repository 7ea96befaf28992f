import type { OpenDialogOptions } from 'electron';
import type { HostCallArgument } from '../shared/host-calls.js';
import type { HostHandlers } from './answer-call.js';
import { shellWords } from './shell-words.js';

/** What ffmpeg is most often given; it reads more than these. */
const films = ['mp4', 'mov', 'mkv', 'webm', 'ts', 'm2ts', 'mts', 'flv', 'avi', 'mpg', 'mpeg', 'm4v', 'ogv'];
const sounds = ['mp3', 'm4a', 'aac', 'wav', 'flac', 'ogg', 'opus'];

/** What the dialog says and shows. */
function optionsFor(purpose: HostCallArgument<'pickFile'>): OpenDialogOptions {
  const words = shellWords.pickFile[purpose];
  return {
    title: words.title,
    buttonLabel: words.button,
    properties: ['openFile'],
    filters: [
      { name: words.films, extensions: [...films, ...sounds] },
      { name: words.all, extensions: ['*'] },
    ],
  };
}

/**
 * Answers `pickFile`. The creator chooses in the system's dialog; the page hears a path, and reads nothing by it: what the file
 * is the engine finds out. `open`: shows the dialog, and answers with what was chosen. One dialog at a time.
 */
export function filePicker(open: (options: OpenDialogOptions) => Promise<readonly string[]>): HostHandlers['pickFile'] {
  let isOpen = false;
  return async (purpose) => {
    if (isOpen) return null;
    isOpen = true;
    try {
      const [path] = await open(optionsFor(purpose));
      return path ?? null;
    } finally {
      isOpen = false;
    }
  };
}
