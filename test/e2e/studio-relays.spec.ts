import { expect, type Page } from '@playwright/test';
import type { RelayTestReport } from '../../src/shared/relays.js';
import { refusedKey } from './studio-harness-relays.js';
import {
  broadcastWith,
  liveRun,
  longRelay,
  srtRelay,
  stateWithRelays,
  twitchRelay,
  youtubeRelay,
} from './studio-relays.js';
import { test } from './studio-test.js';

const secret = 'live_48151623_kEyOfTheRiver';

const everything = (page: Page) =>
  page.evaluate(() => {
    const values = [...document.querySelectorAll('input')].map(({ value }) => value);
    return `${document.documentElement.outerHTML} ${values.join(' ')} ${JSON.stringify({ ...localStorage })}`;
  });

test('a relay is added from the keyboard; its key is nowhere in the page afterwards', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(stateWithRelays([]), { at: 'settings/relays' });
  await expect(page.getByRole('heading', { name: 'Also send to' })).toBeFocused();
  await look('relays-none');
  await page.getByRole('link', { name: 'Add a service' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await look('relay-new');
  await expect(page.getByRole('radio', { name: 'Twitch' })).toBeChecked();
  await expect(page.getByLabel('Passphrase')).toHaveCount(0);
  await page.getByText('Where do I find the primary stream key?').click();
  await expect(page.getByText('dashboard.twitch.tv')).toBeVisible();
  await look('relay-guide');

  await page.getByRole('button', { name: 'Save relay' }).click();
  const key = page.getByLabel('Primary stream key', { exact: true });
  await expect(key).toBeFocused();
  await expect(key).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Enter the primary stream key.')).toBeVisible();
  await look('relay-problems');
  expect(harness.calls).toEqual([]);

  await page.keyboard.type(refusedKey);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The key is one of another service.')).toBeVisible();
  await expect(key).toBeFocused();
  await key.fill(secret);
  await expect(page.getByText('The key is one of another service.')).toHaveCount(0);
  await page.getByLabel('Server', { exact: true }).selectOption('Europe: Frankfurt');
  await key.press('Enter');

  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Twitch' }) });
  await expect(row).toContainText('Twitch · live-fra.twitch.tv');
  await expect(row).toContainText('•••• iver');
  expect(harness.relaysSent.at(-1)).toMatchObject({
    name: 'saveRelay',
    input: {
      id: null,
      config: {
        name: 'Twitch',
        service: 'twitch',
        url: 'rtmp://live-fra.twitch.tv/app',
        backupUrl: 'rtmps://ingest.global-contribute.live-video.net:443/app',
        isEnabled: true,
        feed: 'auto',
        whileSourceIsGone: 'hold',
      },
      keys: { key: secret, backupKey: null, passphrase: null },
    },
  });
  expect(await everything(page)).not.toContain(secret);
  await look('relays-one');
});

test('an address with the key in it is split, and that is said', async ({ page, context, openStudio }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { harness, look } = await openStudio(stateWithRelays([twitchRelay()]), { at: 'settings/relays/new' });
  await page.getByRole('radio', { name: /^Other service/ }).click();
  const server = page.getByLabel('Server', { exact: true });
  const key = page.getByLabel('Stream key', { exact: true });
  const paste = async (text: string) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await server.press('ControlOrMeta+a');
    await server.press('ControlOrMeta+v');
  };
  await paste(`rtmps://live.example.org:443/app/room/${secret}`);
  await expect(server).toHaveValue('rtmps://live.example.org:443/app/room');
  await expect(key).toHaveValue(secret);
  await expect(page.getByText('The address had the stream key in it')).toBeVisible();
  expect(await page.content(), 'not even as an attribute').not.toContain(secret);
  await look('relay-split');

  // typed by hand, and only then the key: it is taken out when the field is left
  await key.fill('');
  await server.fill('rtmp://live.twitch.tv/app/live_by_hand');
  await server.press('Tab');
  await expect(server).toHaveValue('rtmp://live.twitch.tv/app');
  await expect(key).toHaveValue('live_by_hand');
  await expect(page.getByText('This is a server of Twitch')).toBeVisible();

  await page.getByRole('radio', { name: 'SRT', exact: true }).click();
  await expect(page.getByLabel('Stream id')).toHaveValue('');
  await paste(`srt://live.example.org:9000?latency=300&streamid=river&passphrase=${secret}`);
  await expect(server).toHaveValue('srt://live.example.org:9000?latency=300');
  await expect(page.getByText('The address had the stream id and passphrase in it')).toBeVisible();
  await look('relay-srt');
  await page.getByRole('button', { name: 'Save relay' }).click();
  await expect(page.getByRole('heading', { name: 'live.example.org' })).toBeVisible();
  expect(harness.relaysSent).toMatchObject([
    {
      input: {
        config: { service: 'srt', name: 'live.example.org', backupUrl: null, whileSourceIsGone: 'hang-up' },
        keys: { key: 'river', backupKey: null, passphrase: secret },
      },
    },
  ]);
  expect(await everything(page)).not.toContain(secret);
});

