import { expect, test } from 'vitest';
import { captureAbility } from './capture-ability.js';

const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };

test.each([
  ['win32', '10.0.22631', {}, { picker: 'own', hasSystemSound: true }],
  // macOS 12, 13, 15, 26
  ['darwin', '21.6.0', {}, { picker: 'own', hasSystemSound: false }],
  ['darwin', '22.1.0', {}, { picker: 'own', hasSystemSound: true }],
  ['darwin', '24.0.0', {}, { picker: 'system', hasSystemSound: false }],
  ['darwin', '25.0.0', {}, { picker: 'system', hasSystemSound: false }],
  ['linux', '6.1.0', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, { picker: 'own', hasSystemSound: false }],
  ['linux', '6.1.0', {}, { picker: 'own', hasSystemSound: false }],
  ['linux', '6.1.0', wayland, { picker: 'system', hasSystemSound: false }],
  // a session of Wayland that this program does not see: it is X11 to it
  ['linux', '6.1.0', { ...wayland, WAYLAND_DISPLAY: undefined }, { picker: 'own', hasSystemSound: false }],
] as const)('%s %s %j', (platform, release, env, ability) => {
  expect(captureAbility({ platform, release, env })).toEqual(ability);
});
