import { expect, test, vi } from 'vitest';
import { mediaPermission, permissionPane } from './media-permission.js';

test.each([
  ['darwin', 'granted', 'granted'],
  ['darwin', 'denied', 'denied'],
  ['darwin', 'restricted', 'restricted'],
  ['darwin', 'not-determined', 'not-determined'],
  // what Electron does not know is asked for
  ['darwin', 'unknown', 'not-determined'],
  ['win32', 'denied', 'denied'],
] as const)('on %s a camera that is %s is %s', (platform, status, permission) => {
  expect(mediaPermission('camera', { platform, statusOf: () => status })).toBe(permission);
});

test.each([
  ['linux', 'camera'],
  ['linux', 'microphone'],
  ['linux', 'screen'],
  ['win32', 'screen'],
] as const)('%s is not asked about the %s', (platform, guarded) => {
  const statusOf = vi.fn(() => 'denied');
  expect(mediaPermission(guarded, { platform, statusOf })).toBe('not-needed');
  expect(statusOf).not.toHaveBeenCalled();
});

test('the system’s own pages, where there are any', () => {
  expect(permissionPane('screen', 'darwin')).toMatch(/^x-apple\.systempreferences:.*\?Privacy_ScreenCapture$/);
  expect(permissionPane('microphone', 'darwin')).toMatch(/\?Privacy_Microphone$/);
  expect(permissionPane('camera', 'win32')).toBe('ms-settings:privacy-webcam');
  expect(permissionPane('screen', 'win32')).toBeNull();
  expect(permissionPane('camera', 'linux')).toBeNull();
});
