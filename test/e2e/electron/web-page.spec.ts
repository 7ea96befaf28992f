import { expect, test, type ElectronApplication } from '@playwright/test';
import { expectNoViolations } from '../studio-axe.js';
import { WebPageStudio } from './web-page-studio.js';

const shots = 'test-results/web-page';
/** Of a new colour source. */
const ground = [31, 75, 87] as const;
/** Half-transparent red over it. */
const mixed = [143, 37, 43] as const;
const [left, right] = [
  [0.25, 0.5],
  [0.75, 0.5],
] as const;
const halfRed = '<div style="position:fixed;inset:0 50% 0 0;background:rgba(255,0,0,.5)"></div>';

let studio: WebPageStudio;

test.beforeEach(async () => {
  studio = await WebPageStudio.open();
});

test.afterEach(() => studio.close());

/** The first pixel of each picture that goes to the stage from now on. */
const recordPictures = (app: ElectronApplication) =>
  app.evaluate(({ MessageChannelMain }) => {
    const first: string[] = [];
    Reflect.set(globalThis, 'first', first);
    const line = Object.getPrototypeOf(new MessageChannelMain().port1) as Electron.MessagePortMain;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the port that it was called on
    const post = line.postMessage;
    line.postMessage = function (...all) {
      const [message] = all as [{ readonly pixels?: Uint8Array } | null];
      if (message?.pixels !== undefined) first.push([...message.pixels.subarray(0, 4)].join());
      return post.apply(this, all);
    };
  });
const recorded = (app: ElectronApplication) => app.evaluate(() => Reflect.get(globalThis, 'first') as string[]);

test('a page lies over the stage with its alpha, in its own style, and is loaded again; it goes with its source', async () => {
  const { app, page, site } = studio;
  site.set('/overlay', `<title>Overlay</title>${halfRed}`);
  await recordPictures(app);
  await studio.addSource(/^Colour/);
  await studio.addSource(/^Web page/);
  await expect(studio.sources()).toContainText('No address yet');
  await studio.goTo(`${site.url}/overlay`);
  await studio.expectPixel(left, mixed);
  await studio.expectPixel(right, ground);
  await expect(studio.sources()).not.toContainText('No address yet');
  // never the white of an empty sheet, which viewers would see flash
  expect(await recorded(app)).not.toContain('255,255,255,255');
  expect(await recorded(app)).toContain('0,0,128,128');
  await page.screenshot({ path: `${shots}/overlay.png` });
  await expectNoViolations(page);

  await studio.properties().getByLabel('Style (CSS)').fill('div { background: #0000ff !important }');
  await studio.expectPixel(left, [0, 0, 255]);
  await studio.expectPixel(right, ground);
  await studio.properties().getByLabel('Style (CSS)').fill('');
  await studio.expectPixel(left, mixed);

  site.set('/overlay', '<div style="position:fixed;inset:0 50% 0 0;background:#00ff00"></div>');
  await studio.properties().getByRole('button', { name: 'Load again' }).click();
  await studio.expectPixel(left, [0, 255, 0]);

  // another size is another picture of the same page
  await studio.properties().getByLabel('W', { exact: true }).first().fill('640');
  await studio.properties().getByLabel('W', { exact: true }).first().press('Enter');
  await expect.poll(() => studio.inPage('innerWidth')).toBe(640);
  await studio.expectPixel(right, ground);

  await page.getByRole('button', { name: /^More for Web page/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await studio.expectPixel(left, ground);
  await expect.poll(() => studio.pageContents()).toEqual([]);
});

test('a page that is refused, away or crashed is told in words, shows nothing, and comes back', async () => {
  const { page, site } = studio;
  site.set('/overlay', { status: 503 });
  await studio.addSource(/^Colour/);
  await studio.addPage('/overlay');
  await expect(studio.sources()).toContainText('The web page’s server refuses it');
  await studio.expectPixel(left, ground);
  await page.screenshot({ path: `${shots}/refused.png` });
  await expectNoViolations(page);
  site.set('/overlay', halfRed);
  await studio.expectPixel(left, mixed);
  await expect(studio.sources()).not.toContainText('refuses');

  await site.stop();
  await studio.properties().getByRole('button', { name: 'Load again' }).click();
  await expect(studio.sources()).toContainText('The web page is not reached');
  await studio.expectPixel(left, ground);
  await site.start();
  await studio.expectPixel(left, mixed);

  const [shown] = await studio.pageContents();
  expect(shown).toMatchObject({ isOffscreen: true });
  process.kill(shown?.pid ?? -1, 'SIGKILL');
  await expect.poll(async () => (await studio.pageContents())[0]?.pid).not.toBe(shown?.pid);
  await studio.expectPixel(left, mixed);
  await expect(studio.sources()).not.toContainText('crashed');
});

test('nobody hears it beside the programme; its window is for signing in, and the source has that afterwards', async () => {
  const { app, site } = studio;
  site.set(
    '/alert',
    `<title>Alert</title><script>
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 440 });
    tone.connect(new GainNode(context, { gain: 0.5 })).connect(context.destination);
    tone.start();
    </script><div style="position:fixed;inset:0 50% 0 0"></div>
    <script>document.querySelector('div').style.background = document.cookie.includes('signed=in') ? '#00ff00' : '#ff0000'</script>`,
  );
  await studio.addPage('/alert');
  await studio.expectPixel(left, [255, 0, 0]);
  expect(await studio.pageContents()).toMatchObject([{ isMuted: true }]);

  const opened = app.waitForEvent('window');
  await studio.properties().getByRole('button', { name: 'Open window' }).click();
  const own = await opened;
  await own.waitForLoadState();
  await own.screenshot({ path: `${shots}/window.png` });
  await own.evaluate(() => void (document.cookie = 'signed=in; max-age=1000'));
  await own.close();
  await studio.expectPixel(left, [0, 255, 0]);
});
