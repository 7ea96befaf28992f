import type { Destination, ProviderInfo } from '../../../shared/destinations.js';
import { TextField } from '../../ui/text-field.js';
import type { FieldProblems } from './check-draft.js';
import { destinationWords } from './destination-words.js';

interface KeyFieldsProps {
  readonly info: ProviderInfo;
  /** Null: not saved yet. */
  readonly destination: Destination | null;
  readonly problems: FieldProblems;
}

/** The keys, write-only. Uncontrolled on purpose: see check-keys.ts. */
export function KeyFields({ info, destination, problems }: KeyFieldsProps) {
  const isKept = destination?.hasCredentials === true;
  const kept = isKept ? { placeholder: destinationWords.keys.stored } : {};
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={info.keyLabels.accessKeyId}
          name="accessKeyId"
          isMono
          maxLength={256}
          problem={problems.accessKeyId}
          {...kept}
          {...(isKept &&
            destination.keyHint !== null && { hint: destinationWords.keys.storedHint(destination.keyHint) })}
        />
        <TextField
          label={info.keyLabels.secretAccessKey}
          name="secretAccessKey"
          type="password"
          isMono
          // "off" is ignored for passwords; this keeps browsers from offering the studio's other secrets here.
          autoComplete="new-password"
          maxLength={512}
          problem={problems.secretAccessKey}
          {...kept}
        />
      </div>
      <p className="text-xs text-muted">{destinationWords.keys.note}</p>
    </>
  );
}
