import { expect, type Page } from '@playwright/test';
import type { StudioState } from '../../src/shared/studio-state.js';
import { composed, ownShow } from './studio-composed.js';
import { liveBroadcast, quietState } from './studio-states.js';
import { test } from './studio-test.js';

const laptop = { width: 1024, height: 640 };
const desk = { width: 1920, height: 1080 };

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...args] });
  },
});

const message = (page: Page, text: string | RegExp) =>
  page.getByRole('list', { name: 'Messages' }).getByRole('listitem').filter({ hasText: text });
const go = (page: Page, path: string) => page.evaluate((to) => void (window.location.hash = `#/${to}`), path);

/** Two scenes, and keys for most of what keys can do. */
function withKeys(): StudioState {
  const state = composed(quietState());
  const { current } = state.scenes;
  if (current === null) throw new Error('Expected a collection');
  const [main] = current.collection.scenes;
  if (main === undefined) throw new Error('Expected a scene');
  const scenes = [main, { ...main, id: 'break', name: 'Break', hotkey: 'KeyB' }];
  const collection = { ...current.collection, scenes };
  const hotkeys = {
    ...state.settings.studio.hotkeys,
    ...{ goLive: 'Ctrl+Shift+KeyL', clip: 'F4', clip60: 'F8', clip120: 'F9', take: 'F6' },
    ...{ muteMaster: 'F7', muteMicrophones: 'KeyM' },
  };
  const settings = { ...state.settings, studio: { ...state.settings.studio, hotkeys } };
  return { ...state, settings, scenes: { ...state.scenes, current: { ...current, collection } } };
}

