import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captureFailure } from './capture-failure.js';
import { findDevice } from './find-device.js';
import { rasterSize } from './raster-size.js';

const named = (name: string, message = 'words') => Object.assign(new Error(message), { name });

test('what the browser’s errors mean', () => {
  const failure = (name: string, device: 'camera' | 'display', message?: string) => {
    const { status, reason } = captureFailure(named(name, message), device);
    return `${status} ${reason.code}`;
  };
  expect(failure('NotAllowedError', 'camera')).toBe('denied capture.denied');
  expect(failure('NotAllowedError', 'camera', 'Permission denied by system')).toBe('denied capture.denied-by-system');
  expect(failure('NotAllowedError', 'display')).toBe('gone capture.not-shared');
  expect(failure('NotAllowedError', 'display', 'Permission denied by system')).toBe('denied capture.denied-by-system');
  expect(failure('NotFoundError', 'camera')).toBe('gone capture.no-device');
  expect(failure('OverconstrainedError', 'camera')).toBe('gone capture.no-device');
  expect(failure('NotReadableError', 'camera')).toBe('gone capture.device-busy');
  expect(failure('TypeError', 'display')).toBe('denied capture.unsupported');
  expect(captureFailure('what', 'camera').reason).toEqual({
    code: 'capture.failed',
    details: { device: 'camera', message: 'what' },
  });
});

test('a device by its id, else by its label; hidden names are no answer', () => {
  const devices = [
    { deviceId: 'a', label: 'Front' },
    { deviceId: 'b', label: 'Desk' },
  ];
  const hidden = [{ deviceId: '', label: '' }];
  expect(findDevice(devices, null)).toEqual({ kind: 'default' });
  expect(findDevice(devices, { deviceId: 'b', label: 'Front' })).toEqual({ kind: 'found', deviceId: 'b' });
  expect(findDevice(devices, { deviceId: 'old', label: 'Desk' })).toEqual({ kind: 'found', deviceId: 'b' });
  expect(findDevice(devices, { deviceId: 'old', label: 'Gone' })).toEqual({ kind: 'missing' });
  expect(findDevice(hidden, { deviceId: 'b', label: '' })).toEqual({ kind: 'unknown' });
  expect(findDevice([], null)).toEqual({ kind: 'missing' });
});

test('a drawing covers the largest box, keeps its shape, and fits into a texture', () => {
  expect(rasterSize({ width: 100, height: 50 }, [])).toEqual({ width: 100, height: 50 });
  expect(rasterSize({ width: 100, height: 50 }, [{ width: 300, height: 300 }])).toEqual({ width: 600, height: 300 });
  expect(rasterSize({ width: 0, height: 0 }, [])).toEqual({ width: 512, height: 512 });
  const size = fc.record({ width: fc.integer({ min: 1, max: 16_384 }), height: fc.integer({ min: 1, max: 16_384 }) });
  fc.assert(
    fc.property(size, fc.array(size), (own, boxes) => {
      const { width, height } = rasterSize(own, boxes);
      expect(Math.max(width, height)).toBeLessThanOrEqual(4096);
      const isCut = Math.max(width, height) === 4096;
      for (const box of boxes) expect(isCut || (width >= box.width - 1 && height >= box.height - 1)).toBe(true);
      expect(Math.abs(width * own.height - height * own.width)).toBeLessThanOrEqual(Math.max(own.width, own.height));
    }),
  );
});
