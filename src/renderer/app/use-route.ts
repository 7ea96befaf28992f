import { useSyncExternalStore } from 'react';

export const routes = ['studio', 'encoder', 'library', 'settings'] as const;
export type Route = (typeof routes)[number];

/** The address of a page inside the studio, or of something on it: the browser's back button and bookmarks work. */
export const hrefOf = (route: Route, ...rest: readonly string[]) =>
  `#/${[route, ...rest.map((part) => encodeURIComponent(part))].join('/')}`;

/** Goes to a page as a link would. */
export function goTo(route: Route, ...rest: readonly string[]): void {
  window.location.hash = hrefOf(route, ...rest);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The page that the address names (`home` when it names none), and what it names below that page. */
export function useRoute(home: Route): { readonly route: Route; readonly rest: readonly string[] } {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const [first, ...rest] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  const route = routes.find((each) => each === first);
  return route === undefined ? { route: home, rest: [] } : { route, rest };
}

/** An address may have been typed: what cannot be decoded names nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
