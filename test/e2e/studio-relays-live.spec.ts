import { expect } from '@playwright/test';
import { estimateFor } from '../../src/engine/publish/cost/cost-forecast.js';
import { uplinkOf } from '../../src/engine/relay/uplink-watch.js';
import type { RelayRun } from '../../src/shared/relays.js';
import { defaultSettings } from '../../src/shared/settings.js';
import { livePublication, r2Destination } from './studio-destinations.js';
import { forecast, freshRun } from './studio-harness-relays.js';
import type { StudioHarness } from './studio-harness.js';
import {
  broadcastWith,
  fullHdSource,
  linkedinRelay,
  liveRun,
  longRelay,
  measured,
  srtRelay,
  stateWithRelays,
  twitchRelay,
  youtubeRelay,
} from './studio-relays.js';
import { test } from './studio-test.js';

/** The engine tells how the relays of the broadcast stand. */
function tell({ store }: StudioHarness, ...runs: RelayRun[]): void {
  store.update((draft) => {
    if (draft.broadcast === null) return;
    draft.broadcast.relays = runs;
    draft.uplink = uplinkOf(draft, draft.doctor?.report.upload?.bitsPerSecond ?? null);
  });
}

test('live without a relay: only a quiet link', async ({ page, openStudio }) => {
  await openStudio(stateWithRelays([], { broadcast: broadcastWith([]) }));
  await expect(page.getByRole('region', { name: 'Also sent to' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Also send to Twitch, YouTube and others' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Also send to another service' })).toBeFocused();
});

test('a show that is not public: sent to nobody, and nothing to switch', async ({ page, openStudio }) => {
  const broadcast = { ...broadcastWith([]), visibility: 'unlisted' as const };
  await openStudio(stateWithRelays([twitchRelay()], { broadcast }));
  const card = page.getByRole('region', { name: 'Also sent to' });
  await expect(card).toContainText('This show is sent to nobody');
  await expect(card.getByRole('switch')).toHaveCount(0);
});

test('live: every state in words, figures, switches', async ({ page, openStudio }) => {
  const relays = [twitchRelay(), youtubeRelay(), srtRelay(), longRelay()];
  const { harness, look } = await openStudio(stateWithRelays(relays, { broadcast: broadcastWith([]) }), {
    size: { width: 1440, height: 1500 },
  });
  const card = page.getByRole('region', { name: 'Also sent to' });
  const twitch = card.getByRole('listitem').filter({ hasText: 'Twitch' });
  const youtube = card.getByRole('listitem').filter({ hasText: 'The second channel' });
  tell(harness, freshRun('relay-twitch'), freshRun('relay-youtube'));
  await expect(twitch).toContainText('Connecting');
  await expect(twitch.getByRole('switch', { name: 'Send this broadcast to Twitch' })).toBeChecked();
  await expect(card.getByRole('switch', { name: 'Send this broadcast to The club house' })).not.toBeChecked();
  await expect(card.getByRole('listitem').last()).toContainText('Its key is missing');
  await look('relays-live-connecting');

  const tooMuch = { code: 'relay.bitrate-too-high', details: { bitrate: 9_000_000, limit: 6_000_000 } } as const;
  tell(
    harness,
    liveRun('relay-twitch', { feed: { kind: 'rendition', name: '720p', bitrate: 3_160_000, reason: tooMuch } }),
    liveRun('relay-youtube', { via: 'backup', droppedFrames: 187, lagMs: 2400, reconnects: 1 }),
  );
  await expect(twitch).toContainText('the rendition 720p');
  await expect(twitch).toContainText('above what the service takes (6 Mb/s)');
  await expect(twitch).toContainText('42:');
  await expect(youtube).toContainText('Backup server');
  await expect(youtube).toContainText('187 pictures');
  await expect(youtube).toContainText('2.4 s');
  await look('relays-live');

  const full = { code: 'relay.already-live', details: { said: 'Stream already publishing' } } as const;
  tell(
    harness,
    freshRun('relay-twitch', { status: 'reconnecting', reconnects: 3, reason: { code: 'relay.stalled', details: {} } }),
    freshRun('relay-youtube', { status: 'failed', reason: full }),
    freshRun('relay-srt', { status: 'idle', reason: { code: 'relay.no-source', details: {} } }),
  );
  await expect(twitch).toContainText('Reconnecting');
  await expect(twitch).toContainText('The service takes nothing any more');
  await expect(twitch).toContainText('It is tried again by itself.');
  await expect(card.getByRole('alert')).toContainText('(Stream already publishing)');
  await expect(youtube.getByRole('switch')).not.toBeChecked();
  await expect(card.getByText('There is nothing to send yet.')).toBeVisible();
  await look('relays-live-trouble');
  await youtube.getByRole('button', { name: 'Try again' }).click();
  await expect(youtube).toContainText('Connecting');
  await twitch.getByRole('switch').press('Space');
  await expect(twitch.getByRole('switch')).not.toBeChecked();
  await expect(twitch.getByRole('status')).toHaveText('Twitch: Off');
  expect(harness.relaysSent.map(({ name, input }) => [name, 'id' in input && input.id])).toEqual([
    ['startRelay', 'relay-youtube'],
    ['stopRelay', 'relay-twitch'],
  ]);
  tell(harness, liveRun('relay-twitch', { reason: { code: 'relay.no-source', details: {} } }));
  await expect(twitch).toContainText('Holds the line');
  await expect(twitch).toContainText('The source is gone. The relay stays connected');
  await look('relays-live-held');
  await page.setViewportSize({ width: 420, height: 860 });
  await twitch.scrollIntoViewIfNeeded();
  await look('relays-live-narrow');
  await twitch.getByRole('switch').scrollIntoViewIfNeeded();
  await card.getByRole('link', { name: 'Manage relays' }).click();
  await expect(page.getByRole('heading', { name: 'Also send to' })).toBeFocused();
});

