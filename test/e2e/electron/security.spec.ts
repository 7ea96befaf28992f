import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { foreignServer } from './foreign-server.js';
import { launchApp } from './launch-app.js';

const web = 'https://example.invalid/';

let home: string;
let app: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-security-'));
  ({ app, page } = await launchApp(home, ['--use-fake-device-for-media-stream']));
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
  // what would be shown in the person's browser
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'opened', opened);
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
});

test.afterEach(async () => {
  await app.close();
  await rm(home, { recursive: true, force: true });
});

const opened = () => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);
/** The window, and nothing besides. */
const expectOnlyWindow = async (): Promise<void> => {
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  expect(page.url()).toMatch(/^app:\/\/studio\/\?engine=\d+/);
};

test('neither the page nor its workers have anything of Node or Electron', async () => {
  const names = ['require', 'module', 'process', 'Buffer', 'global', 'setImmediate', '__dirname', 'electron'];
  const more = ['ipcRenderer', 'contextBridge', 'webFrame', 'chrome.ipcRenderer'];
  const inPage = await page.evaluate(
    (all) => all.filter((name) => name.split('.').reduce<unknown>((at, key) => Object(at)[key], window) !== undefined),
    [...names, ...more],
  );
  expect(inPage).toEqual([]);
  // facts, and what the page may ask for, one by one
  const host = await page.evaluate(() =>
    Object.entries(window.host ?? {}).map(([name, one]) => (typeof one === 'function' ? `${name}()` : name)),
  );
  expect(host.sort()).toEqual([
    'askMediaPermission()',
    'capture',
    'changeWebPage()',
    'chooseCaptureSource()',
    'closeWebPage()',
    'forgetWebPages()',
    'hearWebPage()',
    'installUpdate()',
    'listCaptureSources()',
    'lookForUpdates()',
    'mediaPermissions()',
    'notify()',
    'onAct()',
    'onGoTo()',
    'onHotkey()',
    'onKeyStandings()',
    'onUpdateNews()',
    'openPermissionSettings()',
    'openWebPage()',
    'pickFile()',
    'pickFolder()',
    'platform',
    'reloadWebPage()',
    'secretsKept()',
    'setBackgroundKeys()',
    'setTheme()',
    'showHelp()',
    'showWebPageWindow()',
    'tellGlance()',
    'updateNews()',
    'versions',
  ]);
  const isBare = await page.evaluate(async (all) => {
    const script = `postMessage(${JSON.stringify(all)}.filter((name) => name in globalThis))`;
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    return new Promise<unknown>((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      // refused altogether is as well
      worker.onerror = () => resolve([]);
    });
  }, names);
  expect(isBare).toEqual([]);
});

test('answers the studio alone, and nothing but its one list of calls', async () => {
  const channels = ['headwater:call', 'headwater:anything', 'ELECTRON_BROWSER_REQUIRE'];
  const answers = await app.evaluate(async ({ BrowserWindow }, all) => {
    // a page that has got hold of everything a page can be given
    const window = new BrowserWindow({
      show: false,
      webPreferences: { sandbox: false, contextIsolation: false, nodeIntegration: true },
    });
    await window.loadURL('data:text/html,foreign');
    const script = `(async () => {
      const { ipcRenderer } = require('electron');
      const ask = async (channel) => {
        try { return await ipcRenderer.invoke(channel, 'secretsKept', null) } catch (error) { return String(error) }
      };
      return Promise.all(${JSON.stringify(all)}.map(ask));
    })()`;
    const told: unknown = await window.webContents.executeJavaScript(script);
    window.destroy();
    return told;
  }, channels);
  expect(answers).toEqual([
    expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'auth.forbidden' }) }),
    expect.stringContaining('No handler registered'),
    expect.stringContaining('No handler registered'),
  ]);
});

test('goes to no other page', async () => {
  for (const url of [
    web,
    'file:///etc/passwd',
    'http://127.0.0.1:1/',
    'data:text/html,x',
    'app://other/',
    'javascript:1',
  ]) {
    await page.evaluate((href) => {
      window.location.href = href;
    }, url);
  }
  await expectOnlyWindow();
  expect(await page.evaluate(() => document.title)).toMatch(/Headwater/);
  // what is https is for the person's browser
  expect(new Set(await opened())).toEqual(new Set([web, 'http://127.0.0.1:1/']));
});

test('opens no window', async () => {
  const urls = [
    'file:///etc/passwd',
    'about:blank',
    'javascript:alert(1)',
    'data:text/html,x',
    'chrome://gpu',
    'app://studio/',
    web,
    '',
  ];
  const windows = await page.evaluate((all) => all.map((url) => window.open(url) === null), urls);
  expect(windows).toEqual(urls.map(() => true));
  await expectOnlyWindow();
  expect(await opened()).toEqual([web]);
});

