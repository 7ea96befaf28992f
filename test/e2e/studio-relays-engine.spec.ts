import { expect, test } from '@playwright/test';
import { RtmpSink } from '../servers/rtmp-sink.js';
import { expectNoViolations } from './studio-axe.js';
import { startStudioEngine } from './studio-engine.js';
import { shots } from './studio-test.js';

const key = 'live_4815_kEyOfTheRiver';

test('a service is added, tested, sent to, refused, switched off and on with a real engine; the key stays a secret', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const frames: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  const sink = await RtmpSink.start();
  const engine = await startStudioEngine();
  try {
    await page.goto(engine.url);
    await page.getByRole('link', { name: 'Encoder', exact: true }).click();
    await page.getByRole('link', { name: 'Also send to Twitch, YouTube and others' }).click();
    await page.getByRole('radio', { name: /^Other service/ }).click();
    await page.evaluate((text) => navigator.clipboard.writeText(text), `${sink.url}/${key}`);
    await page.getByLabel('Server', { exact: true }).press('ControlOrMeta+v');
    await expect(page.getByLabel('Server', { exact: true })).toHaveValue(sink.url);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(page.getByText('The service can be reached')).toBeVisible();
    await expect(page.getByText('the service tells only when it goes live')).toBeVisible();
    expect(sink.publishes, 'a test never goes live').toHaveLength(0);
    await page.getByLabel('Name', { exact: true }).fill('River house');
    await page.getByRole('button', { name: 'Save relay' }).click();
    await expect(page.getByRole('heading', { name: 'River house' })).toBeVisible();
    await expect(page.getByText('iver', { exact: false }).first()).toBeVisible();

    await page.getByRole('link', { name: 'Encoder', exact: true }).click();
    const along = page.getByRole('switch', { name: 'River house goes along with every broadcast' });
    await expect(along).toBeChecked();
    const began = sink.nextPublish();
    await page.getByRole('button', { name: 'Start a test programme' }).click();
    const card = page.getByRole('region', { name: 'Also sent to' });
    const item = card.getByRole('listitem').filter({ hasText: 'River house' });
    await expect(item).toContainText('Live', { timeout: 60_000 });
    expect((await began).key).toBe(key);
    await expect(item).toContainText(/Bitrate[\d.]+ [kM]b\/s/);
    await expect(item).toContainText('Sends the rendition');
    await expectNoViolations(page);
    await page.screenshot({ path: `${shots}/engine-relays.png` });

    const own = item.getByRole('switch', { name: 'Send this broadcast to River house' });
    await own.click();
    await expect(own).not.toBeChecked();
    await expect.poll(() => sink.connections.size).toBe(0);
    sink.refuse({ at: 'publish', code: 'NetStream.Publish.Denied', description: 'Wrong stream key' });
    await own.click();
    await expect(item).toContainText('The service does not take this stream key (Wrong stream key)');
    // said at once, and given up after some more tries
    await expect(item).toContainText('Given up', { timeout: 60_000 });
    await expect(own).not.toBeChecked();
    await page.screenshot({ path: `${shots}/engine-relays-refused.png` });
    sink.accept();
    const again = sink.nextPublish();
    await item.getByRole('button', { name: 'Try again' }).click();
    await again;
    await expect(own).toBeChecked();

    await page.getByRole('link', { name: 'Manage relays' }).click();
    await page.getByRole('button', { name: 'Delete “River house”' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('now.');
    await page.getByRole('button', { name: 'Stop and delete' }).click();
    await expect(page.getByRole('heading', { name: 'River house' })).toHaveCount(0);
    await expect.poll(() => sink.connections.size).toBe(0);
    expect(frames.length).toBeGreaterThan(3);
    expect(frames.join('\n'), 'the engine never tells a key').not.toContain(key);
    expect(await page.content()).not.toContain(key);
  } finally {
    await engine.stop();
    await sink.die();
  }
});
