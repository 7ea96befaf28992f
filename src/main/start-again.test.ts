import { expect, it } from 'vitest';
import { startAgainOptions, updateFailed } from './start-again.js';

const program = '/opt/headwater';
const own = ['/opt/headwater', '--no-sandbox', 'headwater://library'];

it('starts again as before, and opens what the latest start was for', () => {
  expect(startAgainOptions(own, ['/opt/headwater'], {}, program)).toEqual({ args: ['--no-sandbox'] });
  expect(startAgainOptions(own, ['/opt/headwater', 'headwater://settings/video'], {}, program)).toEqual({
    args: ['--no-sandbox', 'headwater://settings/video'],
  });
});

it('starts the program itself, not what it runs from', () => {
  expect(
    startAgainOptions(own, [], { APPIMAGE: '/home/me/Headwater.AppImage', APPDIR: '/opt' }, program).execPath,
  ).toBe('/home/me/Headwater.AppImage');
  expect(startAgainOptions(own, [], { PORTABLE_EXECUTABLE_FILE: 'C:\\Headwater.exe' }, program).execPath).toBe(
    'C:\\Headwater.exe',
  );
});

it('tells the start that follows of an update that failed, and none after that', () => {
  const { args } = startAgainOptions(own, [updateFailed], {}, program);
  expect(args).toEqual(['--no-sandbox', '--update-failed']);
  expect(startAgainOptions([program, ...(args ?? [])], [], {}, program)).toEqual({ args: ['--no-sandbox'] });
});
