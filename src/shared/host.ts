import type {
  HostAnswer,
  HostCallArgument,
  HostCallName,
  HostCallResults,
  HostEventName,
  HostEvents,
} from './host-calls.js';
import type { CaptureAbility } from './host-capture.js';

type Call<Name extends HostCallName> = (argument: HostCallArgument<Name>) => Promise<HostAnswer<HostCallResults[Name]>>;
/** Listens until the function that comes back is called. */
type Listen<Name extends HostEventName> = (listener: (value: HostEvents[Name]) => void) => () => void;

/** What the desktop app tells the studio about itself, and does for it: `window.host`. Absent in a browser. */
export interface Host {
  readonly platform: 'darwin' | 'linux' | 'win32' | 'other';
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string };
  readonly capture: CaptureAbility;
  /** See `hostCalls`. */
  readonly setTheme: Call<'setTheme'>;
  readonly listCaptureSources: Call<'listCaptureSources'>;
  readonly chooseCaptureSource: Call<'chooseCaptureSource'>;
  readonly mediaPermissions: Call<'mediaPermissions'>;
  readonly askMediaPermission: Call<'askMediaPermission'>;
  readonly openPermissionSettings: Call<'openPermissionSettings'>;
  readonly tellGlance: Call<'tellGlance'>;
  readonly setBackgroundKeys: Call<'setBackgroundKeys'>;
  readonly notify: Call<'notify'>;
  readonly secretsKept: Call<'secretsKept'>;
  /** See `HostEvents`. */
  readonly onAct: Listen<'onAct'>;
  readonly onGoTo: Listen<'onGoTo'>;
  readonly onHotkey: Listen<'onHotkey'>;
  readonly onKeyStandings: Listen<'onKeyStandings'>;
  readonly openWebPage: Call<'openWebPage'>;
  readonly changeWebPage: Call<'changeWebPage'>;
  readonly closeWebPage: Call<'closeWebPage'>;
  readonly reloadWebPage: Call<'reloadWebPage'>;
  readonly hearWebPage: Call<'hearWebPage'>;
  readonly showWebPageWindow: Call<'showWebPageWindow'>;
  readonly forgetWebPages: Call<'forgetWebPages'>;
  readonly showHelp: Call<'showHelp'>;
  readonly updateNews: Call<'updateNews'>;
  readonly lookForUpdates: Call<'lookForUpdates'>;
  readonly installUpdate: Call<'installUpdate'>;
  readonly onUpdateNews: Listen<'onUpdateNews'>;
  readonly pickFile: Call<'pickFile'>;
  readonly pickFolder: Call<'pickFolder'>;
}

declare global {
  var host: Host | undefined;
}
