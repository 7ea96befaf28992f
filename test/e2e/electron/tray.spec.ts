import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import type { MenuItemConstructorOptions } from 'electron';
import type { StudioSession } from '../live-studio.js';
import { addSource, endNow, pill } from '../studio-whole-steps.js';
import { openDesktop, type Desktop } from './desktop-bench.js';

let desktop: Desktop;
let app: ElectronApplication;
let page: Page;
let studio: StudioSession;

test.beforeEach(async () => {
  desktop = await openDesktop();
  ({ app, page, studio } = desktop);
  // the tray's newest menu, and whether its icon was there: no display of a test shows them
  await app.evaluate(({ Menu, Tray }) => {
    const make = Menu.buildFromTemplate.bind(Menu);
    Menu.buildFromTemplate = (template) => {
      Reflect.set(globalThis, 'trayMenu', template);
      (Reflect.get(globalThis, 'trayMenus') as unknown[] | undefined)?.push(template);
      return make(template);
    };
    const setImage = Reflect.get(Tray.prototype, 'setImage');
    const icons: string[] = [];
    Reflect.set(globalThis, 'trayIcons', icons);
    Tray.prototype.setImage = function (this: Electron.Tray, image) {
      if (typeof image !== 'string') icons.push(image.toDataURL());
      setImage.call(this, image);
    };
  });
});

test.afterEach(() => desktop.close());

/** What the tray says first, and what it offers. */
const offered = (): Promise<readonly string[]> =>
  app.evaluate(() => {
    const items = (Reflect.get(globalThis, 'trayMenu') ?? []) as MenuItemConstructorOptions[];
    const [standing, ...rest] = items.filter(({ type }) => type !== 'separator');
    return [standing, ...rest.filter(({ enabled }) => enabled !== false)].map((item) => String(item?.label));
  });

const click = (label: string): Promise<void> =>
  app.evaluate((_electron, wanted) => {
    const items = (Reflect.get(globalThis, 'trayMenu') ?? []) as MenuItemConstructorOptions[];
    const item = items.find((each) => each.label === wanted);
    if (item?.click === undefined || item.enabled === false) throw new Error(`Expected ${wanted} to be offered`);
    (item.click as () => void)();
  }, label);

const microphones = () =>
  studio
    .state()
    .then(({ scenes }) =>
      (scenes.current?.collection.sources ?? []).flatMap(({ kind, sound }) =>
        kind.type === 'microphone' ? [sound?.isMuted] : [],
      ),
    );

test('the tray mutes, goes live, copies the link and ends, as the page does', async () => {
  await addSource(page, /^Microphone/);
  await expect
    .poll(offered)
    .toEqual(['Nothing is on', 'Show the studio', 'Go live', 'Mute all microphones', 'Quit Headwater']);
  await click('Mute all microphones');
  await expect.poll(microphones).toEqual([true]);
  await click('Mute all microphones');
  await expect.poll(microphones).toEqual([false]);

  await click('Go live');
  await expect(pill(page)).toHaveText('Live');
  await expect
    .poll(offered)
    .toEqual(expect.arrayContaining(['Live', 'End the broadcast…', 'Copy the link for viewers']));
  await click('Copy the link for viewers');
  const links = (await studio.state()).broadcast?.links.map(({ url }) => url);
  expect(links).toContain(await app.evaluate(({ clipboard }) => clipboard.readText()));

  // what ends it can be taken back, here as there
  await click('End the broadcast…');
  await expect.poll(offered).toContain('Go on: do not end it');
  await click('Go on: do not end it');
  await expect(pill(page)).toHaveText('Live');
  await click('End the broadcast…');
  await endNow(page);
  await expect.poll(offered).toEqual(expect.arrayContaining(['Nothing is on', 'Go live']));
  const icons = await app.evaluate(() => Reflect.get(globalThis, 'trayIcons') as string[]);
  // live, and off again: two pictures, and not one of them empty
  expect(new Set(icons).size).toBe(2);
  expect(icons.every((icon) => icon.length > 200)).toBe(true);
});

test('what the tray knew of a page that is loaded anew holds no more, until that one tells', async () => {
  await addSource(page, /^Microphone/);
  await expect.poll(offered).toContain('Mute all microphones');
  await app.evaluate(() => Reflect.set(globalThis, 'trayMenus', []));
  await page.reload();
  await expect.poll(offered).toContain('Mute all microphones');
  const menus = await app.evaluate(() =>
    (Reflect.get(globalThis, 'trayMenus') as MenuItemConstructorOptions[][]).map((menu) =>
      menu.filter(({ type, enabled }) => type !== 'separator' && enabled !== false).map(({ label }) => label),
    ),
  );
  expect(menus).toContainEqual(['Show the studio', 'Quit Headwater']);
});
