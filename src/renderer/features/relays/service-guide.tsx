import { ChevronRight } from 'lucide-react';
import type { ServicePreset } from '../../../shared/relays.js';
import { limitsWords } from './limits-words.js';
import { relayPageWords } from './relay-page-words.js';

/** Where to click at the service, and what it takes. */
export function ServiceGuide({ preset }: { readonly preset: ServicePreset }) {
  const { guide, label, keyLabel, standing } = preset;
  const isAnybody = preset.service === 'rtmp' || preset.service === 'srt';
  return (
    <div className="grid gap-2">
      {guide.length > 0 && (
        <details className="group rounded-control border border-line bg-sunken">
          <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-control px-3 py-2.5 text-sm font-medium text-accent-text">
            <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
            {relayPageWords.service.guide(keyLabel.toLowerCase())}
          </summary>
          <ol className="grid gap-2 px-3 pb-3 text-sm">
            {guide.map((step, index) => (
              <li key={step} className="flex items-start gap-2.5">
                <span
                  aria-hidden
                  className="grid size-5 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent-text"
                >
                  {index + 1}
                </span>
                <span className="min-w-0 break-words">{step}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
      <p className="px-1 text-xs text-muted">
        {isAnybody ? relayPageWords.service.unknown : relayPageWords.service.takes(label)}
        {limitsWords(preset).join('; ')}.{standing === 'remembered' && relayPageWords.service.remembered}{' '}
        {relayPageWords.service.rest}
      </p>
    </div>
  );
}
