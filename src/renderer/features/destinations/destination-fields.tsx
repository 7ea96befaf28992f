import { clsx } from 'clsx';
import type { Destination, ProviderInfo } from '../../../shared/destinations.js';
import { TextField } from '../../ui/text-field.js';
import type { DestinationField, FieldProblems } from './check-draft.js';
import { placeOf, suggestedName, withPlace, type DestinationDraft } from './destination-draft.js';
import { destinationWords } from './destination-words.js';
import { KeyFields } from './key-fields.js';
import { MoreFields } from './more-fields.js';
import { ProviderFacts } from './provider-facts.js';
import { ProviderGuide } from './provider-guide.js';
import { ProviderPicker } from './provider-picker.js';
import { RegionField } from './region-field.js';

/** Takes the changed form. `left`: the field that was just left, so that what is wrong with it may be said. */
export type EditDraft = (draft: DestinationDraft, left?: DestinationField) => void;

interface DestinationFieldsProps {
  readonly providers: readonly ProviderInfo[];
  readonly info: ProviderInfo;
  readonly draft: DestinationDraft;
  readonly destination: Destination | null;
  readonly taken: readonly string[];
  readonly problems: FieldProblems;
  readonly edit: EditDraft;
}

/** The form: what this provider needs, and no more. */
export function DestinationFields(props: DestinationFieldsProps) {
  const { providers, info, draft, destination, taken, problems, edit } = props;
  const place = placeOf(draft, info);
  return (
    <>
      <ProviderPicker providers={providers} value={info.id} onChange={(provider) => edit({ ...draft, provider })} />
      <div className="grid gap-2">
        <ProviderGuide key={`guide-${info.id}`} info={info} />
        <ProviderFacts key={`facts-${info.id}`} info={info} />
      </div>
      {info.asks.endpoint === 'required' && (
        <TextField
          label={destinationWords.fields.endpoint}
          name="endpoint"
          inputMode="url"
          isMono
          value={place.endpoint}
          placeholder={info.endpointExample}
          problem={problems.endpoint}
          onChange={(event) => edit(withPlace(draft, info, { endpoint: event.currentTarget.value }))}
          onBlur={() => edit(draft, 'endpoint')}
        />
      )}
      <div className={clsx('grid gap-4', info.asks.region !== 'fixed' && 'sm:grid-cols-2')}>
        <TextField
          label={destinationWords.fields.bucket}
          name="bucket"
          isMono
          value={draft.bucket}
          placeholder={destinationWords.fields.bucketExample}
          problem={problems.bucket}
          onChange={(event) => edit({ ...draft, bucket: event.currentTarget.value })}
          onBlur={() => edit(draft, 'bucket')}
        />
        {info.asks.region !== 'fixed' && (
          <RegionField
            key={info.id}
            info={info}
            value={place.region}
            problem={problems.region}
            onChange={(region) => edit(withPlace(draft, info, { region }))}
            onBlur={() => edit(draft, 'region')}
          />
        )}
      </div>
      <KeyFields info={info} destination={destination} problems={problems} />
      {info.asks.publicUrl === 'required' && (
        <TextField
          label={destinationWords.fields.publicUrl}
          name="publicUrl"
          inputMode="url"
          isMono
          value={place.publicUrl}
          placeholder={info.publicUrlExample}
          hint={destinationWords.fields.publicUrlHint}
          problem={problems.publicUrl}
          onChange={(event) => edit(withPlace(draft, info, { publicUrl: event.currentTarget.value }))}
          onBlur={() => edit(draft, 'publicUrl')}
        />
      )}
      <MoreFields key={`more-${info.id}`} info={info} draft={draft} problems={problems} edit={edit} />
      <TextField
        label={destinationWords.fields.name}
        name="name"
        maxLength={60}
        value={draft.name ?? suggestedName(info, taken)}
        hint={destinationWords.fields.nameHint}
        problem={problems.name}
        onChange={(event) => edit({ ...draft, name: event.currentTarget.value })}
        onBlur={() => edit(draft, 'name')}
      />
    </>
  );
}
