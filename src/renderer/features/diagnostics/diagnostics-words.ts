import type { CommandResults } from '../../../shared/commands.js';
import type { Words } from '../../app/facts.js';
import { wordsFor } from '../../app/words.js';
import { formatBytes } from '../../ui/format.js';

/** What became of saved diagnostics, as a toast says it. */
export function diagnosticsWords({ fileName, sizeBytes, upload }: CommandResults['saveDiagnostics']): {
  readonly level: 'info' | 'warning';
  readonly words: Words;
} {
  const file = `${fileName}, ${formatBytes(sizeBytes)}`;
  if (upload === null) {
    return { level: 'info', words: { title: 'Diagnostics saved', action: `${file}. No media and no keys are in it.` } };
  }
  if (upload.status === 'failed') {
    const { title, action } = wordsFor(upload.reason.code, upload.reason.details);
    // what is there and should not be is the news, not that it was saved
    if (typeof upload.reason.details['left'] === 'string') return { level: 'warning', words: { title, action } };
    return { level: 'warning', words: { title: 'Diagnostics saved, not uploaded', action: `${title}. ${action}` } };
  }
  const { destinationName, key, isPublic } = upload;
  const reach =
    isPublic === false
      ? 'Without the keys nobody can read it there.'
      : 'Whether others can read it there could not be found out.';
  return { level: 'info', words: { title: `Diagnostics uploaded to ${destinationName}`, action: `${key}. ${reach}` } };
}

/** What the settings say about diagnostics. */
export const diagnosticsGroupWords = {
  help: 'Help',
  title: 'Diagnostics',
  lead: 'A zip for whoever helps you: logs, facts, and what is known of the newest broadcast. No media, no keys.',
  save: 'Save diagnostics',
  upload: 'Upload a copy',
  uploadLead:
    'To a private bucket of yours. One that broadcasts are published to is refused: everybody can read there.',
  uploadTo: 'Upload a copy of diagnostics to:',
  nowhere: 'Nowhere',
  uploadLabel: 'Upload a copy to',
  published: 'Broadcasts are published there',
} as const;
