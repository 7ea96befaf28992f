/**
 * How the studio stands with the engine. `connected` means that the mirror is alive, not just that a socket is open.
 * `unauthorized` is final: only a new link helps.
 */
export type Connection =
  | { readonly status: 'connecting' }
  | { readonly status: 'connected' }
  | { readonly status: 'reconnecting'; readonly sinceMs: number }
  | { readonly status: 'unauthorized' }
  /** The engine speaks another version of the contract than this page: reloading fetches the page that fits. */
  | { readonly status: 'mismatched' };
