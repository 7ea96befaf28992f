import { expect, test } from 'vitest';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { CaptureState, StudioMediaState } from '../../media/studio-media.js';
import { panelWords } from './panel-words.js';
import { lossesIn, noPictures, type ProgrammeLosses } from './programme-losses.js';
import { sampleBroadcast } from './sample-broadcast.test-support.js';
import { figures as idleFigures } from './show-bench.test-support.js';
import { stageLines } from './stage-lines.js';

const collection: SceneCollection = {
  version: 1,
  name: 'Scenes',
  canvas: { width: 1280, height: 720, fps: 30 },
  sources: [
    {
      id: 'cam',
      name: 'Desk camera',
      kind: { type: 'camera', device: null, width: 1280, height: 720, fps: 30, isMirrored: false },
      effects: { chromaKey: null, colour: null, blurPx: 0 },
      sound: null,
      isHeardEverywhere: true,
    },
  ],
  scenes: [{ id: 'main', name: 'Main', items: [], hotkey: null }],
  transition: { kind: 'cut', durationMs: 0 },
  master: { gainDb: 0, isMuted: false, hasLimiter: true },
};
const figures = { ...idleFigures, encoder: { codec: 'h264' as const, isHardware: true } };
const none = lossesIn(noPictures);
const live: CaptureState = { status: 'live', label: 'Desk camera', width: 1280, height: 720 };

function lines(change: {
  capture?: CaptureState;
  media?: Partial<StudioMediaState>;
  losses?: Partial<ProgrammeLosses>;
  isOnAir?: boolean;
  isUsed?: boolean;
}) {
  const { capture = live, media, losses, isOnAir = true, isUsed = true } = change;
  const all = stageLines({
    collection: { ...collection, sources: collection.sources.map((one) => ({ ...one, isHeardEverywhere: isUsed })) },
    sceneId: 'main',
    media: { captures: new Map([['cam', capture]]), figures, feed: { status: 'sending', reason: null }, ...media },
    trend: [{ losses: { ...none, ...losses }, composeP95Ms: 4 }],
    broadcast: isOnAir ? sampleBroadcast() : null,
  });
  return new Map(all.map((line) => [line.name, line]));
}

test('the whole way in its order, and nothing wrong with it', () => {
  const all = lines({});
  expect([...all.keys()]).toEqual(['capture', 'compose', 'feed', 'ingest', 'transcode', 'package', 'publish']);
  expect([...all.values()].map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'ok'));
  expect(all.get('compose')?.summary).toBe('4 of 33 ms, H.264 on the graphics card');
});

test('a capture that is gone names its source, its reason and so the way out', () => {
  const reason = { code: 'capture.unplugged', details: {} };
  expect(lines({ capture: { status: 'gone', reason, needsGesture: false } }).get('capture')).toMatchObject({
    status: 'degraded',
    about: 'Desk camera',
    reason,
  });
});

test('a capture that nobody has begun is not well; one that the scene does not use is of no account', () => {
  expect(lines({ capture: { status: 'idle' } }).get('capture')).toMatchObject({
    status: 'degraded',
    summary: 'Desk camera is off',
    mend: expect.stringContaining('list of sources'),
  });
  const reason = { code: 'capture.unplugged', details: {} };
  const unused = lines({ capture: { status: 'gone', reason, needsGesture: false }, isUsed: false });
  expect(unused.get('capture')).toMatchObject({ status: 'idle', reason: null });
});

test('what was lost lately, and a canvas that is too much, say what helps', () => {
  expect(lines({ losses: { skipped: 3 } }).get('compose')).toMatchObject({
    status: 'degraded',
    summary: '3 pictures lost in the last 1 second',
    mend: expect.stringContaining('smaller canvas'),
  });
  expect(lines({ losses: { skipped: 1, failed: 2 } }).get('compose')?.mend).toContain('graphics driver');
  const slow = lines({ media: { figures: { ...figures, composeP95Ms: 50 } } }).get('compose');
  expect(slow).toMatchObject({ status: 'degraded', summary: expect.stringMatching(/^Too slow for this canvas/) });
});

test('what the engine or the line did not take is the feed’s trouble, not the canvas’s', () => {
  const dropping = lines({ losses: { dropped: 12 } });
  expect(dropping.get('compose')).toMatchObject({ status: 'ok', summary: '4 of 33 ms, H.264 on the graphics card' });
  expect(dropping.get('feed')).toMatchObject({
    status: 'degraded',
    summary: '12 pictures not sent in the last 1 second',
    mend: expect.stringContaining('engine'),
  });
  expect(dropping.get('feed')?.mend).not.toMatch(/canvas/);
  const waits = (untakenBytes: number) => lines({ media: { figures: { ...figures, untakenBytes } } }).get('feed');
  expect(waits(3_000_000)).toMatchObject({ status: 'degraded', summary: expect.stringMatching(/ MB wait$/) });
  expect(waits(300_000)).toMatchObject({ status: 'ok', summary: expect.stringMatching(/ KB wait$/i) });
});

test('pictures that nobody made are told, and no canvas is to blame', () => {
  expect(panelWords.missing(90)).toMatch(/^About 90 were never made/);
  const { status, mend } = lines({ losses: { missing: 90 } }).get('compose') ?? {};
  expect([status, mend]).toEqual(['degraded', expect.not.stringContaining('canvas')]);
  const both = lines({ losses: { missing: 90, skipped: 12 } }).get('compose');
  expect(both?.mend).toContain('smaller canvas');
});

test('a feed that is refused says why; before a show the engine’s stations wait', () => {
  const reason = { code: 'broadcast.busy', details: {} };
  const all = lines({ media: { feed: { status: 'refused', reason } }, isOnAir: false });
  expect(all.get('feed')).toMatchObject({ status: 'failed', reason });
  expect(all.get('publish')?.status).toBe('idle');
});
