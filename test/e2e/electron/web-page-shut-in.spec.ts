import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeTestCertificate, packCertificate } from '../../servers/test-certificate.js';
import { expectNoViolations } from '../studio-axe.js';
import { asOrdinaryUser, ordinaryUserMissing, sandboxMissing } from './ordinary-user.js';
import { startWebPageSite } from './web-page-site.js';
import { WebPageStudio } from './web-page-studio.js';

const green = [0, 255, 0] as const;
const middle = [0.5, 0.5] as const;
const whole = '<div style="position:fixed;inset:0;background:#00ff00"></div>';

/** What draws on a processor, by its own name. */
const software = /swiftshader|llvmpipe|softpipe|basic render|software/i;

let studio: WebPageStudio | undefined;

test.afterEach(async () => {
  await studio?.close();
  studio = undefined;
});

/** What the system keeps from a process (proc_pid_status(5)): calls, by a filter, and the sight of others, in a namespace of its own. */
function confinement(pid: number): { readonly filtersCalls: boolean; readonly isApart: boolean } {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
  const words = (name: string): string[] =>
    lines
      .find((line) => line.startsWith(`${name}:`))
      ?.split(/\s+/)
      .slice(1) ?? [];
  return { filtersCalls: words('Seccomp')[0] === '2', isApart: words('NSpid').length > 1 };
}

test('for an ordinary user all pages are shut in by the system', async () => {
  const missing = sandboxMissing();
  test.skip(missing !== null, missing ?? '');
  studio = await WebPageStudio.open({ as: asOrdinaryUser });
  studio.site.set('/page', whole);
  await studio.addPage('/page');
  await studio.expectPixel(middle, green);
  const pids = await studio.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
  );
  expect(new Set(pids).size).toBe(2);
  for (const pid of pids) expect(confinement(pid)).toEqual({ filtersCalls: true, isApart: true });
  // who looks can tell the difference
  expect(confinement(studio.app.process().pid ?? 0)).toEqual({ filtersCalls: false, isApart: false });
});

test('without that no page of the web is opened, and the app says so', async () => {
  const missing = ordinaryUserMissing();
  test.skip(missing !== null, missing ?? '');
  studio = await WebPageStudio.open({ as: asOrdinaryUser, switches: ['--no-sandbox'] });
  studio.site.set('/page', whole);
  await studio.addPage('/page');
  await expect(studio.sources()).toContainText('Web pages stay closed: Headwater runs without its sandbox');
  await studio.page.screenshot({ path: 'test-results/web-page/no-sandbox.png' });
  await expectNoViolations(studio.page);
  const settings = { url: `${studio.site.url}/page`, width: 640, height: 360, fps: 10, css: '', isShown: true };
  const answer = await studio.page.evaluate(
    async (one) => window.host?.openWebPage({ sourceId: 'another', settings: one }),
    settings,
  );
  expect(answer).toEqual({ ok: true, value: 'no-sandbox' });
  expect(studio.site.asked).toEqual([]);
  expect(await studio.pageContents()).toEqual([]);
});

test('a server that asks for a certificate gets none of the person’s, and nobody is asked', async () => {
  test.skip(process.platform !== 'linux', 'Expected Linux: there an app can be given a certificate');
  // Chromium looks for a person's certificates in their home
  studio = await WebPageStudio.open({ env: (home) => ({ HOME: home }) });
  const { app, home } = studio;
  const certificate = await makeTestCertificate();
  const [file, password] = [join(home, 'person.p12'), 'test'];
  await packCertificate(certificate, file, password);
  const secure = await startWebPageSite(certificate);
  try {
    const result = await app.evaluate(
      ({ app: own, session }, person) => {
        // whom its server is, is another matter
        session.fromPartition('persist:web-pages').setCertificateVerifyProc((_request, answer) => answer(0));
        const offered: number[] = [];
        Reflect.set(globalThis, 'offered', offered);
        own.on('select-client-certificate', (_event, _contents, _url, all) => offered.push(all.length));
        return new Promise((resolve) => own.importCertificate(person, resolve));
      },
      { certificate: file, password },
    );
    expect(result).toBe(0);
    secure.set('/page', whole);
    await studio.addSource(/^Web page/);
    await studio.goTo(`${secure.url}/page`);
    await studio.expectPixel(middle, green);
    expect(secure.asked).toMatchObject([{ path: '/page', client: null }]);
    // one there was
    expect(await app.evaluate(() => Reflect.get(globalThis, 'offered') as number[])).toContain(1);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
  } finally {
    await secure.stop();
  }
});

test('a canvas of a page has a graphics card’s WebGL, or none: software would draw it in the process that draws the studio', async () => {
  studio = await WebPageStudio.open();
  studio.site.set(
    '/page',
    `<title>Graphics</title><iframe srcdoc=""></iframe><script>
    const driver = (document, kind) => {
      const gl = document.createElement('canvas').getContext(kind);
      const info = gl?.getExtension('WEBGL_debug_renderer_info');
      return gl === null ? 'none' : String(info && gl.getParameter(info.UNMASKED_RENDERER_WEBGL));
    };
    onload = () => {
      const documents = [document, frames[0].document];
      const drivers = documents.flatMap((one) => ['webgl', 'webgl2'].map((kind) => driver(one, kind)));
      fetch('/told', { method: 'POST', body: JSON.stringify(drivers) });
    };
    </script>`,
  );
  await studio.addPage('/page');
  await expect.poll(() => studio?.site.told).toHaveLength(1);
  expect(studio.site.told[0]).toHaveLength(4);
  for (const driver of studio.site.told[0] as string[]) expect(driver).not.toMatch(software);
});
