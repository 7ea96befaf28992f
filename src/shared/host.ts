/** What the desktop app tells the studio about itself: `window.host`. Absent in a browser. */
export interface Host {
  readonly platform: 'darwin' | 'linux' | 'win32' | 'other';
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string };
}

declare global {
  var host: Host | undefined;
}
