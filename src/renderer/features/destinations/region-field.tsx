import { useId, useState } from 'react';
import type { ProviderInfo } from '../../../shared/destinations.js';
import { FieldNote, fieldLook, TextField } from '../../ui/text-field.js';
import { destinationWords } from './destination-words.js';

interface RegionFieldProps {
  readonly info: ProviderInfo;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (region: string) => void;
  readonly onBlur: () => void;
}

const elsewhere = '\u0000';

/** The region: out of those that the provider is known to have, or any other. */
export function RegionField({ info, value, problem, onChange, onBlur }: RegionFieldProps) {
  const [isTyped, setIsTyped] = useState(value !== '' && !info.regions.includes(value));
  const id = useId();
  const isOptional = info.asks.region === 'optional';
  if (info.regions.length === 0 || isTyped) {
    return (
      <TextField
        label={destinationWords.region.label}
        isOptional={isOptional}
        name="region"
        isMono
        value={value}
        placeholder={info.defaultRegion ?? ''}
        problem={problem}
        autoFocus={isTyped && value === ''}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
      />
    );
  }
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {destinationWords.region.label}
        {isOptional && <span className="font-normal">{destinationWords.region.optional}</span>}
      </label>
      <select
        id={id}
        name="region"
        value={value}
        aria-invalid={problem !== undefined}
        {...(problem !== undefined && { 'aria-describedby': `${id}-note` })}
        onBlur={onBlur}
        onChange={(event) => {
          if (event.currentTarget.value !== elsewhere) return onChange(event.currentTarget.value);
          onChange('');
          setIsTyped(true);
        }}
        className={fieldLook}
      >
        <option value="">{isOptional ? destinationWords.region.own : destinationWords.region.pick}</option>
        {info.regions.map((region) => (
          <option key={region} value={region}>
            {region}
          </option>
        ))}
        <option value={elsewhere}>{destinationWords.region.other}</option>
      </select>
      {problem !== undefined && <FieldNote id={`${id}-note`} problem={problem} />}
    </div>
  );
}
