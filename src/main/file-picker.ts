import type { OpenDialogOptions } from 'electron';
import type { HostCallArgument } from '../shared/host-calls.js';
import type { HostHandlers } from './answer-call.js';
import { shellWords } from './shell-words.js';

/** What ffmpeg is most often given; it reads more than these. */
const films = ['mp4', 'mov', 'mkv', 'webm', 'ts', 'm2ts', 'mts', 'flv', 'avi', 'mpg', 'mpeg', 'm4v', 'ogv'];
const sounds = ['mp3', 'm4a', 'aac', 'wav', 'flac', 'ogg', 'opus'];

/** What the dialogs say and show, by what they are for. */
const fileOptions = (purpose: HostCallArgument<'pickFile'>): OpenDialogOptions => {
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
};
const folderOptions = (purpose: HostCallArgument<'pickFolder'>): OpenDialogOptions => {
  const words = shellWords.pickFolder[purpose];
  return { title: words.title, buttonLabel: words.button, properties: ['openDirectory', 'createDirectory'] };
};

/**
 * Answers `pickFile` and `pickFolder`. The creator chooses in the system's dialog; the page hears a path, and can do nothing with it:
 * whether it will do the engine finds out. `open`: shows the dialog, and answers with what was chosen. One dialog at a time.
 */
export function pickHandlers(
  open: (options: OpenDialogOptions) => Promise<readonly string[]>,
): Pick<HostHandlers, 'pickFile' | 'pickFolder'> {
  let isOpen = false;
  const pick = async (options: OpenDialogOptions): Promise<string | null> => {
    if (isOpen) return null;
    isOpen = true;
    try {
      const [path] = await open(options);
      return path ?? null;
    } finally {
      isOpen = false;
    }
  };
  return {
    pickFile: (purpose) => pick(fileOptions(purpose)),
    pickFolder: (purpose) => pick(folderOptions(purpose)),
  };
}
