import { Clapperboard } from 'lucide-react';
import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { RiverLines } from '../../ui/river-lines.js';
import { libraryWords } from './library-words.js';

/** Nothing recorded yet: says what will be here and how it comes here. */
export function EmptyLibrary() {
  const home = useEngineState(({ settings }) => settings.studio.start ?? 'studio');
  return (
    <div className="relative grid min-h-full place-items-center overflow-hidden p-6">
      <RiverLines className="pointer-events-none absolute inset-x-0 bottom-0 h-2/5 w-full text-accent" />
      <div className="relative grid max-w-md justify-items-center gap-4 text-center">
        <span className="grid size-16 place-items-center rounded-2xl bg-accent-soft text-accent-text">
          <Clapperboard aria-hidden className="size-8" strokeWidth={1.5} />
        </span>
        <h1 className="text-2xl font-semibold tracking-tight">{libraryWords.empty.title}</h1>
        <p className="text-base text-muted">{libraryWords.empty.lead}</p>
        <a
          href={hrefOf(home)}
          className="mt-2 inline-flex h-11 items-center rounded-control bg-accent px-5 text-base font-semibold text-on-accent transition-colors hover:bg-accent-hover"
        >
          {libraryWords.empty.action}
        </a>
      </div>
    </div>
  );
}
