import type { HostAnswer, HostCallArgument, HostCallName, HostCallResults } from './host-calls.js';
import type { CaptureAbility } from './host-capture.js';

type Call<Name extends HostCallName> = (argument: HostCallArgument<Name>) => Promise<HostAnswer<HostCallResults[Name]>>;

/** What the desktop app tells the studio about itself, and does for it: `window.host`. Absent in a browser. */
export interface Host {
  readonly platform: 'darwin' | 'linux' | 'win32' | 'other';
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string };
  readonly capture: CaptureAbility;
  /** See `hostCalls`. */
  readonly setTheme: Call<'setTheme'>;
  readonly listCaptureSources: Call<'listCaptureSources'>;
  readonly chooseCaptureSource: Call<'chooseCaptureSource'>;
  readonly openCapturePermission: Call<'openCapturePermission'>;
}

declare global {
  var host: Host | undefined;
}
