import { expect, type Page } from '@playwright/test';
import { composed, ownShow } from './studio-composed.js';
import { startStudioEngine } from './studio-engine.js';
import { shoot } from './studio-shoot.js';
import { liveBroadcast, quietState, someRecordings } from './studio-states.js';
import { test } from './studio-test.js';

const laptop = { width: 1024, height: 640 };
const desk = { width: 1920, height: 1080 };

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...args] });
  },
});

const bar = (page: Page) => page.getByRole('region', { name: 'Broadcast', exact: true });
const pill = (page: Page, word: string) => bar(page).getByRole('status').filter({ hasText: word }).first();

test('what the engine says of shows that are not sent from here', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(composed(quietState()), { at: 'studio', size: laptop });
  await expect(pill(page, 'Off air')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go live', exact: true })).toBeEnabled();
  await page.getByRole('tab', { name: 'Live' }).click();
  await look('golive-off');
  await page.setViewportSize(desk);
  await look('golive-off-wide');
  await page.setViewportSize(laptop);

  harness.store.update((draft) => void (draft.broadcast = liveBroadcast()));
  await expect(bar(page).getByText('Something else is on air.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go live', exact: true })).toBeHidden();
  await look('golive-busy');
  const idle = harness.store.get().studioFeed;
  harness.store.update((draft) => {
    draft.broadcast = ownShow();
    draft.studioFeed = { ...idle, status: 'sending', showId: 'a', purpose: 'live', studioId: 'b', bitrate: 4e6 };
  });
  await expect(bar(page).getByText('sent from another window or computer')).toBeVisible();
  await look('golive-elsewhere');
  harness.store.update((draft) => {
    draft.broadcast = { ...ownShow(), status: 'reconnecting', reconnectUntilMs: Date.now() + 50_000 };
    draft.studioFeed = { ...idle, status: 'broken', showId: '3b241101-e2bb-4255-8caf-4136c566a962', purpose: 'live' };
  });
  await expect(page.getByRole('button', { name: 'Go on from here' })).toBeVisible();
  await look('golive-broken');
  harness.store.update((draft) => {
    draft.broadcast = null;
    draft.studioFeed = idle;
    const [first] = someRecordings();
    if (first !== undefined) draft.recordings = [{ ...first, id: ownShow().id }];
  });
  await expect(bar(page).getByText('Your broadcast is over.')).toBeVisible();
  await look('golive-ended');
  await page.getByRole('button', { name: 'Put away' }).click();
  await expect(pill(page, 'Off air')).toBeVisible();
});

test('the mixer is worked from the keyboard, and every change of it is an edit', async ({ page, openStudio }) => {
  const { look } = await openStudio(composed(quietState()), { at: 'studio', size: laptop });
  const fader = page.getByRole('slider', { name: 'Volume of Microphone' });
  await fader.press('ArrowDown');
  await fader.press('ArrowDown');
  await fader.press('Shift+ArrowDown');
  await expect(fader).toHaveAttribute('aria-valuetext', '−1.1 dB');
  await page.getByRole('textbox', { name: 'Volume of Microphone in dB' }).fill('-6,5');
  await page.keyboard.press('Enter');
  await expect(fader).toHaveAttribute('aria-valuenow', '-6.5');
  await fader.dblclick();
  await expect(fader).toHaveAttribute('aria-valuenow', '0');
  const mute = page.getByRole('button', { name: 'Mute Microphone' });
  await mute.click();
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Hear only Microphone' }).click();
  await page.getByRole('button', { name: 'More about the sound of Microphone' }).click();
  await page.getByRole('radio', { name: 'Too' }).click();
  await page.getByLabel('Delay, ms').fill('120');
  await page.keyboard.press('Enter');
  await look('mixer-more');
  await page.keyboard.press('Escape');
  await page.getByRole('slider', { name: 'Volume of Programme' }).press('PageDown');
  await look('mixer');
  await page.setViewportSize(desk);
  await look('mixer-wide');
});

test('from a camera to a link that plays: live, paused, the end taken back, ended', async ({ page, request }) => {
  const engine = await startStudioEngine();
  try {
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
    await page.setViewportSize(laptop);
    await page.goto(engine.url);
    await page.getByRole('button', { name: 'Skip for now' }).click();
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByRole('menuitem', { name: /^Camera/ }).click();
    await page.getByLabel('Title of the broadcast').fill('Down the river');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Live' }).click();
    await page.getByRole('button', { name: 'Go live', exact: true }).click();
    await expect(pill(page, 'Live')).toBeVisible();
    const link = page.getByLabel('Link', { exact: true });
    await expect(link).toHaveValue(/\/b\//);
    expect((await request.get(await link.inputValue())).status()).toBe(200);
    const way = page.getByRole('region', { name: 'The way of the picture' });
    await expect(way.getByText('1 of 1 source live')).toBeVisible();
    await expect(way.getByRole('listitem').filter({ hasText: 'Upload: Running' })).toBeVisible();
    await shoot(page, 'golive-live');
    await page.setViewportSize(desk);
    await shoot(page, 'golive-live-wide');
    await page.setViewportSize(laptop);

    // viewers read what is changed at their page's next look, as text
    const viewer = await page.context().newPage();
    await viewer.goto(await link.inputValue());
    await expect(viewer.getByRole('heading', { name: 'Down the river' })).toBeVisible();
    await page.getByLabel('Title of the broadcast').fill('Rapids <b>ahead</b>');
    await page.keyboard.press('Enter');
    await page.getByLabel('Description', { exact: true }).fill('Wear a <i>vest</i>\nhttps://example.org/');
    await page.getByRole('button', { name: 'Show viewers', exact: true }).click();
    await expect(viewer.getByRole('heading', { name: 'Rapids <b>ahead</b>' })).toBeVisible();
    await expect(viewer.getByText('Wear a <i>vest</i>')).toBeVisible();
    await viewer.close();

    await page.getByRole('button', { name: /^Pause/ }).click();
    await expect(page.getByRole('button', { name: 'Show again' })).toBeVisible();
    await expect(pill(page, 'Paused')).toBeVisible();
    await shoot(page, 'golive-paused');
    await page.getByRole('button', { name: 'Show again' }).click();

    await page.getByRole('button', { name: 'End', exact: true }).click();
    await shoot(page, 'golive-end-ask');
    await page.getByRole('button', { name: 'End broadcast' }).click();
    await expect(page.getByRole('button', { name: 'Stay on air' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(pill(page, 'Live')).toBeVisible();

    // a reload of the page that sends: the same show goes on
    const before = await link.inputValue();
    await page.reload();
    await expect(pill(page, 'Live')).toBeVisible();
    await page.getByRole('tab', { name: 'Live' }).click();
    await expect(link).toHaveValue(before);

    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('button', { name: 'End broadcast' }).click();
    await expect(page.getByRole('button', { name: 'Stay on air' })).toBeVisible();
    await page.screenshot({ path: 'test-results/studio/golive-leaving.png' });
    await expect(bar(page).getByText('Your broadcast is over.')).toBeVisible();
    await expect(bar(page).getByText('Rapids <b>ahead</b>')).toBeVisible();
    await expect(bar(page).getByRole('link', { name: 'Watch' })).toHaveAttribute('href', before);
    // the creator ended it, and knows
    await expect(page.getByText('The source ended')).toBeHidden();
    await shoot(page, 'golive-over');
  } finally {
    await page.close();
    await engine.stop();
  }
});
