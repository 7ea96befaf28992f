/** What Chromium has, and TypeScript's DOM types leave out. */
interface AudioContext {
  readonly sinkId: string | { readonly type: 'none' };
  /** Where it plays to: a device, the system's own choice (empty), or nowhere. Rejects when there is no such device. */
  setSinkId(sinkId: string | { readonly type: 'none' }): Promise<void>;
}

interface HTMLMediaElement {
  captureStream(): MediaStream;
}
