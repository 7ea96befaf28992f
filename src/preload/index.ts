import { contextBridge, ipcRenderer } from 'electron';
import type { HostAnswer, HostCallArgument, HostCallName, HostCallResults } from '../shared/host-calls.js';
import { hostChannels } from '../shared/host-channels.js';
import type { Host } from '../shared/host.js';

const platforms: readonly string[] = ['darwin', 'linux', 'win32'] satisfies readonly Host['platform'][];
const isKnown = (name: string): name is Host['platform'] => platforms.includes(name);

/** The main process hands the version over as an argument: a sandboxed preload can read no file. */
const versionFlag = '--headwater-version=';
const version = process.argv.find((argument) => argument.startsWith(versionFlag))?.slice(versionFlag.length) ?? '';

/** One function of `hostCalls`. The page gets these one by one, never this. */
function call<Name extends HostCallName>(name: Name) {
  return async (argument: HostCallArgument<Name>): Promise<HostAnswer<HostCallResults[Name]>> =>
    (await ipcRenderer.invoke(hostChannels.call, name, argument)) as HostAnswer<HostCallResults[Name]>;
}

const host: Host = {
  platform: isKnown(process.platform) ? process.platform : 'other',
  versions: { app: version, electron: process.versions['electron'] ?? '', chrome: process.versions['chrome'] ?? '' },
  setTheme: call('setTheme'),
};

contextBridge.exposeInMainWorld('host', host);
