/** A source, as far as it matters here. */
export interface ListedSource {
  /** Of a screen that is known to this system; `''`: it is not said. */
  readonly display_id: string;
}

/**
 * What was picked in the portal's dialog; null: it was closed, or this is no answer of the portal. WebRTC looks at X11 instead
 * where PipeWire is missing, asks nobody, and lists all that there is, with screens by their displays (tried with Electron 33):
 * nothing of that may be shared unasked.
 */
export function pickedInPortal<Source extends ListedSource>(listed: readonly Source[]): Source | null {
  const [picked] = listed;
  return picked !== undefined && listed.length === 1 && picked.display_id === '' ? picked : null;
}
