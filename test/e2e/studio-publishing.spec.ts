import { expect } from '@playwright/test';
import type { Publication } from '../../src/shared/publication.js';
import type { StudioState } from '../../src/shared/studio-state.js';
import { test } from './studio-test.js';
import { livePublication, longDestination, publicWatchUrl, r2Destination, stateWith } from './studio-destinations.js';
import { liveBroadcast, someRecordings } from './studio-states.js';

function liveState(publication: Publication): StudioState {
  const broadcast = liveBroadcast();
  broadcast.publication = publication;
  broadcast.links.unshift({ kind: 'watch', url: publicWatchUrl, reach: 'anyone', destinationId: 'dest-r2' });
  return { ...stateWith([r2Destination()]), broadcast };
}

test('keeping up: the figures, the cost, and the link for anyone', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(liveState(livePublication()));
  const card = page.getByRole('region', { name: 'Publishing' });
  await expect(card).toContainText('Keeping up');
  await expect(card).toContainText('0.4 s');
  await expect(card).toContainText('11.2 Mb/s');
  await expect(card).toContainText('3 times');
  await expect(card).toContainText('$0.023 for requests');
  await expect(card).toContainText('7,912 writes, 310 reads, 2.33 GB sent');
  await expect(page.getByLabel('Link', { exact: true })).toHaveValue(publicWatchUrl);
  await expect(page.getByText('Read back at Cloudflare through the public address')).toBeVisible();
  await expect(page.getByText('0.4 s behind at Cloudflare')).toBeVisible();
  await look('publish-live');
  harness.store.update(({ broadcast }) => {
    const publication = broadcast?.publication ?? null;
    if (publication !== null) publication.isVerified = false;
  });
  await expect(page.getByText('Not read back through the public address yet: it may not play.')).toBeVisible();
});

test('a narrow uplink: what waits, what is left for later and why', async ({ page, openStudio }) => {
  const publication = livePublication({
    status: 'behind',
    reason: { code: 'publish.renditions-deferred', details: { names: '540p, 360p' } },
    deferred: ['540p', '360p'],
    backlogObjects: 148,
    backlogBytes: 212_000_000,
    lagSeconds: 7.2,
    uploadBitrate: 2_100_000,
    retries: 1,
    cost: null,
  });
  const { look } = await openStudio(liveState(publication));
  const card = page.getByRole('region', { name: 'Publishing' });
  await expect(card).toContainText('Still to upload: 148 objects (212 MB).');
  await expect(card).toContainText('540p, 360p uploaded later: the uplink cannot carry the whole ladder now.');
  await look('publish-behind');
});

