import { clsx } from 'clsx';
import { RadioGroup } from 'radix-ui';
import type { RelayService } from '../../../shared/relay-url.js';
import type { ServicePreset } from '../../../shared/relays.js';
import { relayPageWords } from './relay-page-words.js';
import { ServiceMark } from './service-mark.js';

interface ServicePickerProps {
  readonly presets: readonly ServicePreset[];
  readonly value: RelayService;
  readonly onChange: (service: RelayService) => void;
}

/** Where to send the programme. */
export function ServicePicker({ presets, value, onChange }: ServicePickerProps) {
  return (
    <RadioGroup.Root
      aria-label={relayPageWords.services}
      value={value}
      onValueChange={(next) => {
        const preset = presets.find(({ service }) => service === next);
        if (preset !== undefined) onChange(preset.service);
      }}
      className="grid grid-cols-2 gap-2 sm:grid-cols-3"
    >
      {presets.map(({ service, label }) => (
        <RadioGroup.Item
          key={service}
          value={service}
          className={clsx(
            'flex min-w-0 items-center gap-2.5 rounded-control border border-line bg-sunken px-2.5 py-2 text-left text-sm leading-4.5 font-medium transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft',
            // the longest name, and what is left when nobody else fits
            service === 'rtmp' && 'order-last col-span-full',
          )}
        >
          <ServiceMark service={service} />
          <span className="min-w-0">{label}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
