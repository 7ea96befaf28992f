import { expect, test, vi } from 'vitest';
import type { Host } from '../../../../shared/host.js';
import type { MediaPermission } from '../../../../shared/media-permission.js';
import { captureFailure } from './capture-failure.js';
import { withSystemLeave } from './system-leave.js';

/** A desktop app whose system answers like that; `asked`: after what it was asked. */
function bench(permission: MediaPermission | 'no answer') {
  const asked: string[] = [];
  const error = { code: 'internal', message: 'Expected an answer', retryable: false, details: {} } as const;
  const askMediaPermission: Host['askMediaPermission'] = async (device) => {
    asked.push(device);
    return permission === 'no answer' ? { ok: false, error } : { ok: true, value: permission };
  };
  const getUserMedia = vi.fn(async () => ({}) as MediaStream);
  return { asked, getUserMedia, ask: withSystemLeave({ askMediaPermission }, getUserMedia) };
}

test.each(['granted', 'not-needed', 'not-determined', 'no answer'] as const)(
  'where the system says %s, the browser is asked',
  async (permission) => {
    const { ask, asked, getUserMedia } = bench(permission);
    const constraints = { audio: { noiseSuppression: true }, video: { width: 640 } };
    await ask(constraints);
    expect(asked).toEqual(['microphone', 'camera']);
    expect(getUserMedia).toHaveBeenCalledWith(constraints);
  },
);

test.each(['denied', 'restricted'] as const)(
  'where it is %s the browser is not asked, and the reason is known',
  async (permission) => {
    const { ask, getUserMedia } = bench(permission);
    const failure = await ask({ audio: true }).catch((thrown: unknown) => captureFailure(thrown, 'microphone'));
    expect(failure).toEqual({
      status: 'denied',
      reason: { code: 'capture.denied-by-system', details: { device: 'microphone' } },
    });
    expect(getUserMedia).not.toHaveBeenCalled();
  },
);

test('the sound of a web page is no microphone', async () => {
  const { ask, asked, getUserMedia } = bench('denied');
  await ask({ audio: { mandatory: { chromeMediaSource: 'tab' } }, video: false } as MediaStreamConstraints);
  expect(asked).toEqual([]);
  expect(getUserMedia).toHaveBeenCalledTimes(1);
});