test('blocked: says why and what to do, and leads to the destination', async ({ page, openStudio }) => {
  const publication = livePublication({
    status: 'blocked',
    reason: { code: 'publish.forbidden', details: { operation: `PutObject ${'y'.repeat(2000)}` } },
    destinationName: longDestination().config.name,
    backlogObjects: 61,
    backlogBytes: 88_000_000,
    lagSeconds: 122.4,
    isVerified: false,
  });
  const { look } = await openStudio(liveState(publication));
  await expect(page.getByRole('alert')).toContainText('Give it read and write rights at the provider.');
  await expect(page.getByText('Viewers get nothing new at this link for now')).toBeVisible();
  await look('publish-blocked');
  await page.setViewportSize({ width: 420, height: 860 });
  await page.getByRole('alert').scrollIntoViewIfNeeded();
  await look('publish-blocked-narrow');
  await page.getByRole('link', { name: 'Open and test the destination' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cloudflare' })).toBeFocused();
});

test('held: says by whom, and takes over only when asked twice', async ({ page, openStudio }) => {
  const publication = livePublication({
    status: 'held',
    reason: { code: 'publish.channel-held', details: { studio: 'studio-in-the-attic' } },
    holder: { studio: 'studio-in-the-attic', sinceMs: Date.now() - 3_600_000 },
    objects: 0,
    bytes: 0,
    lagSeconds: null,
    uploadBitrate: null,
    isVerified: false,
  });
  const { harness, look } = await openStudio(liveState(publication));
  await expect(page.getByRole('alert')).toContainText('“studio-in-the-attic” is live on this channel');
  await look('publish-held');
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByRole('button', { name: 'Leave it' })).toBeFocused();
  await look('take-over-confirm');
  await page.keyboard.press('Escape');
  expect(harness.calls).toEqual([]);
  await page.getByRole('button', { name: 'Take over' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByRole('region', { name: 'Publishing' })).toContainText('Starting');
  expect(harness.sent).toMatchObject([{ name: 'takeOverChannel', input: { broadcastId: publication.broadcastId } }]);
});

test('the name that other studios are told', async ({ page, openStudio }) => {
  const state = stateWith([r2Destination()]);
  state.settings.channel.studioName = 'Studio 3b09';
  const { harness, look } = await openStudio(state, { at: 'settings' });
  const name = page.getByLabel('This studio');
  await expect(name).toHaveValue('Studio 3b09');
  await expect(page.getByText('where viewers can read it')).toBeVisible();
  await name.fill(' ');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await name.fill('Living room\u202e');
  await look('studio-name');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(name).toHaveValue('Living room');
  expect(harness.store.get().settings.channel).toMatchObject({ name: 'My channel', studioName: 'Living room' });
});

test('no prices known: what was counted all the same', async ({ page, openStudio }) => {
  const cost = { requestsUsd: null, storagePerMonthUsd: null, puts: 1, gets: 1204, bytesSent: 912_000 };
  await openStudio(liveState(livePublication({ cost })));
  const card = page.getByRole('region', { name: 'Publishing' });
  await expect(card).toContainText('no prices known');
  await expect(card).toContainText('1 write, 1,204 reads, 912 kB sent');
});

test('starting and completing', async ({ page, openStudio }) => {
  const state = liveState(
    livePublication({
      status: 'starting',
      reason: { code: 'publish.verifying', details: {} },
      lagSeconds: null,
      isVerified: false,
      cost: null,
    }),
  );
  // The engine tells the link for anyone once it was read back.
  state.broadcast?.links.shift();
  const { harness, look } = await openStudio(state);
  await expect(page.getByText('Its link comes as soon as it can be read there.')).toBeVisible();
  await look('publish-starting');
  harness.store.update(({ broadcast }) => {
    if (broadcast === null) return;
    broadcast.status = 'ending';
    broadcast.publication = livePublication({ status: 'completing', backlogObjects: 1, backlogBytes: 900_000 });
  });
  await expect(page.getByRole('region', { name: 'Publishing' })).toContainText('1 object (900 kB) to go');
  await look('publish-completing');
  harness.store.update(({ broadcast }) => {
    if (broadcast === null) return;
    const reason = { code: 'publish.verifying', details: {} } as const;
    const whole = { backlogObjects: 0, backlogBytes: 0, isVerified: false };
    broadcast.publication = livePublication({ status: 'completing', reason, ...whole });
  });
  await expect(page.getByRole('region', { name: 'Publishing' })).toContainText('Checking the public link…');
  await look('publish-checking');
  harness.store.update((draft) => {
    const [first] = someRecordings();
    if (first === undefined) return;
    draft.broadcast = null;
    draft.recordings = [
      {
        ...first,
        publications: [
          livePublication({
            broadcastId: first.id,
            status: 'completing',
            backlogObjects: 12,
            backlogBytes: 140_000_000,
          }),
        ],
      },
    ];
  });
  const last = page.getByRole('region', { name: 'Last broadcast' });
  await expect(last).toContainText('Uploading the rest');
  await expect(last).toContainText('12 objects (140 MB) to go');
  await look('last-broadcast-completing');
  const stored = (more: Partial<Publication>) =>
    harness.store.update(({ recordings }) => {
      const [publication] = recordings[0]?.publications ?? [];
      const whole = { backlogObjects: 0, backlogBytes: 0, isVerified: false };
      if (publication !== undefined) Object.assign(publication, whole, more);
    });
  stored({ reason: { code: 'publish.verifying', details: {} } });
  await expect(last).toContainText('Checking the link');
  await expect(last).not.toContainText('to go');
  await look('last-broadcast-checking');
  stored({ reason: { code: 'publish.not-public', details: {} } });
  await expect(last).toContainText('Link does not work');
  await expect(last).toContainText('Viewers may not read from this bucket');
  await look('last-broadcast-unreadable');
});

test('the library: where each recording is, publish, copy the link, remove', async ({ page, context, openStudio }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const state = stateWith([r2Destination(), longDestination()]);
  const [first, second, third, fourth, fifth] = someRecordings();
  if (!first || !second || !third || !fourth || !fifth) throw new Error('Expected five recordings');
  const there = (broadcastId: string, more: Partial<Publication> = {}) =>
    livePublication({ broadcastId, status: 'complete', backlogObjects: 0, backlogBytes: 0, ...more });
  first.links = [{ kind: 'watch', url: publicWatchUrl, reach: 'anyone', destinationId: 'dest-r2' }, ...first.links];
  first.publications = [there(first.id)];
  second.publications = [
    there(second.id, { status: 'completing', backlogObjects: 412, backlogBytes: 1_300_000_000 }),
    there(second.id, {
      destinationId: 'dest-long',
      destinationName: longDestination().config.name,
      status: 'blocked',
      reason: { code: 'publish.expired-key', details: {} },
      backlogObjects: 900,
      backlogBytes: 2_000_000_000,
    }),
  ];
  third.publications = [there(third.id, { status: 'removing' })];
  fourth.publications = [there(fourth.id, { status: 'removed' })];
  state.recordings = [first, second, third, fourth, fifth];
  const { harness, look } = await openStudio(state, { at: 'library' });
  await expect(page.getByText('63 %, 412 objects (1.3 GB) to go')).toBeVisible();
  await look('library-published');
  await expect(
    page.getByRole('button', {
      name: `Remove “${first.title}” from Cloudflare, or forget it there, before you delete it`,
    }),
  ).toBeDisabled();

  await page.getByRole('button', { name: `Publish “${first.title}”` }).press('Enter');
  await look('publish-menu');
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(page.getByText('Anyone can open it.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(publicWatchUrl);

  await page.getByRole('button', { name: `Publish “${first.title}”` }).press('Enter');
  await page.getByRole('menuitem', { name: 'Remove from Cloudflare…' }).click();
  await expect(page.getByRole('button', { name: 'Keep it there' })).toBeFocused();
  await look('remove-confirm');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const row = page.getByRole('listitem').filter({ hasText: first.title });
  await expect(row).toContainText('Being removed');
  await expect(page.getByRole('button', { name: `Publish “${first.title}”` })).toBeFocused();

  await page.getByRole('button', { name: `Publish “${second.title}”` }).press('Enter');
  await look('publish-menu-two');
  await page.getByRole('menuitem', { name: /^Forget it at The archive/ }).click();
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await look('forget-confirm');
  await page.getByRole('button', { name: 'Forget it there' }).click();
  await expect(page.getByText('The access key has expired')).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Publish “${second.title}”` })).toBeFocused();

  await page.getByRole('button', { name: `Publish “${fourth.title}”` }).press('Enter');
  await expect(page.getByRole('menuitem', { name: /^Publish to The archive/ })).toBeDisabled();
  await page.getByRole('menuitem', { name: 'Publish to Cloudflare' }).click();
  await expect
    .poll(() => harness.sent)
    .toMatchObject([
      { name: 'unpublishRecording', input: { broadcastId: first.id, destinationId: 'dest-r2' } },
      { name: 'forgetPublication', input: { broadcastId: second.id, destinationId: 'dest-long' } },
      { name: 'publishRecording', input: { broadcastId: fourth.id, destinationId: 'dest-r2' } },
    ]);
  await page.setViewportSize({ width: 420, height: 860 });
  await look('library-published-narrow');
});
