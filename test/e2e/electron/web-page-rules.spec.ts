import { expect, test } from '@playwright/test';
import { WebPageStudio } from './web-page-studio.js';

/** Of a new colour source. */
const ground = [31, 75, 87] as const;
/** Half-transparent red over it. */
const mixed = [143, 37, 43] as const;
const left = [0.25, 0.5] as const;

let studio: WebPageStudio;

test.beforeEach(async () => {
  studio = await WebPageStudio.open();
});

test.afterEach(() => studio.close());

test('a page has nothing of the app, reaches no engine and gets no permission, window, download or cookie of the studio', async () => {
  const { app, page, site } = studio;
  site.set(
    '/probe',
    `<title>Probe</title><script>
    const said = async (ask) => { try { return await ask() } catch (error) { return 'refused' } };
    const { searchParams } = new URL(location);
    (async () => {
      const engine = searchParams.get('engine');
      const socket = new Promise((resolve, reject) => {
        const line = new WebSocket(engine.replace('http', 'ws') + '/trpc');
        line.onopen = () => resolve('open');
        line.onerror = () => reject();
      });
      const names = ['host', 'require', 'process', 'module', 'electron', 'Buffer', 'ipcRenderer'];
      document.cookie = 'own=1; max-age=1000';
      location.href = 'mailto:somebody@example.invalid';
      const results = {
        names: names.filter((name) => name in window),
        engine: await said(async () => (await fetch(engine + '/api/session', { mode: 'no-cors' })).type),
        alias: await said(async () => (await fetch(engine.replace('127.0.0.1', 'localhost') + '/', { mode: 'no-cors' })).type),
        socket: await said(() => socket),
        file: await said(() => new Promise((resolve, reject) => {
          const image = Object.assign(new Image(), { src: 'file:///etc/hostname' });
          image.onload = () => resolve('loaded');
          image.onerror = () => reject();
        })),
        camera: await said(async () => (await navigator.mediaDevices.getUserMedia({ video: true })).active),
        screen: await said(async () => (await navigator.mediaDevices.getDisplayMedia()).active),
        notifications: await said(() => Notification.requestPermission()),
        place: await said(() => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
        window: window.open('https://example.invalid/') === null,
        asked: confirm('Sure?'),
        agent: /Electron|Headwater/i.test(navigator.userAgent),
      };
      const link = Object.assign(document.createElement('a'), { href: 'data:application/zip;base64,AA==', download: 'x.zip' });
      link.click();
      await fetch('/told', { method: 'POST', body: JSON.stringify(results) });
    })();
    </script>`,
  );
  await app.evaluate(({ session, shell }) => {
    session.defaultSession.on('will-download', () => Reflect.set(globalThis, 'downloaded', true));
    shell.openExternal = () => Promise.resolve(void Reflect.set(globalThis, 'openedOutside', true));
  });
  const engine = `http://127.0.0.1:${new URL(page.url()).searchParams.get('engine')}`;
  await studio.addPage(`/probe?engine=${encodeURIComponent(engine)}`);
  await expect.poll(() => site.told).toHaveLength(1);
  expect(site.told[0]).toEqual({
    names: [],
    engine: 'refused',
    alias: 'refused',
    socket: 'refused',
    file: 'refused',
    camera: 'refused',
    screen: 'refused',
    notifications: 'denied',
    place: 'refused',
    window: true,
    asked: false,
    agent: false,
  });
  const after = await app.evaluate(async ({ session, webContents }, url) => {
    const studio = await session.defaultSession.cookies.get({});
    const own = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith(url));
    return {
      isApart: own !== undefined && own.session !== session.defaultSession,
      studioHasOwn: studio.some(({ name }) => name === 'own'),
      ownNames: (await own?.session.cookies.get({}))?.map(({ name }) => name),
      windows: webContents.getAllWebContents().length,
      outside: Reflect.get(globalThis, 'openedOutside') === true || Reflect.get(globalThis, 'downloaded') === true,
    };
  }, site.url);
  expect(after).toEqual({ isApart: true, studioHasOwn: false, ownNames: ['own'], windows: 2, outside: false });

  // the studio itself is no page to be shown
  await studio.properties().getByLabel('Address').fill(`${engine}/`);
  await studio.properties().getByLabel('Address').press('Enter');
  await expect(studio.sources()).toContainText('Headwater does not open this address');
});

