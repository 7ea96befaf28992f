import { expect, test } from 'vitest';
import { ownAppImage } from './own-app-image.js';

const env = { APPIMAGE: '/home/me/Headwater.AppImage', APPDIR: '/tmp/.mount_HeadwaAbc' };

test('is the file that was mounted', () => {
  expect(ownAppImage(env, '/tmp/.mount_HeadwaAbc/headwater')).toBe(env.APPIMAGE);
  expect(ownAppImage({ ...env, APPDIR: `${env.APPDIR}/` }, '/tmp/.mount_HeadwaAbc/headwater')).toBe(env.APPIMAGE);
});

test.each([
  ['an editor in an AppImage of its own started it', env, '/opt/Headwater/headwater'],
  ['a folder has a similar name', env, '/tmp/.mount_HeadwaAbcd/headwater'],
  ['nothing says so', {}, '/opt/Headwater/headwater'],
  ['nothing says where it was mounted', { APPIMAGE: env.APPIMAGE }, '/tmp/.mount_HeadwaAbc/headwater'],
])('is none where %s', (_why, said, program) => {
  expect(ownAppImage(said, program)).toBeNull();
});
