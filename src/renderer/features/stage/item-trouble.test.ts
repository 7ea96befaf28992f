import { expect, test } from 'vitest';
import type { CaptureState } from '../../media/studio-media.js';
import { sourceKinds } from '../sources/source-kinds.js';
import { itemTrouble } from './item-trouble.js';

const camera = { kind: sourceKinds.camera.make() };
const display = { kind: sourceKinds.display.make() };

test('where the programme has a placeholder, the stage says why', () => {
  const gone: CaptureState = {
    status: 'gone',
    reason: { code: 'capture.no-device', details: {} },
    needsGesture: false,
  };
  const denied: CaptureState = { status: 'denied', reason: { code: 'capture.denied', details: {} } };
  expect([itemTrouble(camera, gone), itemTrouble(camera, denied), itemTrouble(display, { status: 'idle' })]).toEqual([
    expect.stringMatching(/./),
    expect.stringMatching(/./),
    expect.stringMatching(/./),
  ]);
  expect(itemTrouble(camera, { status: 'idle' })).toBe('Not switched on');
  expect(itemTrouble({ kind: sourceKinds.web.make() }, undefined)).toBe('Shown in the desktop app');
  expect(itemTrouble({ kind: sourceKinds.image.make() }, { status: 'idle' })).toBe('No file yet');
});

test('nothing is said of what is well, or is being asked for', () => {
  const live: CaptureState = { status: 'live', label: 'C920', width: 1280, height: 720 };
  const states: (CaptureState | undefined)[] = [
    live,
    { status: 'frozen', label: 'C920' },
    { status: 'asking' },
    undefined,
  ];
  expect(states.map((state) => itemTrouble(camera, state))).toEqual([null, null, null, null]);
});
