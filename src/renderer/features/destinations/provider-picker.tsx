import { clsx } from 'clsx';
import { RadioGroup } from 'radix-ui';
import type { ProviderId, ProviderInfo, Standing } from '../../../shared/destinations.js';
import { destinationWords } from './destination-words.js';

const standings: Record<Standing, string> = {
  tried: destinationWords.provider.proofs.server,
  emulated: destinationWords.provider.proofs.emulation,
  documented: destinationWords.provider.proofs.documentation,
};

interface ProviderPickerProps {
  readonly providers: readonly ProviderInfo[];
  readonly value: ProviderId;
  readonly onChange: (provider: ProviderId) => void;
}

/** Whose bucket it is, and how sure we are of what we know about them. */
export function ProviderPicker({ providers, value, onChange }: ProviderPickerProps) {
  return (
    <RadioGroup.Root
      aria-label={destinationWords.provider.label}
      value={value}
      onValueChange={(next) => {
        const provider = providers.find(({ id }) => id === next);
        if (provider !== undefined) onChange(provider.id);
      }}
      className="@container"
    >
      <div className="grid grid-cols-2 gap-2 @md:grid-cols-3">
        {providers.map(({ id, label, standing }) => (
          <RadioGroup.Item
            key={id}
            value={id}
            className={clsx(
              'grid min-w-0 content-center gap-0.5 rounded-control border border-line bg-sunken px-3 py-2 text-left transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft',
              // the last of ten would stand alone in a row of three
              id === 'generic' && '@md:col-span-full',
            )}
          >
            <span className="block text-sm leading-4.5 font-medium">{label}</span>
            <span className="block truncate text-2xs text-muted">{standings[standing]}</span>
          </RadioGroup.Item>
        ))}
      </div>{' '}
    </RadioGroup.Root>
  );
}
