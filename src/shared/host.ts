import type { HostAnswer, HostCallArgument, HostCallName, HostCallResults } from './host-calls.js';

type Call<Name extends HostCallName> = (argument: HostCallArgument<Name>) => Promise<HostAnswer<HostCallResults[Name]>>;

/** What the desktop app tells the studio about itself, and does for it: `window.host`. Absent in a browser. */
export interface Host {
  readonly platform: 'darwin' | 'linux' | 'win32' | 'other';
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string };
  /** See `hostCalls`. */
  readonly setTheme: Call<'setTheme'>;
}

declare global {
  var host: Host | undefined;
}