test('live: the line is too short for ladder and relays, and what takes it', async ({ page, openStudio }) => {
  const publication = livePublication();
  const state = stateWithRelays([twitchRelay(), youtubeRelay()], {
    destinations: [r2Destination()],
    broadcast: broadcastWith([liveRun('relay-twitch'), liveRun('relay-youtube')], { publication }),
    ...measured(11_200_000),
  });
  const { look } = await openStudio(state);
  const card = page.getByRole('region', { name: 'Also sent to' });
  await expect(card.getByText('The ladder and the relays need more than the line carries')).toBeVisible();
  await expect(card).toContainText('Your line was measured at 11.2 Mb/s, of which 8.96 Mb/s may be used.');
  await card.getByRole('button', { name: 'What takes it?' }).click();
  const parts = page.getByRole('dialog', { name: 'What takes the uplink' });
  await expect(parts).toContainText('The second channel4.74 Mb/s');
  await card.getByRole('button', { name: 'What takes it?' }).scrollIntoViewIfNeeded();
  await look('relays-live-uplink');
});

test('before the show: who goes along, what is missing, and the line', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(stateWithRelays([]));
  await expect(page.getByRole('link', { name: 'Also send to Twitch, YouTube and others' })).toBeVisible();
  await look('start-relays-none');
  const next = stateWithRelays([twitchRelay(), youtubeRelay({ hasKey: false, keyHint: null }), srtRelay()], {
    destinations: [r2Destination()],
    estimate: {
      ...estimateFor(r2Destination(), defaultSettings().stream, null),
      uplinkBitsPerSecond: 10_100_000,
    },
  });
  harness.store.update((draft) => void Object.assign(draft, next));
  const section = page.getByRole('region', { name: 'Also sent to' });
  const twitch = section.getByRole('listitem').filter({ hasText: 'Twitch' });
  await expect(twitch).toContainText('your encoder’s stream as it is, about 6.2 Mb/s');
  await expect(section).toContainText('Relays and bucket together need about 16.4 Mb/s of uplink.');
  await expect(section).toContainText('Your line has not been measured.');
  await expect(section).toContainText('until your encoder’s stream is known');
  await expect(section.getByRole('switch', { name: 'Twitch goes along with every broadcast' })).toBeChecked();
  await expect(section.getByRole('link', { name: 'Key missing: enter it for The second channel' })).toBeVisible();
  await look('start-relays');
  await section.getByRole('switch', { name: 'Twitch goes along with every broadcast' }).press('Space');
  await section.getByRole('switch', { name: 'The second channel goes along with every broadcast' }).press('Space');
  await expect(section).toContainText('It is sent to no other service');
  await expect(section).not.toContainText('uplink');
  await section.getByRole('switch', { name: 'Twitch goes along with every broadcast' }).press('Space');
  harness.store.update((draft) => {
    Object.assign(draft, measured(9_000_000));
    Object.assign(draft, forecast(draft, ['relay-twitch']));
  });
  await expect(section.getByText('The ladder and the relays need more than the line carries')).toBeVisible();
  await look('start-relays-short');
  harness.store.update((draft) => {
    const linkedin = linkedinRelay();
    draft.relays.push(linkedin);
    Object.assign(draft, forecast(draft, ['relay-twitch', linkedin.id], fullHdSource));
  });
  await expect(section.getByRole('listitem').filter({ hasText: 'The guild' })).toContainText(
    "LinkedIn · the rendition 720p, about 3.2 Mb/s, because the source's bitrate is above",
  );
  await expect(section).not.toContainText('until your encoder’s stream is known');
  await look('start-relays-reasons');
  harness.store.update((draft) => void draft.relays.pop());
  harness.store.update((draft) => {
    draft.relays.push(longRelay());
    Object.assign(draft, forecast(draft, ['cli-long']));
  });
  await expect(section.getByText('The command line has chosen who goes along')).toBeVisible();
  await expect(section.getByRole('switch')).toHaveCount(0);
  await page.setViewportSize({ width: 420, height: 860 });
  await look('start-relays-narrow');
});

test('a broadcast that waits for its programme: who begins with it', async ({ page, openStudio }) => {
  const waiting = broadcastWith([], { status: 'waiting', liveAtMs: null, source: null, renditions: [], links: [] });
  const { look } = await openStudio(stateWithRelays([twitchRelay(), srtRelay()], { broadcast: waiting }));
  const card = page.getByRole('region', { name: 'Also sent to' });
  await expect(card.getByRole('listitem').first()).toContainText('Begins with the programme');
  await expect(card.getByRole('listitem').last()).toContainText('Stays off');
  await expect(card.getByRole('listitem').first()).toContainText('Will send your encoder’s stream as it is');
  await expect(card.getByRole('listitem').last()).not.toContainText('Will send');
  await expect(card).toContainText('The relays need about 6.33 Mb/s of uplink.');
  await expect(card.getByRole('switch')).toHaveCount(0);
  await look('relays-waiting');
});
