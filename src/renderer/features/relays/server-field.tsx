import { useId, useState } from 'react';
import type { ServicePreset } from '../../../shared/relays.js';
import { FieldNote, fieldLook } from '../../ui/text-field.js';
import { AddressField } from './address-field.js';
import { relayPageWords } from './relay-page-words.js';

interface ServerFieldProps {
  readonly preset: ServicePreset;
  readonly value: string;
  readonly problem: string | undefined;
  /** Says that a key was taken out of the address. */
  readonly note: string | null;
  readonly onChange: (url: string) => void;
  /** A whole address came from the clipboard. */
  readonly onPasted: (url: string) => void;
  readonly onBlur: () => void;
}

const elsewhere = '\u0000';

/** The server: out of the service's list, nearest first, or any other. */
export function ServerField(props: ServerFieldProps) {
  const { preset, value, problem, note, onChange, onPasted, onBlur } = props;
  const isListed = preset.servers.some(({ url }) => url === value);
  const [isTyped, setIsTyped] = useState(!isListed);
  const id = useId();
  if (preset.servers.length === 0 || isTyped) {
    return (
      <div className="grid gap-1.5">
        <AddressField
          label={relayPageWords.server.label}
          name="url"
          value={value}
          placeholder={preset.urlPlaceholder}
          problem={problem}
          note={note}
          autoFocus={isTyped && value === '' && preset.servers.length > 0}
          onChange={onChange}
          onPasted={onPasted}
          onBlur={onBlur}
        />
        {preset.servers.length > 0 && (
          <button
            type="button"
            className="justify-self-start rounded-sm text-xs font-medium text-accent-text hover:underline"
            onClick={() => {
              onChange(preset.servers[0]?.url ?? '');
              setIsTyped(false);
            }}
          >
            {relayPageWords.server.pick(preset.label)}
          </button>
        )}
      </div>
    );
  }
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {relayPageWords.server.label}
      </label>
      <select
        id={id}
        name="server"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onBlur={onBlur}
        onChange={(event) => {
          if (event.currentTarget.value !== elsewhere) return onChange(event.currentTarget.value);
          onChange('');
          setIsTyped(true);
        }}
        className={fieldLook}
      >
        {preset.servers.map((server) => (
          <option key={server.id} value={server.url}>
            {server.label}
          </option>
        ))}
        <option value={elsewhere}>{relayPageWords.server.other}</option>
      </select>
      <FieldNote id={`${id}-note`} problem={problem} hint={<span className="font-mono break-all">{value}</span>} />
    </div>
  );
}
