import { expect, test } from 'vitest';
import { captureFailure } from '../../media/page/capture/capture-failure.js';
import type { PickerWish } from './picker-request.js';
import { shareByPicker } from './share-by-picker.js';

const screen = { video: { displaySurface: 'monitor' }, audio: {} } as const;

/** The desktop app, somebody before it, and what happened in its order. */
function desk(
  picker: 'own' | 'system',
  { isChosen = true, isTold = true, fails = '' }: { isChosen?: boolean; isTold?: boolean; fails?: string } = {},
) {
  const steps: unknown[] = [];
  const share = shareByPicker({
    host: {
      capture: { picker, hasSystemSound: true },
      chooseCaptureSource: async (choice) => {
        steps.push(choice);
        const error = { code: 'input.invalid', message: 'Expected another', retryable: false, details: {} } as const;
        return Promise.resolve(isTold ? { ok: true, value: null } : { ok: false, error });
      },
    },
    ask: async (wish: PickerWish) => {
      steps.push(wish);
      return Promise.resolve(isChosen);
    },
    request: async () => {
      steps.push('request');
      return fails === '' ? ('the stream' as unknown as MediaStream) : Promise.reject(new DOMException('words', fails));
    },
  });
  return { steps, share };
}

const reasonOf = (thrown: unknown): string => captureFailure(thrown, 'display').reason.code;

test('our picker comes before the request, with what the source wants', async () => {
  const { share, steps } = desk('own');
  expect(await share(screen)).toBe('the stream');
  expect(steps).toEqual([{ first: 'screen', withSound: true }, 'request']);
  const tab = desk('own');
  await tab.share({ video: { displaySurface: 'browser' }, audio: false });
  expect(tab.steps).toEqual([{ first: 'window', withSound: false }, 'request']);
});

test('a picker that is closed asks for nothing, and is told as in a browser', async () => {
  const { share, steps } = desk('own', { isChosen: false });
  expect(await share(screen).catch(reasonOf)).toBe('capture.not-shared');
  expect(steps).not.toContain('request');
});

test('what fails after the choice is told as what it is', async () => {
  expect(await desk('own', { fails: 'AbortError' }).share(screen).catch(reasonOf)).toBe('capture.device-busy');
  expect(await desk('system', { fails: 'NotReadableError' }).share(screen).catch(reasonOf)).toBe('capture.device-busy');
});

test('where the system has a picker ours does not come', async () => {
  const { share, steps } = desk('system');
  expect(await share(screen)).toBe('the stream');
  expect(steps).toEqual([{ id: null, withSound: true }, 'request']);
  // a portal that was closed
  expect(await desk('system', { fails: 'AbortError' }).share(screen).catch(reasonOf)).toBe('capture.not-shared');
  const untold = desk('system', { isTold: false });
  expect(await untold.share(screen).catch(reasonOf)).toBe('capture.failed');
  expect(untold.steps).not.toContain('request');
});
