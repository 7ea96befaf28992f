import { expect, test } from 'vitest';
import type { SceneSource } from '../../../../shared/scenes/scene-source.js';
import type { CaptureState } from '../../studio-media.js';
import { DisplayCapture } from './display-capture.js';

const source = (withSound: boolean): SceneSource => ({
  id: 'screen',
  name: 'Screen',
  kind: { type: 'display', surface: 'monitor', withSound, isCursorShown: true, maxFps: 30 },
  effects: { chromaKey: null, colour: null, blurPx: 0 },
  sound: null,
  isHeardEverywhere: false,
});

class SharedTrack {
  onended: (() => void) | null = null;
  readonly label = 'screen:0';
  getSettings = () => ({ width: 640, height: 360, displaySurface: 'monitor' });
  stop = () => undefined;
}

/** A browser whose picker waits for the test to choose, or to close it. */
function picker(withSound = true) {
  const states: CaptureState[] = [];
  const sounds: unknown[] = [];
  let answer: { resolve: (stream: MediaStream) => void; reject: (error: Error) => void } | null = null;
  const capture = new DisplayCapture({
    outlet: {
      state: (state) => states.push(state),
      pictures: () => undefined,
      sound: (sound) => sounds.push(sound),
      bitmap: () => undefined,
      page: () => undefined,
      file: () => undefined,
      gone: () => undefined,
    },
    browser: {
      getUserMedia: async () => Promise.reject(new Error('not here')),
      getDisplayMedia: async () =>
        new Promise<MediaStream>((resolve, reject) => {
          answer = { resolve, reject };
        }),
      watchPermission: () => () => undefined,
      after: () => () => undefined,
    },
  });
  capture.update(source(withSound));
  return {
    capture,
    states,
    sounds,
    choose(hasSound = false): SharedTrack {
      const track = new SharedTrack();
      const audio = hasSound ? [new SharedTrack()] : [];
      answer?.resolve({
        getTracks: () => [track, ...audio],
        getVideoTracks: () => [track],
        getAudioTracks: () => audio,
      } as unknown as MediaStream);
      return track;
    },
    cancel: () => answer?.reject(Object.assign(new Error('Permission denied'), { name: 'NotAllowedError' })),
  };
}

test('a share that ends while another is being chosen stays ended when the picker is closed', async () => {
  const { capture, states, choose, cancel } = picker();
  const first = capture.start();
  const track = choose();
  await first;
  expect(states.at(-1)?.status).toBe('live');
  const second = capture.start();
  track.onended?.();
  cancel();
  await second;
  expect(states.at(-1)).toMatchObject({ status: 'gone', reason: { code: 'capture.share-ended' } });
});

test('closing the picker leaves all as it was: not shared, or shared', async () => {
  const { capture, states, choose, cancel } = picker();
  const first = capture.start();
  expect(states.at(-1)?.status).toBe('asking');
  cancel();
  await first;
  expect(states.at(-1)?.status).toBe('idle');
  const second = capture.start();
  choose();
  await second;
  const third = capture.start();
  cancel();
  await third;
  expect(states.at(-1)?.status).toBe('live');
});

test('what was shared without the sound that was asked for says so', async () => {
  const share = async (withSound: boolean, hasSound: boolean) => {
    const { capture, states, sounds, choose } = picker(withSound);
    const started = capture.start();
    choose(hasSound);
    await started;
    return { state: states.at(-1), isHeard: sounds.at(-1) !== null };
  };
  expect(await share(true, false)).toMatchObject({ state: { status: 'live', hasSound: false }, isHeard: false });
  const withIt = await share(true, true);
  expect([withIt.state?.status, withIt.isHeard]).toEqual(['live', true]);
  expect(withIt.state).not.toHaveProperty('hasSound');
  expect((await share(false, false)).state).not.toHaveProperty('hasSound');
});
