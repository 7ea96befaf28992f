/** What Chromium has, and TypeScript's DOM types leave out. */
interface AudioContext {
  readonly sinkId: string | { readonly type: 'none' };
  /** Where it plays to: a device, the system's own choice (empty), or nowhere. Rejects when there is no such device. */
  setSinkId(sinkId: string | { readonly type: 'none' }): Promise<void>;
}

interface MediaTrackConstraints {
  /** Of before the standard: the only way to the sound of a web page that Electron has an id for. */
  mandatory?: { readonly chromeMediaSource: 'tab'; readonly chromeMediaSourceId: string };
}

interface HTMLMediaElement {
  captureStream(): MediaStream;
}
