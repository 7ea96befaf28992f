import { expect, test } from 'vitest';
import type { SceneSource, Sound } from '../../../shared/scenes/scene-source.js';
import type { CaptureState } from '../../media/studio-media.js';
import { soundReach } from '../../media/sound/mix-plan.js';
import { channelNote } from './channel-note.js';

const screen: SceneSource = {
  id: 'screen',
  name: 'Screen',
  kind: { type: 'display', surface: 'monitor', withSound: true, isCursorShown: true, maxFps: 30 },
  effects: { chromaKey: null, colour: null, blurPx: 0 },
  sound: { gainDb: 0, balance: 0, delayMs: 0, isMuted: false, monitor: 'off' },
  isHeardEverywhere: false,
};
const live: CaptureState = { status: 'live', label: 'Browser tab', width: 640, height: 360 };

test('a screen that was shared without its sound says so, in every scene; one with sound says what it is', () => {
  expect(channelNote(screen, live, 'programme')).toBe('Browser tab');
  expect(channelNote(screen, live, 'absent')).toBe('Not in this scene');
  for (const reach of ['programme', 'alone', 'absent'] as const)
    expect(channelNote(screen, { ...live, hasSound: false }, reach)).toBe('No sound was shared');
});

test('a source that only the creator hears is not shown as one that viewers hear', () => {
  const shown = new Set([screen.id]);
  const noteOf = (monitor: Sound['monitor'], seen: ReadonlySet<string>) =>
    channelNote(screen, live, soundReach(screen, { monitor }, seen));
  expect([noteOf('only', shown), noteOf('only', new Set())]).toEqual(['Only you hear it', 'Only you hear it']);
  expect([noteOf('also', shown), noteOf('off', shown)]).toEqual(['Browser tab', 'Browser tab']);
  expect(noteOf('also', new Set())).toBe('Not in this scene');
});

test('a web page is loaded, and asks nobody; that its sound does not come is said', () => {
  const page: SceneSource = {
    ...screen,
    kind: {
      ...{ type: 'web', url: 'https://alerts.example/', width: 640, height: 360, fps: 30, css: '' },
      ...{ keepsRunning: true, withSound: true },
    },
  };
  expect(channelNote(page, { status: 'asking' }, 'programme')).toBe('Loading…');
  expect(channelNote(page, { ...live, hasSound: false }, 'programme')).toBe('Its sound does not come');
});
