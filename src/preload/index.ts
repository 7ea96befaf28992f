import { contextBridge } from 'electron';
import type { Host } from '../shared/host.js';

const platforms: readonly string[] = ['darwin', 'linux', 'win32'] satisfies readonly Host['platform'][];
const isKnown = (name: string): name is Host['platform'] => platforms.includes(name);

/** The main process hands the version over as an argument: a sandboxed preload can read no file. */
const versionFlag = '--headwater-version=';
const version = process.argv.find((argument) => argument.startsWith(versionFlag))?.slice(versionFlag.length) ?? '';

const host: Host = {
  platform: isKnown(process.platform) ? process.platform : 'other',
  versions: { app: version, electron: process.versions['electron'] ?? '', chrome: process.versions['chrome'] ?? '' },
};

contextBridge.exposeInMainWorld('host', host);