test('keys work on every page, not while something is typed, and say what they did', async ({ page, openStudio }) => {
  const { harness } = await openStudio(withKeys(), { at: 'settings', size: laptop });
  const collection = () => harness.store.get().scenes.current?.collection;
  const isMuted = (id: string) => collection()?.sources.find((source) => source.id === id)?.sound?.isMuted;
  const sceneOn = () => page.evaluate(() => window.localStorage.getItem('headwater.scene'));
  const find = page.getByRole('searchbox', { name: 'Find a setting' });
  await expect(find).toBeVisible();

  await page.keyboard.press('F7');
  await expect(message(page, 'The programme: muted')).toBeVisible();
  await expect.poll(() => collection()?.master.isMuted).toBe(true);
  await page.keyboard.press('m');
  await expect(message(page, 'All microphones: muted')).toBeVisible();
  await expect.poll(() => isMuted('mic')).toBe(true);
  await page.keyboard.press('b');
  await expect(message(page, '“Break” is on')).toBeVisible();
  expect(await sceneOn()).toBe('collection-1/break');
  await page.keyboard.press('1');
  await expect(message(page, '“Main” is on')).toBeVisible();
  await page.keyboard.press('F6');
  await expect(message(page, 'There is no preview')).toBeVisible();

  // letters are text in a field; a function key types nothing
  await find.pressSequentially('mb1');
  await expect(find).toHaveValue('mb1');
  await find.press('F7');
  await expect(message(page, 'The programme: heard again')).toBeVisible();
  await expect.poll(() => collection()?.master.isMuted).toBe(false);
  expect([await sceneOn(), isMuted('mic')]).toEqual(['collection-1/main', true]);

  // what cannot be done says why
  await page.keyboard.press('F4');
  await expect(message(page, 'Nothing is on air')).toBeVisible();
  await go(page, 'library');
  const onAir = page.getByRole('navigation').getByText('on air');
  harness.store.update((draft) => void (draft.broadcast = liveBroadcast()));
  await expect(onAir).toBeAttached();
  await page.keyboard.press('Control+Shift+L');
  await expect(message(page, 'Something else is on air')).toBeVisible();
  const clip = message(page, 'The clip is made').or(message(page, 'The clip is ready'));
  for (const key of ['F4', 'F8', 'F9']) {
    await page.keyboard.press(key);
    // one at a time: while one is made the next is not asked for
    await clip.getByRole('button', { name: 'Dismiss' }).click();
    await expect(clip).toBeHidden();
  }
  expect(harness.clips).toEqual([30, 60, 120]);
  // shows of an encoder are clipped from their own page as well
  await go(page, 'encoder');
  await page.getByRole('button', { name: 'Clip 30 s' }).click();
  await expect.poll(() => harness.clips).toEqual([30, 60, 120, 30]);
  await go(page, 'library');
  harness.store.update((draft) => void (draft.broadcast = null));
  await expect(onAir).not.toBeAttached();
  // a page that never was the studio's composes nothing
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+Shift+L');
  await expect(message(page, 'The studio does not compose yet')).toBeVisible();

  // on its own page the state shows it; muted is muted wherever the source is named
  await expect(page.getByRole('region', { name: 'Broadcast', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mute Microphone' })).toHaveAttribute('aria-pressed', 'true');
  const sources = page.getByRole('region', { name: 'Sources' });
  await expect(sources.getByRole('img', { name: 'Muted' })).toBeVisible();
  const fader = page.getByRole('slider', { name: 'Volume of Microphone' });
  await fader.focus();
  await fader.press('m');
  await expect(page.getByRole('button', { name: 'Mute Microphone' })).toHaveAttribute('aria-pressed', 'false');
  await expect(sources.getByRole('img', { name: 'Muted' })).toBeHidden();
});

test('a key with two meanings is told, and not given', async ({ page, openStudio }) => {
  const state = withKeys();
  const [, second] = state.scenes.current?.collection.scenes ?? [];
  // as of a collection that was made elsewhere
  if (second !== undefined) second.hotkey = 'F4';
  const { harness, look } = await openStudio(state, { at: 'settings/hotkeys', size: laptop });
  const told = (text: string) => page.getByRole('status').filter({ hasText: text });
  await expect(told('F4 is taken by Show “Break”.')).toBeVisible();
  await expect(told('F4 is taken by Clip that: the last 30 seconds.')).toBeVisible();
  const pause = page.getByRole('button', { name: /^Set a key for Pause/ });
  for (const [key, owner] of [
    ['1', '1 is taken by “Main”, as scene 1.'],
    ['Control+z', 'Ctrl Z is taken by editing on the studio page.'],
    ['Enter', 'Enter is taken by moving about with the keyboard.'],
    ['F7', 'F7 is taken by Mute the programme.'],
  ] as const) {
    await pause.click();
    await pause.press(key);
    await expect(told(owner)).toBeVisible();
  }
  expect(harness.store.get().settings.studio.hotkeys.pause).toBeNull();
  await look('hotkeys-taken');
});

test('messages leave free what is needed: the faders, the keys of the mixer, the live bar and the side', async ({
  page,
  openStudio,
}) => {
  const { harness } = await openStudio(composed(quietState()), { at: 'studio', size: laptop });
  const needed = [
    page.getByRole('region', { name: 'Broadcast', exact: true }),
    page.getByRole('region', { name: 'Scenes, sources and sound' }),
    page.getByRole('tablist'),
    page.getByRole('tabpanel'),
    page.getByRole('button', { name: 'Snap to edges and middles' }),
  ];
  for (const [index, size] of [laptop, { width: 1440, height: 900 }, desk].entries()) {
    await page.setViewportSize(size);
    harness.store.update((draft) => {
      for (const code of ['disk.full', 'ingest.held', 'broadcast.ended-by-source'] as const) {
        draft.notices.unshift({ id: `${code}-${index}`, atMs: 0, level: 'error', reason: { code, details: {} } });
      }
    });
    const messages = page.getByRole('list', { name: 'Messages' });
    await expect(messages.getByRole('listitem')).toHaveCount(3);
    await page.screenshot({ path: `test-results/studio/messages-${size.width}.jpg`, type: 'jpeg', quality: 90 });
    const over = await messages.boundingBox();
    if (over === null) throw new Error('Expected messages on the page');
    for (const one of needed) {
      const box = await one.boundingBox();
      if (box === null) throw new Error('Expected it to be in sight');
      const isClear =
        over.x + over.width <= box.x ||
        box.x + box.width <= over.x ||
        over.y + over.height <= box.y ||
        box.y + box.height <= over.y;
      expect(isClear, `${size.width}: ${JSON.stringify([over, box])}`).toBe(true);
    }
    const dismiss = messages.getByRole('button', { name: 'Dismiss' });
    while ((await dismiss.count()) > 0) await dismiss.last().click();
  }
});

test('title and description change while a show is on, when the creator says so, and can be taken back', async ({
  page,
  openStudio,
}) => {
  const { harness, look } = await openStudio(composed(quietState()), { at: 'studio', size: laptop });
  harness.store.update((draft) => void (draft.broadcast = ownShow()));
  await page.getByRole('tab', { name: 'Live' }).click();
  const now = () => harness.store.get().broadcast;
  const before = { title: now()?.title ?? '', description: now()?.description ?? '' };
  const title = page.getByLabel('Title of the broadcast');
  await title.fill('<b>Rapids</b>');
  await page.getByRole('tab', { name: 'Live' }).focus();
  await expect(page.getByRole('button', { name: 'Show viewers this title' })).toBeVisible();
  expect(now()?.title).toBe(before.title);
  await page.getByRole('button', { name: 'Show viewers this title' }).click();
  await expect(message(page, 'The title is changed')).toBeVisible();
  expect(now()?.title).toBe('<b>Rapids</b>');
  await message(page, 'The title is changed').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => now()?.title).toBe(before.title);

  const description = page.getByLabel('Description', { exact: true });
  await description.fill('First line\n<script>alert(1)</script>');
  await title.focus();
  await expect(page.getByRole('button', { name: 'Leave as it was' })).toBeVisible();
  expect(now()?.description).toBe(before.description);
  await look('golive-description');
  await page.getByRole('button', { name: 'Show viewers', exact: true }).click();
  await expect.poll(() => now()?.description).toBe('First line\n<script>alert(1)</script>');
  await message(page, 'The description is changed').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => now()?.description).toBe(before.description);
  await description.fill('no');
  await description.press('Escape');
  await expect(description).toHaveValue(before.description);
  // the next broadcast's are the settings', and were not touched
  expect(harness.calls.filter((name) => name === 'updateSettings')).toEqual([]);
});

test('the mixer has everything of a sound: also what the browser does to a voice', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(composed(quietState()), { at: 'studio', size: laptop });
  const microphone = () => harness.store.get().scenes.current?.collection.sources[0];
  await page.getByRole('button', { name: 'More about the sound of Microphone' }).click();
  const more = page.getByRole('dialog', { name: 'More about the sound of Microphone' });
  for (const name of ['Takes out noise', 'Takes out the echo of your speakers']) {
    await more.getByRole('switch', { name }).click();
    await expect(more.getByRole('switch', { name })).not.toBeChecked();
  }
  await more.getByRole('slider', { name: 'Balance' }).press('ArrowLeft');
  await more.getByLabel('Delay, ms').fill('80');
  await more.getByLabel('Delay, ms').press('Enter');
  await more.getByRole('radio', { name: 'Only you' }).click();
  await expect(more.getByRole('link', { name: 'Choose where you hear it' })).toHaveAttribute(
    'href',
    '#/settings/audio',
  );
  await expect.poll(microphone).toMatchObject({
    kind: { noiseSuppression: false, echoCancellation: false },
    sound: { balance: -0.05, delayMs: 80, monitor: 'only' },
  });
  await look('mixer-voice');
});

