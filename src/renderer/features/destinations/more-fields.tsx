import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ProviderInfo } from '../../../shared/destinations.js';
import { Segmented } from '../../ui/segmented.js';
import { TextField } from '../../ui/text-field.js';
import type { FieldProblems } from './check-draft.js';
import { placeOf, withPlace, type DestinationDraft } from './destination-draft.js';
import type { EditDraft } from './destination-fields.js';
import { destinationWords } from './destination-words.js';

const styles = [
  { value: 'auto', label: destinationWords.more.addressings.auto },
  { value: 'path', label: destinationWords.more.addressings.path },
  { value: 'host', label: destinationWords.more.addressings.host },
] as const;
type Style = (typeof styles)[number]['value'];
const styleOf = (pathStyle: boolean | null): Style => (pathStyle === null ? 'auto' : pathStyle ? 'path' : 'host');

interface MoreFieldsProps {
  readonly info: ProviderInfo;
  readonly draft: DestinationDraft;
  readonly problems: FieldProblems;
  readonly edit: EditDraft;
}

/** What most people never need: a folder, an own domain, and what the provider's profile says otherwise. */
export function MoreFields({ info, draft, problems, edit }: MoreFieldsProps) {
  const place = placeOf(draft, info);
  const [isOpen, setIsOpen] = useState(
    draft.prefix !== '' ||
      place.pathStyle !== null ||
      (info.asks.publicUrl === 'derived' && place.publicUrl !== '') ||
      (info.asks.endpoint === 'derived' && place.endpoint !== ''),
  );
  const hasProblem =
    problems.prefix !== undefined ||
    problems.sessionToken !== undefined ||
    (info.asks.publicUrl === 'derived' && problems.publicUrl !== undefined) ||
    (info.asks.endpoint === 'derived' && problems.endpoint !== undefined);
  return (
    <details
      open={isOpen || hasProblem}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group -mx-5 border-y border-line"
    >
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-5 py-3 text-sm font-medium text-muted hover:text-text">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        {info.asks.publicUrl === 'derived' ? destinationWords.more.withDomain : destinationWords.more.title}
      </summary>
      <div className="grid gap-4 px-5 pt-1 pb-5">
        {info.asks.publicUrl === 'derived' && (
          <TextField
            label={destinationWords.fields.publicUrl}
            isOptional
            name="publicUrl"
            inputMode="url"
            isMono
            value={place.publicUrl}
            placeholder={info.publicUrlExample}
            hint={destinationWords.more.publicUrlHint}
            problem={problems.publicUrl}
            onChange={(event) => edit(withPlace(draft, info, { publicUrl: event.currentTarget.value }))}
            onBlur={() => edit(draft, 'publicUrl')}
          />
        )}
        <TextField
          label={destinationWords.more.folder}
          isOptional
          name="prefix"
          isMono
          value={draft.prefix}
          placeholder={destinationWords.more.folderExample}
          hint={destinationWords.more.folderHint}
          problem={problems.prefix}
          onChange={(event) => edit({ ...draft, prefix: event.currentTarget.value })}
          onBlur={() => edit(draft, 'prefix')}
        />
        {info.asks.endpoint === 'derived' && (
          <TextField
            label={destinationWords.fields.endpoint}
            isOptional
            name="endpoint"
            inputMode="url"
            isMono
            value={place.endpoint}
            placeholder={info.endpointExample}
            hint={destinationWords.more.endpointHint}
            problem={problems.endpoint}
            onChange={(event) => edit(withPlace(draft, info, { endpoint: event.currentTarget.value }))}
            onBlur={() => edit(draft, 'endpoint')}
          />
        )}
        <TextField
          label={destinationWords.more.sessionToken}
          isOptional
          name="sessionToken"
          type="password"
          isMono
          autoComplete="new-password"
          maxLength={4096}
          hint={destinationWords.more.sessionTokenHint}
          problem={problems.sessionToken}
        />
        <div className="grid justify-items-start gap-1.5">
          <p className="text-xs font-medium text-muted">{destinationWords.more.addressing}</p>
          <Segmented
            label={destinationWords.more.addressing}
            value={styleOf(place.pathStyle)}
            options={styles}
            onChange={(style) =>
              edit(withPlace(draft, info, { pathStyle: style === 'auto' ? null : style === 'path' }))
            }
          />
        </div>
      </div>
    </details>
  );
}