test('shows nothing of the web, of this computer or of its own in a frame, and sends no form', async () => {
  const foreign = await foreignServer();
  const elsewhere = `http://localhost:${foreign.port}`;
  const here = `http://127.0.0.1:${foreign.port}`;
  const refused = await page.evaluate(
    async ({ sources, action }) => {
      // the page's policy says what it has refused: until then nobody looks
      const refusalOf = (act: () => unknown) =>
        new Promise<string>((resolve) => {
          const tell = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => resolve(effectiveDirective);
          document.addEventListener('securitypolicyviolation', tell, { once: true });
          act();
        });
      const refusals: string[] = [];
      for (const src of sources) {
        const frame = Object.assign(document.createElement('iframe'), { src });
        refusals.push(await refusalOf(() => document.body.append(frame)));
      }
      for (const method of ['get', 'post']) {
        const form = Object.assign(document.createElement('form'), { action, method });
        document.body.append(form);
        refusals.push(await refusalOf(() => form.submit()));
      }
      return refusals;
    },
    {
      sources: [web, `${here}/frame`, `${elsewhere}/frame`, 'data:text/html,<p>x</p>', 'app://studio/'],
      action: `${elsewhere}/form`,
    },
  );
  expect(refused).toEqual([...Array<string>(5).fill('frame-src'), 'form-action', 'form-action']);
  await page.evaluate(() => {
    const disk = Object.assign(document.createElement('iframe'), { src: 'file:///etc/passwd' });
    const view = document.createElement('webview');
    view.setAttribute('src', 'file:///etc/passwd');
    view.setAttribute('nodeintegration', '');
    document.body.append(disk, view);
  });
  expect(foreign.asked).toEqual([]);
  for (const frame of page.frames().slice(1)) {
    expect(frame.url()).toMatch(/^(about:blank|chrome-error:.*|)$/);
  }
  await expectOnlyWindow();
  foreign.close();
});

test('gives the studio camera and microphone', async () => {
  const kinds = await page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    const tracks = stream.getTracks();
    const found = tracks.map(({ kind, readyState }) => `${kind} ${readyState}`);
    for (const track of tracks) track.stop();
    return found.sort();
  });
  expect(kinds).toEqual(['audio live', 'video live']);
  const known = await page.evaluate(async () => {
    const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    const devices = await navigator.mediaDevices.enumerateDevices();
    return {
      camera: await state('camera'),
      microphone: await state('microphone'),
      named: devices.filter(({ label }) => label !== '').map(({ kind }) => kind),
    };
  });
  expect(known).toMatchObject({ camera: 'granted', microphone: 'granted' });
  expect(known.named).toEqual(expect.arrayContaining(['audioinput', 'videoinput']));
});

test('refuses a screen by the way of cameras, and everything else', async () => {
  const answers = await page.evaluate(async () => {
    const said = async (ask: () => Promise<unknown>): Promise<unknown> => {
      try {
        return await ask();
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    };
    const old = { mandatory: { chromeMediaSource: 'desktop' } } as MediaTrackConstraints;
    const state = (name: string) => async () =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    const usb = Reflect.get(navigator, 'usb') as { getDevices(): Promise<unknown[]> } | undefined;
    return {
      screen: await said(async () => (await navigator.mediaDevices.getUserMedia({ video: old })).active),
      notifications: await said(() => Notification.requestPermission()),
      place: await said(
        () =>
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, () => reject(new Error('no'))),
          ),
      ),
      midi: await said(state('midi')),
      clipboard: await said(() => navigator.clipboard.readText()),
      placeState: await said(state('geolocation')),
      usb: await said(async () => (await usb?.getDevices())?.length ?? 0),
      fonts: await said(async () => {
        const query = Reflect.get(window, 'queryLocalFonts') as (() => Promise<unknown[]>) | undefined;
        return (await query?.call(window))?.length ?? 0;
      }),
    };
  });
  expect(answers).toEqual({
    screen: 'NotAllowedError',
    notifications: 'denied',
    place: 'Error',
    midi: 'denied',
    clipboard: 'NotAllowedError',
    placeState: 'denied',
    usb: 0,
    fonts: expect.anything(),
  });
});

test('a hostile title is text, and hostile markup does nothing', async () => {
  const ran = () => page.evaluate(() => Reflect.get(window, 'ran') as unknown);
  const hostile = `<img src=x onerror="window.ran='title'"><a href="javascript:window.ran='link'">x</a>`;
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
  await page.getByRole('button', { name: 'Start a test programme' }).click();
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByLabel('Title', { exact: true }).fill(hostile);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hostile);
  await expect(page.locator('img[src="x"], a[href^="javascript:"]')).toHaveCount(0);
  await expect(page).toHaveTitle(/Headwater/);
  // were it markup all the same, the page's policy stops it
  await page.evaluate(async (markup) => {
    document.body.insertAdjacentHTML(
      'beforeend',
      `<div id="probe">${markup}<script>window.ran='script'</script></div>`,
    );
    document.querySelector<HTMLElement>('#probe a')?.click();
    await new Promise((resolve) => document.querySelector('#probe img')?.addEventListener('error', resolve));
  }, hostile);
  expect(await ran()).toBeUndefined();
  await page.evaluate(() => document.querySelector('#probe')?.remove());
  await expectOnlyWindow();
});