test('what is monitored is played where the creator wants it; a device that goes and comes back is no trouble', async ({
  page,
  openStudio,
}) => {
  // devices of a test cannot be unplugged: the list of them is made shorter
  await page.addInitScript(() => {
    const gone = new Set<string>();
    const contexts: AudioContext[] = [];
    const Real = window.AudioContext;
    window.AudioContext = class extends Real {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
    };
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    mediaDevices.enumerateDevices = async () => (await list()).filter(({ label }) => !gone.has(label));
    Object.assign(window, {
      plug: (label: string, isThere: boolean) => {
        if (isThere) gone.delete(label);
        else gone.add(label);
        mediaDevices.dispatchEvent(new Event('devicechange'));
      },
      sink: () => {
        const context: object | undefined = contexts.at(-1);
        return context !== undefined && 'sinkId' in context ? context.sinkId : undefined;
      },
    });
  });
  await openStudio(composed(quietState()), { at: 'settings/audio', size: laptop });
  const plug = (label: string, isThere: boolean) =>
    page.evaluate(([name, is]) => (window as unknown as Plugs).plug(name, is), [label, isThere] as const);
  const sink = () => page.evaluate(() => (window as unknown as Plugs).sink());
  const output = page.getByRole('combobox', { name: 'You hear it through' });
  await expect(output).toHaveValue('');
  expect(await sink()).toBe('');
  await output.selectOption({ label: 'Fake Audio Output 2' });
  const chosen = await output.inputValue();
  await expect.poll(sink).toBe(chosen);
  await page.reload();
  await expect(output).toHaveValue(chosen);
  await expect.poll(sink).toBe(chosen);
  await plug('Fake Audio Output 2', false);
  await expect(page.getByText('It is not connected')).toBeVisible();
  await expect(output.getByRole('option', { name: 'Fake Audio Output 2 (not connected)' })).toBeAttached();
  await expect.poll(sink).toBe('');
  await plug('Fake Audio Output 2', true);
  await expect.poll(sink).toBe(chosen);
  await expect(page.getByText('It is not connected')).toBeHidden();
  await output.selectOption({ label: 'System output' });
  await expect.poll(sink).toBe('');
});

/** What the script above puts into the page. */
interface Plugs {
  plug(label: string, isThere: boolean): void;
  sink(): unknown;
}
