import { expect, test } from 'vitest';
import type { CaptureState } from '../../media/studio-media.js';
import { sourceKinds } from '../sources/source-kinds.js';
import { missedCapture } from './captures-in-use.js';
import { goLiveWords } from './golive-words.js';

const source = (type: 'display' | 'camera' | 'microphone') => ({
  id: type,
  name: type,
  kind: sourceKinds[type].make(),
  effects: { chromaKey: null, colour: null, blurPx: 0 },
  sound: null,
  isHeardEverywhere: true,
});
const collection = { sources: [source('display'), source('camera'), source('microphone')], scenes: [] };
const gone: CaptureState = {
  status: 'gone',
  reason: { code: 'capture.unplugged', details: {} },
  needsGesture: false,
};
const live: CaptureState = { status: 'live', label: '', width: 1, height: 1 };
const frozen: CaptureState = { status: 'frozen', label: '' };
const missed = (display: CaptureState, camera: CaptureState, microphone: CaptureState) =>
  missedCapture(collection, '', new Map(Object.entries({ display, camera, microphone })));

test('what died comes before what nobody began, and that before what stands still; what is asked for is not missed yet', () => {
  expect(missed({ status: 'idle' }, frozen, gone)).toMatchObject({ source: { id: 'microphone' }, others: 2 });
  expect(missed({ status: 'asking' }, frozen, { status: 'idle' })).toMatchObject({
    source: { id: 'microphone' },
    others: 1,
  });
  expect(missed(live, frozen, live)).toMatchObject({ source: { id: 'camera' }, others: 0 });
  expect(missed(live, { status: 'asking' }, live)).toBeNull();
});

test('what nobody began is told by what viewers miss: an empty card for a picture, no sound of a microphone', () => {
  const { notBegun, begin } = goLiveWords.notice;
  expect(collection.sources.map((each) => [notBegun(each), begin(each)])).toEqual([
    ['display is not shared. Viewers see an empty card in its place.', 'Share it'],
    ['camera is off. Viewers see an empty card in its place.', 'Switch it on'],
    ['microphone is off. Viewers hear nothing of it.', 'Switch it on'],
  ]);
});
