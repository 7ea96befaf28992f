import { useId } from 'react';
import { relayServiceOf } from '../../../shared/relay-url.js';
import type { Relay, ServicePreset } from '../../../shared/relays.js';
import { TextField } from '../../ui/text-field.js';
import { Toggle } from '../../ui/toggle.js';
import type { RelaySecret } from './check-relay-draft.js';
import { placeOf, suggestedName, withPlace } from './relay-draft.js';
import { RelayMoreFields } from './relay-more-fields.js';
import { relayPageWords } from './relay-page-words.js';
import { SecretField } from './secret-field.js';
import { ServerField } from './server-field.js';
import { ServiceGuide } from './service-guide.js';
import { ServicePicker } from './service-picker.js';
import type { RelayForm } from './use-relay-form.js';

interface RelayFieldsProps {
  readonly presets: readonly ServicePreset[];
  readonly relay: Relay | null;
  readonly taken: readonly string[];
  readonly form: RelayForm;
}

/** The form: what this service needs, and no more. */
export function RelayFields({ presets, relay, taken, form }: RelayFieldsProps) {
  const { preset, draft, problems, note, edit, pick, splitOff } = form;
  const id = useId();
  const { url } = placeOf(draft, preset);
  const known = preset.service === 'rtmp' ? presets.find(({ service }) => service === relayServiceOf(url)) : undefined;
  const isSrt = preset.service === 'srt';
  const secret = (name: RelaySecret, label: string, isOptional: boolean, hint?: string) => (
    <SecretField
      key={`${name}-${preset.service}`}
      name={name}
      label={label}
      standing={form.standingOf(name)}
      isKept={form.isKept(name)}
      tail={name === 'key' ? (relay?.keyHint ?? null) : null}
      isOptional={isOptional}
      problem={problems[name]}
      onStanding={form.setStanding}
      {...(hint !== undefined && { hint })}
    />
  );
  return (
    <>
      <ServicePicker presets={presets} value={preset.service} onChange={pick} />
      <ServiceGuide key={`guide-${preset.service}`} preset={preset} />
      <div className="grid gap-2">
        <ServerField
          key={`server-${preset.service}`}
          preset={preset}
          value={url}
          problem={problems.url}
          note={note?.field === 'url' ? note.words : null}
          onChange={(next) => edit(withPlace(draft, preset, { url: next }))}
          onPasted={(text) => splitOff('url', text, true)}
          onBlur={() => splitOff('url', url, false)}
        />
        {known !== undefined && known.service !== 'rtmp' && (
          <p className="text-xs text-muted">{relayPageWords.fields.known(known.label)}</p>
        )}
      </div>
      {secret('key', preset.keyLabel, isSrt)}
      {isSrt && secret('passphrase', 'Passphrase', true, '10 to 79 characters, where the server wants one.')}
      <p className="-mt-2 text-xs text-muted">{relayPageWords.fields.secretNote}</p>
      <RelayMoreFields
        key={`more-${preset.service}`}
        preset={preset}
        draft={draft}
        problems={problems}
        form={form}
        backupKey={secret('backupKey', relayPageWords.fields.backupKey, true, relayPageWords.fields.backupKeyHint)}
      />
      <TextField
        label={relayPageWords.fields.name}
        name="name"
        maxLength={60}
        value={draft.name ?? suggestedName(draft, preset, taken)}
        hint={relayPageWords.fields.nameHint}
        problem={problems.name}
        onChange={(event) => edit({ ...draft, name: event.currentTarget.value })}
        onBlur={() => edit(draft, 'name')}
      />
      <div className="flex items-center justify-between gap-4">
        <div className="min-w-0">
          <p id={`${id}-title`} className="text-sm font-medium">
            {relayPageWords.fields.enabled}
          </p>
          <p id={`${id}-lead`} className="text-xs text-muted">
            {relayPageWords.fields.enabledHint}
          </p>
        </div>
        <Toggle
          labelledBy={`${id}-title`}
          describedBy={`${id}-lead`}
          isOn={draft.isEnabled}
          disabled={false}
          onChange={(isEnabled) => edit({ ...draft, isEnabled })}
        />
      </div>
    </>
  );
}
