import { ChevronRight } from 'lucide-react';
import type { ProviderInfo } from '../../../shared/destinations.js';
import { destinationWords } from './destination-words.js';
import { providerFacts } from './provider-facts-words.js';

/** What Headwater knows about a provider: how it talks to it, what it costs there, and how sure that is. */
export function ProviderFacts({ info }: { readonly info: ProviderInfo }) {
  return (
    <details className="group rounded-control border border-line bg-sunken">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-control px-3 py-2.5 text-sm font-medium text-accent-text">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        {destinationWords.provider.facts}
      </summary>
      <dl className="grid gap-x-4 gap-y-1.5 px-3 pb-3 text-sm sm:grid-cols-[9.5rem_minmax(0,1fr)]">
        {providerFacts(info).map(({ term, words }) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="mb-1 min-w-0 break-words sm:mb-0">{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
