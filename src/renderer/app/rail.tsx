import { clsx } from 'clsx';
import { Cable, Clapperboard, LayoutTemplate, SlidersHorizontal } from 'lucide-react';
import { useEngineState } from '../stores/studio-context.js';
import { Logo } from '../ui/logo.js';
import { LogDrawer } from './log-drawer.js';
import { isOwnProgramme } from './is-own-programme.js';
import { shellWords } from './shell-words.js';
import { hrefOf, type Route } from './use-route.js';

const pages = [
  { route: 'studio', label: shellWords.rail.studio, icon: LayoutTemplate },
  { route: 'encoder', label: shellWords.rail.encoder, icon: Cable },
  { route: 'library', label: shellWords.rail.library, icon: Clapperboard },
  { route: 'settings', label: shellWords.rail.settings, icon: SlidersHorizontal },
] as const;

/** The way around the studio: at the left, or along the bottom of a narrow window. */
export function Rail({ route }: { readonly route: Route }) {
  const broadcast = useEngineState(({ broadcast: active }) => active);
  const isOnAir = broadcast?.status === 'live' || broadcast?.status === 'reconnecting';
  // the mark stands at the page that the broadcast is led from
  const onAirAt = isOwnProgramme(broadcast) ? 'studio' : 'encoder';
  return (
    <nav
      aria-label={shellWords.rail.label}
      className="flex shrink-0 items-center gap-1 border-t border-line bg-sunken px-2 py-1.5 sm:w-20 sm:flex-col sm:border-t-0 sm:border-r sm:px-2 sm:py-4"
    >
      <Logo className="mb-4 hidden size-9 sm:block" />
      {pages.map(({ route: to, label, icon: Icon }) => (
        <a
          key={to}
          href={hrefOf(to)}
          aria-current={route === to ? 'page' : undefined}
          className={clsx(
            'relative flex flex-1 flex-col items-center gap-1 rounded-control px-1 py-2 text-2xs font-medium transition-colors sm:w-full sm:flex-none',
            route === to ? 'bg-accent-soft text-accent-text' : 'text-muted hover:bg-raised hover:text-text',
          )}
        >
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
          {label}
          {to === onAirAt && isOnAir && (
            <span className="absolute top-1.5 left-1/2 ml-2 size-2 rounded-full bg-live ring-2 ring-sunken">
              <span className="sr-only">{shellWords.rail.onAir}</span>
            </span>
          )}
        </a>
      ))}
      <div className="sm:mt-auto sm:w-full">
        <LogDrawer />
      </div>
    </nav>
  );
}
