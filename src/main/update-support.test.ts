import { expect, test } from 'vitest';
import { updateSupport } from './update-support.js';

const execPath = '/tmp/.mount_1/headwater';

test.each([
  ['yes', 'darwin', {}],
  ['yes', 'win32', {}],
  ['portable', 'win32', { PORTABLE_EXECUTABLE_DIR: 'D:\\' }],
  ['yes', 'linux', { APPIMAGE: '/home/me/Headwater.AppImage', APPDIR: '/tmp/.mount_1' }],
  ['system-package', 'linux', { APPIMAGE: '/home/me/Editor.AppImage', APPDIR: '/tmp/.mount_2' }],
  ['system-package', 'linux', {}],
] as const)('says %s on %s with %o', (support, platform, env) => {
  const facts = { platform, env, execPath, packed: '{"name":"headwater"}' };
  expect(updateSupport({ ...facts, hasFeed: true })).toBe(support);
  expect(updateSupport({ ...facts, hasFeed: false })).toBe('no-feed');
});

test('says of a release for macOS that nobody signed what it is', () => {
  const facts = { platform: 'darwin', env: {}, execPath, hasFeed: false } as const;
  expect(updateSupport({ ...facts, packed: '{"updates":"unsigned"}' })).toBe('unsigned');
});
