import { expect, test } from 'vitest';
import { AppError } from '../shared/errors.js';
import { CaptureChoice } from './capture-choice.js';

const screen = { id: 'screen:0:0', name: 'Entire screen' };
const editor = { id: 'window:7:0', name: 'Editor' };

function begin(isSystems = false) {
  const clock = { ms: 5_000 };
  return { clock, choice: new CaptureChoice({ isSystems, nowMs: () => clock.ms }) };
}

test('what was chosen is given once', () => {
  const { choice } = begin();
  choice.offer([screen, editor]);
  expect([choice.isMade(), choice.take()]).toEqual([false, null]);
  choice.choose({ id: editor.id, withSound: true });
  expect(choice.isMade()).toBe(true);
  expect(choice.take()).toEqual({ source: editor, withSound: true });
  expect([choice.isMade(), choice.take()]).toEqual([false, null]);
});

test('it is forgotten after ten seconds, and replaced by the next one', () => {
  const { choice, clock } = begin();
  choice.offer([screen, editor]);
  choice.choose({ id: editor.id, withSound: true });
  choice.choose({ id: screen.id, withSound: false });
  clock.ms += 9_999;
  expect(choice.isMade()).toBe(true);
  clock.ms += 1;
  expect([choice.isMade(), choice.take()]).toEqual([false, null]);
  // and does not come back with a clock that does
  clock.ms -= 5_000;
  expect(choice.take()).toBeNull();
});

test.each(['screen:1:0', '', 'constructor', null])('one that was never listed cannot be chosen: %s', (id) => {
  const { choice } = begin();
  choice.offer([screen]);
  choice.choose({ id: screen.id, withSound: false });
  const forged = () => choice.choose({ id, withSound: false });
  expect(forged).toThrow(AppError);
  expect(forged).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  // nor is there anything left of what was chosen before
  expect(choice.take()).toBeNull();
});

test('one that is gone from the last list cannot be chosen either', () => {
  const { choice } = begin();
  choice.offer([screen, editor]);
  choice.offer([screen]);
  expect(() => choice.choose({ id: editor.id, withSound: false })).toThrow(AppError);
});

test('where the system picks there is nothing to choose but that', () => {
  const { choice } = begin(true);
  choice.offer([screen]);
  expect(() => choice.choose({ id: screen.id, withSound: false })).toThrow(AppError);
  choice.choose({ id: null, withSound: false });
  expect(choice.take()).toEqual({ source: null, withSound: false });
});