test('a saved relay: masked, replaced, removed; another service asks for another key', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(
    stateWithRelays([twitchRelay({ hasBackupKey: true }), srtRelay(), longRelay()]),
    { at: 'settings/relays' },
  );
  await look('relays-many');
  await page.getByRole('button', { name: 'Change or test “Twitch”' }).click();
  const masked = page.getByRole('group', { name: 'Primary stream key', exact: true });
  await expect(masked).toContainText('•••• ab12');
  await look('relay-saved');
  await page.getByText('Backup server, what is sent, and more').click();
  await expect(page.getByRole('group', { name: 'Key for the backup server' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove Key for the backup server' }).click();
  await expect(page.getByText('Removed when you save')).toBeVisible();
  await page.getByLabel('What is sent').selectOption('720p');
  await page.getByRole('radio', { name: /^Hang up/ }).click();
  await page.getByRole('switch', { name: 'Goes along with every broadcast' }).click();
  await look('relay-more');
  await page.getByRole('button', { name: 'Save relay' }).click();
  await expect(page.getByRole('heading', { name: 'Also send to' })).toBeFocused();
  expect(harness.relaysSent.at(-1)).toMatchObject({
    input: { id: 'relay-twitch', config: { feed: '720p', whileSourceIsGone: 'hang-up', isEnabled: false } },
  });
  expect(harness.relaysSent.at(-1)?.input).toHaveProperty('keys', { backupKey: null, passphrase: null });

  await page.getByRole('button', { name: 'Change or test “Twitch”' }).click();
  await page.getByRole('radio', { name: 'YouTube' }).click();
  await expect(masked).toHaveCount(0);
  await page.getByRole('button', { name: 'Save relay' }).click();
  await expect(page.getByText('Enter the stream key.')).toBeVisible();
  await page.getByRole('radio', { name: 'Twitch' }).click();
  await page.getByRole('button', { name: 'Replace Primary stream key', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('the CLUB house');
  await page.getByLabel('Name', { exact: true }).press('Tab');
  await expect(page.getByText('Another relay has this name.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('My Twitch');
  await page.getByLabel('Primary stream key', { exact: true }).fill(secret);
  await page.getByLabel('Primary stream key', { exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: 'My Twitch' })).toBeVisible();
  expect(harness.relaysSent.at(-1)).toMatchObject({ input: { config: { name: 'My Twitch' }, keys: { key: secret } } });
  expect(await everything(page)).not.toContain(secret);
});

test('order: by keyboard with the focus kept, and by dragging; switches; deleting asks first', async ({
  page,
  openStudio,
}) => {
  const { harness, look } = await openStudio(
    stateWithRelays([twitchRelay(), youtubeRelay(), srtRelay(), longRelay()]),
    {
      at: 'settings/relays',
    },
  );
  const names = page.getByRole('list', { name: 'Relays' }).getByRole('heading');
  const long = longRelay().config.name;
  await page.getByRole('button', { name: 'Move “Twitch” down' }).press('Enter');
  await expect(names).toHaveText(['The second channel', 'Twitch', 'The club house', long]);
  await expect(page.getByText('Twitch is now 2 of 3')).toBeAttached();
  await expect(page.getByRole('button', { name: 'Move “Twitch” down' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(names).toHaveText(['The second channel', 'The club house', 'Twitch', long]);
  await expect(page.getByRole('button', { name: 'Move “Twitch” down' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Move “Twitch” up' })).toBeFocused();

  const handle = page.locator('[data-relay="relay-twitch"] [title^="Drag"]');
  const from = await handle.boundingBox();
  const first = await page.locator('[data-relay="relay-youtube"]').boundingBox();
  if (from === null || first === null) throw new Error('Expected rows on the screen');
  await page.mouse.move(from.x + 8, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, first.y + first.height + 10, { steps: 4 });
  await page.mouse.move(from.x + 8, first.y + 8, { steps: 4 });
  await expect(names).toHaveText(['Twitch', 'The second channel', 'The club house', long]);
  await page.keyboard.press('Escape');
  await expect(names).toHaveText(['The second channel', 'The club house', 'Twitch', long]);
  await page.mouse.up();
  await page.mouse.move(from.x + 8, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, first.y + 8, { steps: 4 });
  await expect(names).toHaveText(['Twitch', 'The second channel', 'The club house', long]);
  expect(harness.calls).toHaveLength(2);
  await look('relays-dragged');
  await page.mouse.up();
  await expect(page.getByText('Twitch is now 1 of 3')).toBeAttached();
  expect(harness.relaysSent.at(-1)).toMatchObject({
    name: 'orderRelays',
    input: { ids: ['relay-twitch', 'relay-youtube', 'relay-srt'] },
  });

  const along = page.getByRole('switch', { name: 'The club house goes along with every broadcast' });
  await expect(along).not.toBeChecked();
  await along.press('Space');
  await expect(along).toBeChecked();
  expect(harness.relaysSent.at(-1)).toMatchObject({ name: 'saveRelay', input: { id: 'relay-srt', keys: {} } });

  await page.getByRole('button', { name: 'Delete “The club house”' }).click();
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await expect(page.getByRole('alertdialog')).not.toContainText('sending');
  await look('relay-delete');
  await page.getByRole('button', { name: 'Delete relay' }).click();
  await expect(names).toHaveText(['Twitch', 'The second channel', long]);

  harness.store.update((draft) => void (draft.broadcast = broadcastWith([liveRun('relay-twitch')])));
  await page.getByRole('button', { name: 'Delete “Twitch”' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('It is sending your broadcast now.');
  await look('relay-delete-live');
  await page.getByRole('button', { name: 'Stop and delete' }).click();
  await expect(names).toHaveText(['The second channel', long]);
  expect(harness.calls.slice(-2)).toEqual(['stopRelay', 'deleteRelay']);
  await page.setViewportSize({ width: 420, height: 860 });
  await look('relays-narrow');
});

test('the test of a relay: the checklist grows, and says what about the key', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(stateWithRelays([]), { at: 'settings/relays/new' });
  await page.getByRole('radio', { name: 'Facebook' }).click();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Enter the stream key.')).toBeVisible();
  expect(harness.calls, 'an incomplete form is not tested').toEqual([]);
  await page.getByLabel('Stream key', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Testing Facebook…')).toBeVisible();
  expect(harness.relaysSent).toMatchObject([
    { name: 'testRelay', input: { id: null, via: 'primary', draft: { config: { service: 'facebook' } } } },
  ]);
  const grow = (steps: RelayTestReport['steps'], more: Partial<RelayTestReport> = {}) =>
    harness.store.update(({ relayTest }) => void Object.assign(relayTest ?? {}, { steps, ...more }));
  const reached: RelayTestReport['steps'] = [
    { name: 'resolve', status: 'ok', durationMs: 23 },
    { name: 'connect', status: 'ok', durationMs: 41 },
  ];
  grow(reached);
  const steps = page.getByRole('list', { name: 'Steps of the test' }).getByRole('listitem');
  await expect(steps).toHaveCount(6);
  await expect(steps.nth(1)).toHaveText('Done: Reach the server41 ms');
  await expect(steps.nth(2)).toContainText('Still to come');
  await look('relay-test-running');
  const whole: RelayTestReport['steps'] = [
    ...reached,
    { name: 'tls', status: 'ok', durationMs: 88 },
    { name: 'handshake', status: 'ok', durationMs: 61 },
    { name: 'accept', status: 'ok', durationMs: 1240 },
    { name: 'publish', status: 'skipped', durationMs: null },
  ];
  grow(whole, { status: 'ok' });
  await expect(page.getByText('The service can be reached')).toBeVisible();
  await expect(page.getByText('Facebook tells only when it goes live.')).toBeVisible();
  await expect(steps.last()).toContainText('Not tried: it would go live.');
  await look('relay-test-ok');
  await page.getByLabel('Name', { exact: true }).fill('Elsewhere');
  await expect(page.getByText('The form has changed since this test.')).toBeVisible();

  await page.getByRole('radio', { name: 'YouTube' }).click();
  await page.getByLabel('Stream key', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Test the backup' }).click();
  await expect(page.getByText('Testing the backup of Elsewhere…')).toBeVisible();
  grow([...reached, { name: 'tls', status: 'failed', durationMs: 3100 }, ...whole.slice(3).map(skipped)], {
    status: 'failed',
    reason: { code: 'relay.tls', details: { why: 'certificate', host: 'b.rtmps.youtube.com' } },
  });
  await expect(page.getByText('The backup does not work yet')).toBeVisible();
  await expect(steps).toHaveCount(3);
  await expect(page.getByText('The secure connection to the service failed')).toBeVisible();
  await look('relay-test-failed');
  await page.setViewportSize({ width: 420, height: 860 });
  await look('relay-form-narrow');
});

const skipped = ({ name }: RelayTestReport['steps'][number]): RelayTestReport['steps'][number] => ({
  name,
  status: 'skipped',
  durationMs: null,
});
