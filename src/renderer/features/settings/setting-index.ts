import { hotkeyActions } from '../../../shared/settings.js';
import { desktopHost } from '../../app/desktop-host.js';
import { diagnosticsGroupWords as help } from '../diagnostics/diagnostics-words.js';
import { hotkeyWords } from '../hotkeys/hotkey-words.js';
import { latencyWords } from '../latency/latency-words.js';
import { permissionWords } from './permission-words.js';
import { settingsWords as words } from './settings-words.js';
import { updateWords } from './update-words.js';

/** A setting as the page's search knows it: its name, what else it says, and its group. */
interface IndexedSetting {
  readonly title: string;
  readonly lead: string;
  readonly group: string;
}

const of = (group: string, settings: readonly (readonly [title: string, lead: string])[]): IndexedSetting[] =>
  settings.map(([title, lead]) => ({ title, lead, group }));

/** Every setting by its name, in the page's order. */
export const settingIndex: readonly IndexedSetting[] = [
  ...of(words.general, [
    [words.theme, words.themeLead],
    [words.start, words.startLead],
    ...(desktopHost === null ? [] : [[words.notifications, words.notificationsLead] as const]),
    [words.firstRun, words.firstRunLead],
  ]),
  ...of(words.channel, [
    [words.channelName, words.channelNameLead],
    [words.studioName, words.studioNameLead],
  ]),
  ...of(words.publishing, [[words.retention, words.retentionLead]]),
  ...of(words.video, [
    [words.canvas, words.canvasLead],
    [words.fps, words.fpsLead],
    [words.bitrate, words.bitrateLead],
    [words.encoder, words.encoderLead],
    [words.renderer, words.rendererLead],
  ]),
  ...of(words.audio, [
    [words.format, words.formatLead],
    [words.output, words.outputLead],
  ]),
  ...of(
    words.hotkeys,
    hotkeyActions.map((action) => [hotkeyWords.names[action], words.hotkeyLead] as const),
  ),
  ...of(words.storage, [
    [words.disk, words.diskLead],
    [words.recordings, words.recordingsLead],
    [words.exportsFolder.title, words.exportsFolder.lead],
    ...(desktopHost === null ? [] : [[words.keptKeys.title, words.keptKeys.find] as const]),
  ]),
  ...of(words.network, [
    [words.lanViewers, words.lanViewersLead],
    [words.lanEncoders, words.lanEncodersLead],
    [words.rtmpPort, words.rtmpPortLead],
    [words.originPort, words.originPortLead],
  ]),
  ...of(words.stream, [
    [words.window, words.windowLead],
    [latencyWords.title, `${latencyWords.lead} ${latencyWords.find}`],
    [words.ladder, words.ladderLead],
    [words.thin, words.thinLead],
  ]),
  ...of(help.help, [
    [help.title, help.lead],
    [help.upload, help.uploadLead],
  ]),
  ...(desktopHost === null
    ? []
    : of(words.program.title, [
        [updateWords.title, updateWords.lead],
        ...(desktopHost.platform === 'linux' ? [] : [[permissionWords.title, permissionWords.lead] as const]),
        [words.program.logs, words.program.logsLead],
        [words.program.crashReports, words.program.crashReportsLead],
        [words.program.licences, words.program.licencesLead],
        [words.program.webPages, words.program.webPagesLead],
      ])),
];
