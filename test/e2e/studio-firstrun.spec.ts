import { expect } from '@playwright/test';
import type { StudioState } from '../../src/shared/studio-state.js';
import { startStudioEngine } from './studio-engine.js';
import { shoot } from './studio-shoot.js';
import { refusedObs, takenObs } from './studio-harness.js';
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

/** An engine that was just installed. */
function freshState(): StudioState {
  const state = quietState();
  return { ...state, settings: { ...state.settings, studio: { ...state.settings.studio, firstRun: 'welcome' } } };
}

test('the encoder’s way: OBS is set up from here, and its keyframes are watched', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(freshState(), { at: 'studio', size: laptop });
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Headwater' })).toBeFocused();
  await look('firstrun-welcome');
  await page.setViewportSize(desk);
  await look('firstrun-welcome-wide');
  await page.getByRole('button', { name: 'Connect it' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Connect your encoder' })).toBeFocused();
  await expect(page.getByText('Nothing yet. Start streaming in your encoder.')).toBeVisible();
  await look('firstrun-encoder');

  await page.getByLabel('OBS runs on another computer').check();
  await page.getByLabel('Address of that OBS').fill(refusedObs);
  await page.getByLabel('Server password').fill('canoe');
  await page.getByRole('button', { name: 'Write it into OBS' }).click();
  await expect(page.getByText('OBS does not take this password.')).toBeVisible();
  await page.setViewportSize(laptop);
  await look('firstrun-obs-refused');
  await page.getByLabel('Address of that OBS').fill('192.168.1.20');
  await page.getByRole('button', { name: 'Write it into OBS' }).click();
  await expect(page.getByText('OBS 31.0.1 is set up.')).toBeVisible();
  await expect(page.getByLabel('Server password')).toHaveValue('');
  // what OBS has is not replaced unasked, and can be put back
  await page.getByLabel('Address of that OBS').fill(takenObs);
  await page.getByRole('button', { name: 'Write it into OBS' }).click();
  await expect(page.getByText('OBS streams to Twitch now. Replace it?')).toBeVisible();
  await look('firstrun-obs-replace');
  await page.getByRole('button', { name: 'Replace', exact: true }).click();
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect(page.getByText('OBS streams to Twitch again.')).toBeVisible();

  const broadcast = liveBroadcast();
  harness.store.update((draft) => {
    draft.broadcast = { ...broadcast, figures: { ...broadcast.figures, gopSeconds: 8.3 } };
  });
  await expect(page.getByText('Set the keyframe interval to 2 s.')).toBeVisible();
  await look('firstrun-long-gop');
  harness.store.update((draft) => {
    if (draft.broadcast !== null) draft.broadcast.figures.gopSeconds = 2;
  });
  await expect(page.getByText('A keyframe every 2 s: just right.')).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => harness.store.get().settings.studio).toMatchObject({ firstRun: 'done', start: 'encoder' });
  await expect(page).toHaveURL(/#\/encoder$/);
});

test('the studio’s way is taken up where it was left, and never comes again once it is done', async ({ page }) => {
  const engine = await startStudioEngine();
  try {
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
    await page.setViewportSize(laptop);
    await page.goto(engine.url);
    await page.getByRole('button', { name: 'Set up the studio' }).click();
    await expect(page.getByRole('heading', { name: 'Where shall it go?' })).toBeFocused();
    await shoot(page, 'firstrun-destination');
    await page.getByText('A bucket of your own').click();
    await expect(page.getByRole('form', { name: 'Destination' })).toBeVisible();
    await shoot(page, 'firstrun-bucket');
    await page.getByText('For a first try').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { name: 'What do you want to show?' })).toBeVisible();
    await shoot(page, 'firstrun-devices-empty');

    await page.getByRole('button', { name: 'Use a camera' }).click();
    await expect(page.getByRole('region', { name: 'Camera' }).getByLabel('Device')).toBeVisible();
    await page.getByRole('button', { name: 'Use a microphone' }).click();
    const level = page.getByRole('meter', { name: 'Level of Microphone' });
    // the fake microphone beeps once a second
    await expect.poll(async () => Number(await level.getAttribute('aria-valuenow'))).toBeGreaterThan(-50);
    await shoot(page, 'firstrun-devices');
    await page.setViewportSize(desk);
    await shoot(page, 'firstrun-devices-wide');
    await page.setViewportSize(laptop);

    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('Camera, Microphone')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'You are ready' })).toBeVisible();
    await page.getByLabel('Title of your first broadcast').fill('Down the river');
    await shoot(page, 'firstrun-ready');
    await page.getByRole('button', { name: 'Open the studio' }).click();
    await expect(page.getByLabel('Title of the broadcast')).toHaveValue('Down the river');
    await page.reload();
    await expect(page.getByRole('button', { name: 'Go live' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Set up the studio' })).toBeHidden();
  } finally {
    await page.close();
    await engine.stop();
  }
});