test('is drawn no oftener than it may, and not at all while no scene shows it; goes on meanwhile, and over a reload', async () => {
  const { app, page, site } = studio;
  site.set(
    '/moving',
    `<div id="box" style="position:fixed;width:50%;height:100%;background:rgba(255,0,0,.5)"></div><script>
    window.id = Math.random();
    let drawn = 0;
    const draw = () => { drawn += 1; box.textContent = drawn; requestAnimationFrame(draw); };
    draw();
    </script>`,
  );
  await studio.addSource(/^Colour/);
  await studio.addPage('/moving');
  await studio.properties().getByLabel('Up to').selectOption('5');
  await studio.expectPixel(left, mixed);
  await app.evaluate(({ webContents }, url) => {
    const own = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith(url));
    const paints: number[] = [];
    Reflect.set(globalThis, 'paints', paints);
    own?.on('paint', () => paints.push(performance.now()));
  }, site.url);
  const paints = () => app.evaluate(() => Reflect.get(globalThis, 'paints') as number[]);
  await expect.poll(async () => (await paints()).length).toBeGreaterThan(10);
  const times = await paints();
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  expect((times.length - 1) / seconds).toBeLessThan(8);

  const id = await studio.inPage('window.id');
  await page.getByRole('button', { name: 'Hide Web page' }).click();
  await studio.expectPixel(left, ground);
  const hidden = (await paints()).length;
  const drawn = Number(await studio.inPage('drawn'));
  await expect.poll(async () => Number(await studio.inPage('drawn'))).toBeGreaterThan(drawn + 20);
  expect((await paints()).length).toBeLessThan(hidden + 3);
  await page.getByRole('button', { name: 'Show Web page' }).click();
  await studio.expectPixel(left, mixed);

  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await studio.expectPixel(left, mixed);
  expect(await studio.inPage('window.id')).toBe(id);

  await studio.sources().getByRole('button', { name: 'Web page', exact: true }).click();
  await studio.properties().getByLabel('Keep it running while no scene shows it').uncheck();
  await page.getByRole('button', { name: 'Hide Web page' }).click();
  await expect.poll(() => studio.pageContents()).toEqual([]);
  await page.getByRole('button', { name: 'Show Web page' }).click();
  await studio.expectPixel(left, mixed);
  expect(await studio.inPage('window.id')).not.toBe(id);
});

test('no page opens a dialog of the system, and its own policy holds besides', async () => {
  const { site } = studio;
  site.set(
    '/dialogs',
    `<title>Dialogs</title><meta http-equiv="Content-Security-Policy" content="img-src 'none'"><script>
    const frame = document.createElement('iframe');
    frame.src = '/dialogs-inside';
    addEventListener('message', async ({ data }) => {
      const results = { inside: data, asked: confirm('Sure?') };
      // it would stand here for as long as its dialog does
      print();
      await fetch('/told', { method: 'POST', body: JSON.stringify(results) });
    });
    document.documentElement.append(frame);
    </script>`,
  );
  site.set(
    '/dialogs-inside',
    `<script>
    print();
    parent.postMessage({ asked: confirm('Sure?'), storage: typeof localStorage.setItem('a', '1') }, '*');
    </script>`,
  );
  await studio.addPage('/dialogs');
  await expect.poll(() => site.told).toHaveLength(1);
  expect(site.told[0]).toEqual({ inside: { asked: false, storage: 'undefined' }, asked: false });
});

test('no page is answered by a worker of its own, which none of our rules would reach; one of before is gone', async () => {
  const { app, site } = studio;
  site.set(
    '/kept',
    `<title>Kept</title><script>
    const tell = (what) => fetch('/told', { method: 'POST', body: JSON.stringify(what) });
    navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => tell('kept'), () => tell('refused'));
    </script>`,
  );
  site.set('/worker.js', {
    script: `
    addEventListener('install', () => skipWaiting());
    addEventListener('fetch', (event) => {
      const page = \`<script>
        fetch('/told', { method: 'POST', body: '"its own"' });
        print();
        </script>\`;
      if (event.request.mode === 'navigate') event.respondWith(new Response(page, { headers: { 'content-type': 'text/html' } }));
    });`,
  });
  // as a version without that rule left it
  await app.evaluate(async ({ BrowserWindow }, url) => {
    const window = new BrowserWindow({ show: false, webPreferences: { partition: 'persist:web-pages' } });
    Reflect.set(globalThis, 'before', window);
    await window.loadURL(url);
  }, `${site.url}/kept`);
  await expect.poll(() => site.told).toEqual(['kept']);
  await app.evaluate(() => (Reflect.get(globalThis, 'before') as Electron.BrowserWindow).destroy());

  await studio.addPage('/kept');
  await expect.poll(() => site.told).toEqual(['kept', 'refused']);
  await studio.properties().getByRole('button', { name: 'Load again' }).click();
  await expect.poll(() => site.told).toEqual(['kept', 'refused', 'refused']);
});

test('signs out of all pages: what they have kept is gone, and they are loaded anew', async () => {
  const { page, site } = studio;
  site.set(
    '/kept',
    `<title>Kept</title><script>
    fetch('/told', { method: 'POST', body: JSON.stringify({ cookie: document.cookie, kept: localStorage.getItem('kept') }) })
      .then(() => { document.cookie = 'signed=in; max-age=1000'; localStorage.setItem('kept', 'yes'); })
      .then(() => fetch('/told', { method: 'POST', body: JSON.stringify('stored') }));
    </script>`,
  );
  await studio.addPage('/kept');
  await expect.poll(() => site.told).toEqual([{ cookie: '', kept: null }, 'stored']);
  await studio.properties().getByRole('button', { name: 'Load again' }).click();
  await expect.poll(() => site.told.slice(2)).toEqual([{ cookie: 'signed=in', kept: 'yes' }, 'stored']);
  const before = site.told.length;
  expect(await page.evaluate(async () => window.host?.forgetWebPages(null))).toEqual({ ok: true, value: null });
  await expect.poll(() => site.told.length).toBeGreaterThan(before);
  expect(site.told[before]).toEqual({ cookie: '', kept: null });
});
