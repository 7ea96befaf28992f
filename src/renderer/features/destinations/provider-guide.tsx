import { ChevronRight } from 'lucide-react';
import type { ProviderInfo } from '../../../shared/destinations.js';
import { destinationWords } from './destination-words.js';

/** For those who have no bucket yet: where to click at the provider. */
export function ProviderGuide({ info }: { readonly info: ProviderInfo }) {
  if (info.guide.length === 0) return null;
  return (
    <details className="group rounded-control border border-line bg-sunken">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-control px-3 py-2.5 text-sm font-medium text-accent-text">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        {destinationWords.provider.guide}
      </summary>
      <ol className="grid gap-2 px-3 pb-3 text-sm">
        {info.guide.map((step, index) => (
          <li key={step} className="flex items-start gap-2.5">
            <span
              aria-hidden
              className="grid size-5 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent-text"
            >
              {index + 1}
            </span>
            <span className="min-w-0">{step}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
