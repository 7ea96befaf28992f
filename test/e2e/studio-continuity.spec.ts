import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { SceneSource } from '../../src/shared/scenes/scene-source.js';
import { pill, test, type ContinuousStudio } from './studio-continuity.js';

/** Waits until the engine says so. */
const until = ({ state }: ContinuousStudio, is: (now: Awaited<ReturnType<ContinuousStudio['state']>>) => unknown) =>
  expect.poll(async () => is(await state()));

/** The show is sent, by whoever it was not sent by before. */
const sentAnew = (studio: ContinuousStudio, before: string | null) =>
  until(studio, ({ studioFeed: { status, studioId } }) => status === 'sending' && studioId !== before).toBe(true);

test('whatever page is open: a reload and a worker that dies go on with the show, paused as it was', async ({
  studio,
}) => {
  const { page, state, go, killWorker } = studio;
  const id = await studio.record();
  await page.getByRole('button', { name: /^Pause/ }).click();
  await expect(pill(page)).toHaveText('Paused');
  await go('settings');
  await expect(page.getByRole('searchbox', { name: 'Find a setting' })).toBeVisible();
  const sender = (await state()).studioFeed.studioId;
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Find a setting' })).toBeVisible();
  await sentAnew(studio, sender);

  // the engine calls it lost, and then that it is back: in words for the studio
  const codes = async () => (await state()).notices.map(({ reason }) => reason.code);
  await expect.poll(codes).toContain('ingest.studio-back');
  await killWorker();
  await until(studio, ({ studioFeed }) => studioFeed.status).toBe('broken');
  await until(studio, ({ studioFeed }) => studioFeed.status).toBe('sending');
  expect(await codes()).not.toContain('ingest.encoder-lost');
  await go('studio');
  await expect(pill(page)).toHaveText('Paused');
  await page.getByRole('button', { name: 'Show again' }).click();
  await expect(pill(page)).toHaveText('Recording');
  const { broadcast, recordings } = await state();
  expect([broadcast?.id, recordings.length]).toEqual([id, 1]);
});

test('what viewers miss stands above every page, in the bar where there is one', async ({ studio }) => {
  const { page, engine, go, record, state } = studio;
  const { current } = (await state()).scenes;
  if (current === null) throw new Error('Expected a scene collection');
  const screen: SceneSource = {
    id: 'screen',
    name: 'Screen',
    kind: { type: 'display', surface: 'monitor', withSound: false, isCursorShown: true, maxFps: 30 },
    effects: { chromaKey: null, colour: null, blurPx: 0 },
    sound: null,
    isHeardEverywhere: true,
  };
  await engine.studio.client.saveCollection.mutate({
    commandId: randomUUID(),
    id: current.id,
    baseRevision: current.revision,
    collection: { ...current.collection, sources: [screen] },
  });
  const missed = page.getByRole('status').filter({ hasText: 'Screen is not shared.' });
  await expect(missed).toBeHidden();
  await record();
  await expect(missed).toHaveCount(1);
  for (const route of ['library', 'settings', 'encoder'] as const) {
    await go(route);
    await expect(pill(page)).toBeHidden();
    await expect(missed).toBeVisible();
  }
  await expect(missed.getByRole('button', { name: 'Share it' })).toBeVisible();
});

test('an end that was asked for comes: over a reload, and when the engine is away in that moment', async ({
  studio,
}) => {
  const { page, engine, state, record } = studio;
  const end = async () => {
    await page.getByRole('button', { name: 'Stop recording', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stop recording' }).click();
    await expect(page.getByRole('button', { name: 'Stay on air' })).toBeVisible();
  };
  const first = await record();
  await end();
  await page.reload();
  await until(studio, ({ broadcast }) => broadcast).toBeNull();
  await expect(page.getByRole('button', { name: 'Go live', exact: true })).toBeEnabled();

  // paused when it ends: the next one is not
  const second = await record();
  expect(second).not.toBe(first);
  await page.getByRole('button', { name: /^Pause/ }).click();
  await end();
  await engine.kill();
  await expect(page.getByRole('button', { name: 'Stay on air' })).toBeHidden();
  await expect(pill(page)).toHaveText('Ending');
  await engine.restart();
  await until(studio, ({ broadcast }) => broadcast).toBeNull();
  await expect(page.getByRole('button', { name: 'Go live', exact: true })).toBeEnabled();
  await record();
  await expect(pill(page)).toHaveText('Recording');
  expect((await state()).recordings).toHaveLength(3);

  // the tab is closed instead: nobody waits for it
  await end();
  page.on('dialog', (dialog) => void dialog.accept());
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  await until(studio, ({ broadcast }) => broadcast).toBeNull();
  expect((await state()).notices.map(({ reason }) => reason.code)).not.toContain('broadcast.studio-not-back');
});

test('a duplicate of the tab takes up nothing by itself, and sends when it is told to', async ({ studio }) => {
  const { page, engine, state, record } = studio;
  const id = await record();
  const sender = (await state()).studioFeed.studioId;
  // as “Duplicate tab”: with what the tab has stored
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => void window.open(window.location.href));
  const other = await opened;
  await expect(pill(other)).toHaveText('On air elsewhere');
  await expect.poll(() => other.evaluate(() => window.sessionStorage.getItem('headwater.show'))).toBeNull();
  // nobody sends: of the two, the one that did goes on
  await engine.kill();
  await engine.restart();
  await until(studio, ({ studioFeed }) => studioFeed.status).toBe('sending');
  expect((await state()).studioFeed.studioId).toBe(sender);
  await expect(pill(other)).toHaveText('On air elsewhere');

  await other.getByRole('button', { name: 'Send from here' }).click();
  await other.getByRole('alertdialog').getByRole('button', { name: 'Send from here' }).click();
  await expect(pill(other)).toHaveText('Recording');
  await expect(pill(page)).toHaveText('On air elsewhere');
  await sentAnew(studio, sender);
  const sends = (await state()).studioFeed.studioId;
  await other.reload();
  await sentAnew(studio, sends);
  await expect(pill(other)).toHaveText('Recording');
  expect((await state()).broadcast?.id).toBe(id);
});
