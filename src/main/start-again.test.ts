import { expect, it } from 'vitest';
import { startAgainOptions } from './start-again.js';

const own = ['/opt/headwater', '--no-sandbox', 'headwater://library'];

it('starts again as before, and opens what the latest start was for', () => {
  expect(startAgainOptions(own, ['/opt/headwater'], {})).toEqual({ args: ['--no-sandbox'] });
  expect(startAgainOptions(own, ['/opt/headwater', 'headwater://settings/video'], {})).toEqual({
    args: ['--no-sandbox', 'headwater://settings/video'],
  });
});

it('starts the program itself, not what it runs from', () => {
  expect(startAgainOptions(own, [], { APPIMAGE: '/home/me/Headwater.AppImage' }).execPath).toBe(
    '/home/me/Headwater.AppImage',
  );
  expect(startAgainOptions(own, [], { PORTABLE_EXECUTABLE_FILE: 'C:\\Headwater.exe' }).execPath).toBe(
    'C:\\Headwater.exe',
  );
});
