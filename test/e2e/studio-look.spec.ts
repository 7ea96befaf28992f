import { expect } from '@playwright/test';
import type { StudioState } from '../../src/shared/studio-state.js';
import type { StudioHarness } from './studio-harness.js';
import { expectNoViolations } from './studio-axe.js';
import { liveBroadcast, quietState, someRecordings } from './studio-states.js';
import { shots, test } from './studio-test.js';

/** A quiet engine with something changed. */
function stateOf(change: (draft: StudioState) => void): StudioState {
  const state = quietState();
  change(state);
  return state;
}

/** The engine's state changes so often. */
function tick({ store }: StudioHarness, times: number, change: (draft: StudioState, step: number) => void): void {
  for (let step = 0; step < times; step += 1) store.update((draft) => change(draft, step));
}

test('start screen', async ({ page, openStudio }) => {
  const { look } = await openStudio(quietState());
  expect(page.url()).not.toContain('token');
  await expect(page.getByText('Waiting for your encoder')).toBeVisible();
  await look('start');
  await page.setViewportSize({ width: 1024, height: 640 });
  await look('start-small');
  await page.setViewportSize({ width: 420, height: 860 });
  await look('start-narrow');
});

test('start screen with an encoder that still sends and a server that moved', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(
    stateOf((draft) => {
      draft.inputs = [{ id: 'input-1', name: 'Encoder', keyHint: 'ab12', status: 'held' }];
      draft.recordings = someRecordings();
      draft.rtmp = { ...draft.rtmp, status: 'restarting', reason: { code: 'ingest.server-restarting', details: {} } };
      draft.settings.network.allowLanEncoders = true;
      draft.rtmp.urls = ['rtmp://127.0.0.1:1935/live', 'rtmp://192.168.1.23:1935/live'];
    }),
  );
  await look('start-held');
  await page.getByRole('button', { name: 'Go live again' }).click();
  await expect.poll(() => harness.calls).toEqual(['resumeInput']);
});

