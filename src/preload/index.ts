import { contextBridge, ipcRenderer } from 'electron';
import type {
  HostAnswer,
  HostCallArgument,
  HostCallName,
  HostCallResults,
  HostEventName,
  HostEvents,
} from '../shared/host-calls.js';
import { hostChannels } from '../shared/host-channels.js';
import type { Host } from '../shared/host.js';

/** The page's window, as far as this needs it. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

const platforms: readonly string[] = ['darwin', 'linux', 'win32'] satisfies readonly Host['platform'][];
const isKnown = (name: string): name is Host['platform'] => platforms.includes(name);

/** The main process hands facts over as arguments: a sandboxed preload can read no file. */
const factOf = (name: string): string => {
  const flag = `--headwater-${name}=`;
  return process.argv.find((argument) => argument.startsWith(flag))?.slice(flag.length) ?? '';
};

/** One function of `hostCalls`. The page gets these one by one, never this. */
function call<Name extends HostCallName>(name: Name) {
  return async (argument: HostCallArgument<Name>): Promise<HostAnswer<HostCallResults[Name]>> =>
    (await ipcRenderer.invoke(hostChannels.call, name, argument)) as HostAnswer<HostCallResults[Name]>;
}

/** One event of `HostEvents`. The page hears its value, and nothing of how it came. */
function listen<Name extends HostEventName>(name: Name) {
  return (listener: (value: HostEvents[Name]) => void): (() => void) => {
    const hear = (_event: unknown, told: unknown, value: unknown): void => {
      if (told === name) listener(value as HostEvents[Name]);
    };
    ipcRenderer.on(hostChannels.event, hear);
    return () => void ipcRenderer.removeListener(hostChannels.event, hear);
  };
}

const host: Host = {
  platform: isKnown(process.platform) ? process.platform : 'other',
  versions: {
    app: factOf('version'),
    electron: process.versions['electron'] ?? '',
    chrome: process.versions['chrome'] ?? '',
  },
  capture: {
    picker: factOf('picker') === 'own' ? 'own' : 'system',
    hasSystemSound: factOf('system-sound') === 'true',
  },
  setTheme: call('setTheme'),
  listCaptureSources: call('listCaptureSources'),
  chooseCaptureSource: call('chooseCaptureSource'),
  mediaPermissions: call('mediaPermissions'),
  askMediaPermission: call('askMediaPermission'),
  openPermissionSettings: call('openPermissionSettings'),
  tellGlance: call('tellGlance'),
  setBackgroundKeys: call('setBackgroundKeys'),
  notify: call('notify'),
  secretsKept: call('secretsKept'),
  onAct: listen('onAct'),
  onGoTo: listen('onGoTo'),
  onHotkey: listen('onHotkey'),
  onKeyStandings: listen('onKeyStandings'),
  openWebPage: call('openWebPage'),
  changeWebPage: call('changeWebPage'),
  closeWebPage: call('closeWebPage'),
  reloadWebPage: call('reloadWebPage'),
  hearWebPage: call('hearWebPage'),
  showWebPageWindow: call('showWebPageWindow'),
  forgetWebPages: call('forgetWebPages'),
  showHelp: call('showHelp'),
  updateNews: call('updateNews'),
  lookForUpdates: call('lookForUpdates'),
  installUpdate: call('installUpdate'),
  onUpdateNews: listen('onUpdateNews'),
  pickFile: call('pickFile'),
  pickFolder: call('pickFolder'),
};

contextBridge.exposeInMainWorld('host', host);

// ports cannot be given to the page in any other way
ipcRenderer.on(hostChannels.webPagePorts, ({ ports }, sourceId: string) => {
  window.postMessage({ type: hostChannels.webPagePorts, sourceId }, window.location.origin, ports);
});
