import { z } from 'zod';
import { backgroundKeySchema, maxBackgroundKeys, type KeyStanding } from './background-keys.js';
import type { ErrorData } from './errors.js';
import type { CaptureOffers } from './host-capture.js';
import { askableSchema, guardedSchema, type MediaPermission, type MediaPermissions } from './media-permission.js';
import { nativeNoticeSchema } from './native-notice.js';
import type { Place } from './place.js';
import { studioGlanceSchema, type TrayAct } from './studio-glance.js';
import { sceneIdSchema } from './scenes/scene-item.js';
import type { UpdateNews } from './update-news.js';
import { webPageSchema } from './web-pages.js';

/**
 * What the studio's page may ask of the desktop shell, by name, with what it has to say: the one list. Each is a function of
 * `window.host` (host.ts), exposed by the preload one by one, and checked in the main process alone: the page's word counts for
 * nothing there.
 */
export const hostCalls = {
  /** The look of what the system draws: menus, dialogs, the window's frame. */
  setTheme: z.enum(['system', 'dark', 'light']),
  /** The screens and windows that there are, with small pictures of how they look now. */
  listCaptureSources: z.null(),
  /**
   * What the next getDisplayMedia gets: one of the last list, or (null) what the system's own picker finds. It holds for a few
   * seconds and one request; without it none is answered.
   */
  chooseCaptureSource: z.strictObject({ id: z.string().max(200).nullable(), withSound: z.boolean() }),
  /** What the system lets this program have of cameras, microphones and the screen. */
  mediaPermissions: z.null(),
  /** Has the system ask the creator, where it has not yet; answers how it stands then. */
  askMediaPermission: askableSchema,
  /** Opens the system's settings where it is allowed. */
  openPermissionSettings: guardedSchema,
  /** How the studio stands, for the tray: when it opens, and with every change. Who tells it also listens to `HostEvents`. */
  tellGlance: studioGlanceSchema,
  /** The hotkeys that work while another program has the focus: these, and no others. */
  setBackgroundKeys: z.array(backgroundKeySchema).max(maxBackgroundKeys),
  /** A message of the system, unless the window is in front. */
  notify: nativeNoticeSchema,
  /** Who keeps the key to the secrets: to be shown. Never the key. */
  secretsKept: z.null(),
  /** Opens a source's web page, or takes one that is open as it is to be now; its pictures and states come over two new ports (`hostChannels.webPagePorts`). */
  openWebPage: webPageSchema,
  /** Changes one that is open. */
  changeWebPage: webPageSchema,
  closeWebPage: sceneIdSchema,
  reloadWebPage: sceneIdSchema,
  /** Asks for the sound of one that is open: answers an id for `chromeMediaSource: 'tab'`, which counts once and for seconds. */
  hearWebPage: sceneIdSchema,
  /** A window on it, to sign in or to click what wants to be clicked. */
  showWebPageWindow: sceneIdSchema,
  /** Signs out of all web pages: what they have kept is removed, and those that are open are loaded anew. */
  forgetWebPages: z.null(),
  /** What the menu's Help has: folders and licences. */
  showHelp: z.enum(['logs', 'crash-reports', 'licences']),
  /** How it stands with updates; each change comes by itself (`onUpdateNews`). */
  updateNews: z.null(),
  /** Asks for a newer version now, unless something is live or recorded. */
  lookForUpdates: z.null(),
  /** Ends the app in order, and starts the version that is here: the creator may be asked about what is not saved. */
  installUpdate: z.null(),
  /** Lets the creator choose a file of this computer, in the system's own dialog, for what it says. */
  pickFile: z.enum(['programme']),
  /** A folder likewise. Whether it will do is the engine's to say. */
  pickFolder: z.enum(['exports']),
} as const satisfies Record<string, z.ZodType>;

export type HostCallName = keyof typeof hostCalls;
export type HostCallArgument<Name extends HostCallName> = z.infer<(typeof hostCalls)[Name]>;

/** `keychain`: the system's. `file`: there is none that protects it. `refused`: it does not give the key. `off`: the creator wants a file. `passphrase`: HEADWATER_SECRET_KEY comes before all. */
export type SecretsKept = 'keychain' | 'file' | 'refused' | 'off' | 'passphrase';

/** What each of them answers. */
export interface HostCallResults {
  readonly setTheme: null;
  readonly listCaptureSources: CaptureOffers;
  readonly chooseCaptureSource: null;
  readonly mediaPermissions: MediaPermissions;
  readonly askMediaPermission: MediaPermission;
  /** False: this system has no such settings. */
  readonly openPermissionSettings: boolean;
  readonly tellGlance: null;
  readonly setBackgroundKeys: readonly KeyStanding[];
  readonly notify: null;
  readonly secretsKept: SecretsKept;
  /** `too-many`: no more pages are held at once. `no-sandbox`: the app runs without, and shows no strangers' pages. */
  readonly openWebPage: 'open' | 'too-many' | 'no-sandbox';
  readonly changeWebPage: null;
  readonly closeWebPage: null;
  readonly reloadWebPage: null;
  /** Null: it is not there. */
  readonly hearWebPage: string | null;
  readonly showWebPageWindow: null;
  readonly forgetWebPages: null;
  /** False: there is none (licences are gathered when the app is packed). */
  readonly showHelp: boolean;
  readonly updateNews: UpdateNews;
  readonly lookForUpdates: null;
  /** False: not now. Something is on, or none is here. */
  readonly installUpdate: boolean;
  /** Its path; null: none was chosen. */
  readonly pickFile: string | null;
  readonly pickFolder: string | null;
}

/** The answer to a call: errors are data, for an Error loses its code on the way to the page. */
export type HostAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ErrorData };

/** What the shell tells the page of its own accord, by name. */
export interface HostEvents {
  /** The creator wants this done, from the tray: the page does what its own button does, with its questions. */
  readonly onAct: TrayAct;
  /** A link has opened the app: the page goes there. */
  readonly onGoTo: Place;
  /** A key of `setBackgroundKeys` was pressed. */
  readonly onHotkey: string;
  /** How those keys stand now: another program took one, or gave it back. */
  readonly onKeyStandings: readonly KeyStanding[];
  /** It stands otherwise with updates. */
  readonly onUpdateNews: UpdateNews;
}
export type HostEventName = keyof HostEvents;