test('the stream key: hidden, shown, copied, renewed', async ({ page, context, openStudio }) => {
  const { look } = await openStudio(quietState());
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const field = page.getByLabel('Stream key', { exact: true });
  await expect(field).not.toHaveValue(/k9f2/);
  await page.getByRole('button', { name: 'Copy stream key' }).click();
  await expect(page.getByRole('button', { name: 'Copied stream key' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('k9f2-77ab-river-4d1c');
  await page.getByRole('button', { name: 'Show stream key' }).click();
  await expect(field).toHaveValue('k9f2-77ab-river-4d1c');
  await page.getByRole('button', { name: 'Renew stream key' }).click();
  await look('renew-key');
  await page.getByRole('button', { name: 'Make a new key' }).click();
  await expect(field).toHaveValue('new1-new2-new3-new4');
});

test('an address that cannot be opened says so', async ({ page, openStudio }) => {
  const { look } = await openStudio(quietState());
  await page.getByLabel('Address or path').fill('rtsp://nowhere.invalid/');
  await page.getByRole('button', { name: 'Go live', exact: true }).click();
  await expect(page.getByText('The source cannot be opened (no such host)')).toBeVisible();
  await look('error-toast');
});

test('live', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(stateOf((draft) => void (draft.broadcast = liveBroadcast())));
  tick(harness, 60, (draft, step) => {
    const figures = draft.broadcast?.figures;
    if (figures === undefined) return;
    figures.inputBitrate = 4_400_000 + Math.sin(step / 4) * 500_000;
    figures.cpuCores = 0.8 + Math.cos(step / 6) * 0.25;
    figures.lagSeconds = 0.4 + Math.sin(step / 9) * 0.1;
    figures.archiveBytes += 700_000;
    figures.durationSeconds += 1;
  });
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await look('live');
  await page.setViewportSize({ width: 1024, height: 640 });
  await look('live-small');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await look('live-large');
  await page.setViewportSize({ width: 420, height: 860 });
  await look('live-narrow');
});

test('the link: QR of a link that reaches nobody offers the network', async ({ page, openStudio }) => {
  const { look } = await openStudio(stateOf((draft) => void (draft.broadcast = liveBroadcast())));
  await page.getByRole('button', { name: 'Show QR code' }).click();
  await look('qr-computer');
  await page.getByRole('dialog').getByRole('button', { name: 'Allow on this network' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await expect(page.getByText('http://192.168.1.23:8088', { exact: false })).toBeVisible();
  await look('qr-network');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Link', { exact: true })).toHaveValue(/192\.168\.1\.23/);
});

test('trouble: long GOP, a rung given up, slow machine', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(
    stateOf((draft) => {
      const broadcast = liveBroadcast();
      broadcast.stages.ingest = {
        status: 'degraded',
        reason: { code: 'ingest.gop-too-long', details: { gopSeconds: 8.33 } },
      };
      broadcast.stages.transcode = {
        status: 'degraded',
        reason: { code: 'transcode.rung-shed', details: { rendition: '540p' } },
      };
      broadcast.figures = { ...broadcast.figures, gopSeconds: 8.33, speed: 0.91, droppedFrames: 42, lagSeconds: 5.2 };
      broadcast.renditions = broadcast.renditions.map((rung) =>
        rung.name === '540p' ? { ...rung, status: 'shed' } : { ...rung, copied: false },
      );
      draft.broadcast = broadcast;
      draft.disk = { freeBytes: 3_000_000_000, secondsLeft: 4100, isLow: true };
    }),
  );
  tick(harness, 6, (draft) => {
    if (draft.broadcast !== null) draft.broadcast.figures.durationSeconds += 1;
  });
  await expect(page.getByText('Slower than real time')).toBeVisible();
  await look('degraded');
});

test('reconnecting encoder, starting, waiting, failed stage', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(
    stateOf((draft) => {
      draft.broadcast = { ...liveBroadcast(), status: 'reconnecting', reconnectUntilMs: Date.now() + 47_000 };
      draft.broadcast.stages.ingest = { status: 'degraded', reason: { code: 'ingest.encoder-lost', details: {} } };
    }),
  );
  await expect(page.getByText(/Reconnecting \d+ s/)).toBeVisible();
  await look('reconnecting');
  harness.store.update((draft) => {
    draft.broadcast = {
      ...liveBroadcast(),
      status: 'starting',
      liveAtMs: null,
      source: null,
      renditions: [],
      links: [],
    };
    draft.broadcast.stages = {
      ingest: { status: 'ok', reason: null },
      transcode: { status: 'starting', reason: null },
      package: { status: 'starting', reason: { code: 'package.waiting-for-keyframe', details: {} } },
      publish: { status: 'idle', reason: null },
    };
    draft.broadcast.figures = {
      ...draft.broadcast.figures,
      segments: 0,
      archiveBytes: 0,
      durationSeconds: 0,
      speed: null,
      lagSeconds: null,
    };
  });
  await expect(page.getByText('Starting', { exact: true }).first()).toBeVisible();
  await look('starting');
  harness.store.update((draft) => {
    if (draft.broadcast === null) return;
    draft.broadcast.status = 'waiting';
    draft.broadcast.stages.ingest = { status: 'starting', reason: { code: 'ingest.waiting-for-encoder', details: {} } };
    draft.broadcast.stages.publish = { status: 'failed', reason: { code: 'disk.full', details: {} } };
  });
  await expect(page.getByRole('heading', { name: 'Connect your encoder' })).toBeVisible();
  await look('waiting');
});

test('rename and end', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(stateOf((draft) => void (draft.broadcast = liveBroadcast())));
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByLabel('Title', { exact: true }).fill('A <script> of one’s own');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A <script> of one’s own');
  await page.getByRole('button', { name: 'End broadcast' }).click();
  await look('end-confirm');
  await page.getByRole('button', { name: 'Stay live' }).click();
  await page.getByRole('button', { name: 'End broadcast' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End broadcast' }).click();
  await expect(page.getByRole('heading', { name: 'What do you want to send?' })).toBeVisible();
  expect(harness.calls).toEqual(['renameBroadcast', 'endBroadcast']);
});

test('library', async ({ page, openStudio }) => {
  const { look } = await openStudio(stateOf((draft) => void (draft.recordings = someRecordings())));
  await page.getByRole('link', { name: 'Library', exact: true }).first().click();
  await look('library');
  await page.getByRole('button', { name: 'Save as MP4 “Building a canoe, part 3”' }).click();
  await expect(page.getByRole('progressbar', { name: /part 3/ })).toBeVisible();
  await page.getByLabel('Search by title').fill('CANOE');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(2);
  await page.getByRole('button', { name: 'Delete “Building a canoe, part 2”' }).click();
  await look('delete-confirm');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1);
  await page.setViewportSize({ width: 420, height: 860 });
  await page.getByLabel('Search by title').fill('');
  await look('library-narrow');
});

test('empty library, settings, log', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(quietState(), { size: { width: 1024, height: 640 } });
  await page.getByRole('link', { name: 'Library' }).click();
  await look('library-empty');
  await page.getByRole('link', { name: 'Settings' }).click();
  await look('settings');
  await page.getByRole('switch', { name: 'Viewers on this network' }).click();
  await expect(page.getByRole('switch', { name: 'Viewers on this network' })).toBeChecked();
  await page.getByRole('radio', { name: 'The top' }).click();
  await expect(page.getByRole('radio', { name: 'The top' })).toBeChecked();
  harness.store.update((draft) => {
    draft.notices.push(
      {
        id: 'n1',
        atMs: Date.now() - 90_000,
        level: 'warning',
        reason: { code: 'ingest.port-moved', details: { wantedPort: 1935, port: 1936 } },
      },
      { id: 'n2', atMs: Date.now() - 30_000, level: 'info', reason: { code: 'archive.repaired', details: {} } },
      {
        id: 'n3',
        atMs: Date.now(),
        level: 'error',
        reason: { code: 'archive.write-failed', details: { reason: 'EIO' } },
      },
    );
  });
  await expect(page.getByRole('list', { name: 'Messages' }).getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: /^Log/ }).click();
  await look('log');
});

