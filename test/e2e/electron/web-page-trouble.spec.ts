import { expect, test } from '@playwright/test';
import { makeTestCertificate } from '../../servers/test-certificate.js';
import { expectNoViolations } from '../studio-axe.js';
import { startWebPageSite } from './web-page-site.js';
import { WebPageStudio } from './web-page-studio.js';

const shots = 'test-results/web-page';
/** Of a new colour source. */
const ground = [31, 75, 87] as const;
/** Half-transparent red over it. */
const mixed = [143, 37, 43] as const;
const left = [0.25, 0.5] as const;
const halfRed = '<div style="position:fixed;inset:0 50% 0 0;background:rgba(255,0,0,.5)"></div>';

let studio: WebPageStudio;

test.beforeEach(async () => {
  studio = await WebPageStudio.open();
});

test.afterEach(() => studio.close());

test('a page that hangs is told, its last picture stays; it may answer again, and else is started anew', async () => {
  const { page, site } = studio;
  site.set('/page', halfRed);
  await studio.addSource(/^Colour/);
  await studio.addPage('/page');
  await studio.expectPixel(left, mixed);
  // it waits for its server with all that it has
  const hang = (): Promise<unknown> => {
    site.set('/held', null);
    return studio.inPage(`setTimeout(() => {
      const ask = new XMLHttpRequest();
      ask.open('GET', '/held', false);
      ask.send();
      document.querySelector('div').style.background = '#00ff00';
    }) > 0`);
  };
  await hang();
  const words = 'The web page does not answer any more';
  await expect(studio.sources()).toContainText(words);
  await studio.expectPixel(left, mixed);
  await page.screenshot({ path: `${shots}/hangs.png` });
  await expectNoViolations(page);
  site.set('/held', '');
  await studio.expectPixel(left, [0, 255, 0]);
  await expect(studio.sources()).not.toContainText(words);

  await hang();
  await expect(studio.sources()).toContainText(words);
  await studio.sources().getByRole('button', { name: 'Try again' }).click();
  await studio.expectPixel(left, mixed);
  await expect(studio.sources()).not.toContainText(words);
  expect(await studio.pageContents()).toHaveLength(1);
});

test('a server that cannot prove who it is is refused, and told; there is no way round, not in the window either', async () => {
  const { app, page, site } = studio;
  const secure = await startWebPageSite(await makeTestCertificate());
  try {
    secure.set('/page', '<body style="background:#00ff00">');
    site.set('/page', halfRed);
    await studio.addSource(/^Colour/);
    await studio.addPage('/page');
    await studio.expectPixel(left, mixed);
    await studio.goTo(`${secure.url}/page`);
    await expect(studio.sources()).toContainText('The web page cannot prove who it is (ERR_CERT_AUTHORITY_INVALID)');
    await studio.expectPixel(left, ground);
    await page.screenshot({ path: `${shots}/certificate.png` });
    const sides = await studio.properties().evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    expect(sides[0], 'the words are wider than the panel').toBe(sides[1]);
    await expectNoViolations(page);

    const opened = app.waitForEvent('window');
    await studio.properties().getByRole('button', { name: 'Open window' }).click();
    const own = await opened;
    await expect
      .poll(() =>
        app.evaluate(
          ({ BrowserWindow }) =>
            BrowserWindow.getAllWindows().filter((window) => !window.webContents.isLoading()).length,
        ),
      )
      .toBe(3);
    await own.close();
    // nothing was ever asked of it
    expect(secure.asked).toEqual([]);
    await studio.goTo(`${site.url}/page`);
    await studio.expectPixel(left, mixed);
    await expect(studio.sources()).not.toContainText('cannot prove');
  } finally {
    await secure.stop();
  }
});

test('a page that is only prepared is seen in the preview and heard by no viewer, until it is taken', async () => {
  const { page, site } = studio;
  site.set(
    '/page',
    `<script>
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 1000 });
    tone.connect(new GainNode(context, { gain: 0.5 })).connect(context.destination);
    tone.start();
    </script>${halfRed}`,
  );
  const level = async (name: string): Promise<number> =>
    Number(await page.getByRole('meter', { name: `Level of ${name}` }).getAttribute('aria-valuenow'));
  await page.getByRole('button', { name: 'Studio mode' }).click();
  await page.getByRole('button', { name: 'Add a scene' }).click();
  await studio.addSource(/^Colour/);
  await studio.addPage('/page');
  await studio.properties().getByLabel('Keep it running while no scene shows it').uncheck();
  await studio.properties().getByRole('radio', { name: 'Mixed' }).click();
  // in studio mode the stage is the preview
  await studio.expectPixel(left, mixed);
  await expect.poll(() => level('Web page')).toBeGreaterThan(-10);
  await expect.poll(() => level('Programme')).toBe(-60);
  await page.screenshot({ path: `${shots}/previewed.png` });
  await expectNoViolations(page);

  const scenes = page.getByRole('list', { name: 'Scenes' });
  await scenes.getByRole('button', { name: /^Scene On/ }).click();
  await expect.poll(() => studio.pageContents()).toEqual([]);
  await expect.poll(() => level('Web page')).toBe(-60);
  await scenes.getByRole('button', { name: /^Scene 2/ }).click();
  await studio.expectPixel(left, mixed);
  await page.getByRole('button', { name: 'Take', exact: true }).click();
  await expect.poll(() => level('Programme')).toBeGreaterThan(-10);
  expect(await studio.pageContents()).toHaveLength(1);
});
