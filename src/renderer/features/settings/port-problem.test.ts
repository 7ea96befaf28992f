import { expect, it } from 'vitest';
import { defaultSettings } from '../../../shared/settings.js';
import { portProblem } from './port-problem.js';

const { network } = defaultSettings();

it.each(['', '0', '65536', '-1', '80.5', '1e3', 'rtmp'])('says what a port is to %j', (text) => {
  expect(portProblem(text, 'rtmpPort', network)).toBe('A port is a number from 1 to 65535.');
});

it('wants a port of its own for each, and takes the one that is there', () => {
  expect(portProblem('1935', 'rtmpPort', network)).toBeUndefined();
  expect(portProblem(' 8080 ', 'originPort', network)).toBeUndefined();
  expect(portProblem('1935', 'originPort', network)).toBe('That one is for encoders already.');
  expect(portProblem('8089', 'rtmpPort', network)).toBe('That one is for this studio already.');
});
