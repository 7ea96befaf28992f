import { Trash2 } from 'lucide-react';
import type { Recording } from '../../../shared/studio-state.js';
import { useCommand } from '../../stores/use-command.js';
import { Confirm } from '../../ui/confirm.js';
import { formatBytes, formatDuration } from '../../ui/format.js';
import { IconButton } from '../../ui/icon-button.js';
import { libraryWords } from './library-words.js';

/** Deletes a recording, after saying what goes. */
export function DeleteButton({ recording }: { readonly recording: Recording }) {
  const remove = useCommand('deleteRecording');
  const { id, title, durationSeconds, sizeBytes, status, publications } = recording;
  // Where it is published it can only be removed with the recording at hand.
  const place = publications.find((each) => each.status !== 'removed')?.destinationName ?? null;
  const obstacle =
    status === 'live'
      ? libraryWords.delete.endFirst
      : place === null
        ? null
        : libraryWords.delete.removeFirst(title, place);
  return (
    <Confirm
      trigger={
        <IconButton
          icon={Trash2}
          label={obstacle ?? libraryWords.delete.action(title)}
          disabled={!remove.isReady || obstacle !== null}
        />
      }
      title={libraryWords.delete.question(title)}
      confirmLabel={libraryWords.delete.confirm}
      cancelLabel={libraryWords.delete.cancel}
      onConfirm={() => void remove.run({ broadcastId: id })}
    >
      {libraryWords.delete.lead(formatDuration(durationSeconds), formatBytes(sizeBytes))}
    </Confirm>
  );
}
