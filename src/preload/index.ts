import { contextBridge, ipcRenderer } from 'electron';
import type { HostAnswer, HostCallArgument, HostCallName, HostCallResults } from '../shared/host-calls.js';
import { hostChannels } from '../shared/host-channels.js';
import type { Host } from '../shared/host.js';

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
  openCapturePermission: call('openCapturePermission'),
};

contextBridge.exposeInMainWorld('host', host);
