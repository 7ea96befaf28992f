import type { Page } from '@playwright/test';
import type { CaptureOffers } from '../../src/shared/host-capture.js';
import type { Host } from '../../src/shared/host.js';
import type { MediaPermissions } from '../../src/shared/media-permission.js';
import type { UpdateNews } from '../../src/shared/update-news.js';

/** What the desktop app would say, on systems that are not at hand. */
export interface Desktop {
  readonly platform: Host['platform'];
  readonly capture: Host['capture'];
  /** Null: it fails. */
  readonly list: CaptureOffers | null;
  readonly permissions: MediaPermissions;
  readonly news: UpdateNews;
}

const free: MediaPermissions = { camera: 'not-needed', microphone: 'not-needed', screen: 'not-needed' };
const nothing: CaptureOffers = { permission: 'granted', offers: [] };

/** Stands for the preload from the next load of the page on: it sees a desktop app. */
export async function pretendDesktop(
  page: Page,
  {
    platform,
    capture,
    list = nothing,
    permissions = free,
    news = { standing: { is: 'unasked' }, isOn: false },
  }: Pick<Desktop, 'platform' | 'capture'> & Partial<Desktop>,
): Promise<void> {
  await page.addInitScript(putDesktop, { platform, capture, list, permissions, news });
}

/** What the page asked of it. */
export const asked = (page: Page) => page.evaluate(() => Reflect.get(window, 'asked') as unknown[]);

/** From now on it stands so with updates, and the page is told. */
export const tellUpdateNews = (page: Page, news: UpdateNews) =>
  page.evaluate((told) => (Reflect.get(window, 'tellUpdateNews') as (news: UpdateNews) => void)(told), news);

/** Runs in the page, by itself. */
function putDesktop(said: Desktop): void {
  const calls: unknown[] = [];
  const done = { ok: true, value: null } as const;
  const error = { code: 'internal', message: 'Expected a list', retryable: false, details: {} } as const;
  const { list, permissions } = said;
  const answer = (value: unknown, call?: unknown) => {
    if (call !== undefined) calls.push(call);
    return Promise.resolve({ ok: true, value });
  };
  const silent = () => () => undefined;
  Object.assign(window, {
    asked: calls,
    host: {
      platform: said.platform,
      capture: said.capture,
      versions: { app: '1.0.0', electron: '33.0.0', chrome: '130.0.0' },
      setTheme: () => Promise.resolve(done),
      listCaptureSources: () => Promise.resolve(list === null ? { ok: false, error } : { ok: true, value: list }),
      chooseCaptureSource: (choice: { id: string }) => {
        calls.push(choice);
        return Promise.resolve(choice.id.includes('Mail') ? { ok: false, error } : done);
      },
      mediaPermissions: () => answer(permissions),
      askMediaPermission: (device: 'camera' | 'microphone') => answer(permissions[device], `ask ${device}`),
      openPermissionSettings: (guarded: string) => answer(true, `settings ${guarded}`),
      updateNews: () => answer(said.news),
      lookForUpdates: () => answer(null, 'look'),
      installUpdate: () => answer(true, 'install'),
      onUpdateNews: (listener: (news: UpdateNews) => void) => {
        Object.assign(window, { tellUpdateNews: listener });
        return () => undefined;
      },
      pickFile: (purpose: string) => answer('/home/me/Film.mkv', `file for ${purpose}`),
      pickFolder: (purpose: string) => answer('/media/me/Films', `folder for ${purpose}`),
      showHelp: () => answer(true),
      // what else the page tells the app or hears of it
      tellGlance: () => Promise.resolve(done),
      setBackgroundKeys: () => answer([]),
      notify: () => Promise.resolve(done),
      secretsKept: () => answer('keychain'),
      onAct: silent,
      onGoTo: silent,
      onHotkey: silent,
      onKeyStandings: silent,
    } as unknown as Host,
  });
}
