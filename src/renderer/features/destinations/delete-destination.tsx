import { Trash2 } from 'lucide-react';
import type { Destination } from '../../../shared/destinations.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Confirm } from '../../ui/confirm.js';
import { IconButton } from '../../ui/icon-button.js';
import { Phrase } from '../../ui/phrase.js';
import { destinationWords } from './destination-words.js';

/** Deletes a destination, after saying what is there, that it stays there, and how it goes. */
export function DeleteDestination({ destination: { id, config, isDefault } }: { readonly destination: Destination }) {
  const recordings = useEngineState((state) => state.recordings);
  const remove = useCommand('deleteDestination');
  const unpublish = useCommand('unpublishAll');
  const there = recordings
    .flatMap(({ publications }) => publications)
    .filter(({ destinationId, status }) => destinationId === id && status !== 'removed');
  const leaving = there.filter(({ status }) => status === 'removing').length;
  const staying = there.length - leaving;
  return (
    <Confirm
      trigger={
        <IconButton
          icon={Trash2}
          label={destinationWords.delete.action(config.name)}
          disabled={!remove.isReady || !unpublish.isReady}
        />
      }
      title={destinationWords.delete.question(config.name)}
      confirmLabel={destinationWords.delete.confirm}
      cancelLabel={destinationWords.delete.cancel}
      onConfirm={() => void remove.run({ id })}
      {...(staying > 0 && {
        instead: { label: destinationWords.delete.instead, onSelect: () => void unpublish.run({ destinationId: id }) },
      })}
    >
      <div className="grid gap-2">
        <p>
          {destinationWords.delete.lead}
          {isDefault && destinationWords.delete.leadDefault}
        </p>
        {staying > 0 && (
          <p>
            <Phrase
              text={destinationWords.delete.stays}
              parts={{
                what: <strong className="font-semibold text-text">{destinationWords.delete.published(staying)}</strong>,
              }}
            />
          </p>
        )}
        {leaving > 0 && <p>{destinationWords.delete.leaving(leaving)}</p>}
      </div>
    </Confirm>
  );
}
