import { expect, test } from 'vitest';
import { updateSupport } from './update-support.js';

test.each([
  ['yes', 'darwin', {}],
  ['yes', 'win32', {}],
  ['portable', 'win32', { PORTABLE_EXECUTABLE_DIR: 'D:\\' }],
  ['yes', 'linux', { APPIMAGE: '/home/me/Headwater.AppImage' }],
  ['system-package', 'linux', {}],
] as const)('says %s on %s with %o', (support, platform, env) => {
  expect(updateSupport({ platform, env, hasFeed: true })).toBe(support);
  expect(updateSupport({ platform, env, hasFeed: false })).toBe('no-feed');
});