test('the engine goes away: the last state stays, controls are off; without a session the page says what to do', async ({
  page,
  openStudio,
  startHarness,
}) => {
  const { harness } = await openStudio(stateOf((draft) => void (draft.broadcast = liveBroadcast())));
  const { port } = harness.server;
  for (const theme of ['dark', 'light']) {
    harness.store.update((draft) => void (draft.settings.theme = theme === 'dark' ? 'dark' : 'light'));
  }
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await harness.close();
  await expect(page.getByText('Reconnecting to Headwater.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'End broadcast' })).toBeDisabled();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('canoe');
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/reconnecting-studio.png`, animations: 'disabled' });
  await startHarness(quietState(), port);
  await expect(page.getByRole('heading', { name: 'This page is not signed in to Headwater' })).toBeVisible();
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/unauthorized.png`, animations: 'disabled' });
});

test('a page opened without a link that works says what to do', async ({ page, startHarness }) => {
  const harness = await startHarness(quietState());
  const unauthorized = page.getByRole('heading', { name: 'This page is not signed in to Headwater' });
  await page.goto(`http://127.0.0.1:${harness.server.port}/`);
  await expect(unauthorized).toBeVisible();
  await page.goto(`http://127.0.0.1:${harness.server.port}/#token=used-before`);
  await page.reload();
  await expect(unauthorized).toBeVisible();
  expect(page.url()).not.toContain('token');
});

test('a page of another version says so instead of waiting for ever', async ({ page, startHarness }) => {
  const harness = await startHarness(Object.assign(quietState(), { engine: { name: 'of tomorrow' } }));
  await page.goto(harness.server.studioUrl());
  await expect(page.getByRole('button', { name: 'Reload the page' })).toBeVisible();
});
