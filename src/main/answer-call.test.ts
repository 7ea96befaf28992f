import { expect, test, vi } from 'vitest';
import { AppError } from '../shared/errors.js';
import { answerCall, type HostHandlers } from './answer-call.js';

/** One call is as good as all of them. */
const only = (setTheme: HostHandlers['setTheme']) => ({ setTheme }) as unknown as HostHandlers;

test('what is asked for in the right form is done', async () => {
  const setTheme = vi.fn(() => null);
  expect(await answerCall(only(setTheme), 'setTheme', 'dark')).toEqual({ ok: true, value: null });
  expect(setTheme).toHaveBeenCalledWith('dark');
});

test.each([
  ['openPath', '/etc'],
  ['constructor', 'dark'],
  ['__proto__', 'dark'],
  [['setTheme'], 'dark'],
  [undefined, undefined],
])('a call that is none is refused: %s', async (name, argument) => {
  const setTheme = vi.fn(() => null);
  const answer = await answerCall(only(setTheme), name, argument);
  expect(answer).toMatchObject({ ok: false, error: { code: 'command.unknown' } });
  expect(setTheme).not.toHaveBeenCalled();
});

test.each(['', 'black', 1, null, undefined, { theme: 'dark' }, ['dark']])(
  'an argument that is forged never comes to the handler: %s',
  async (argument) => {
    const setTheme = vi.fn(() => null);
    const answer = await answerCall(only(setTheme), 'setTheme', argument);
    expect(answer).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    expect(setTheme).not.toHaveBeenCalled();
  },
);

test('what fails is told as data, with its code and without a stack', async () => {
  const failing = (thrown: Error) =>
    answerCall(
      only(() => Promise.reject(thrown)),
      'setTheme',
      'dark',
    );
  const known = await failing(new AppError('disk.full', 'Expected room', { details: { bytes: 3 } }));
  expect(known).toEqual({
    ok: false,
    error: { code: 'disk.full', message: 'Expected room', retryable: false, details: { bytes: 3 } },
  });
  const other = await failing(new TypeError('x is not a function'));
  expect(Object.keys(other)).toEqual(['ok', 'error']);
  expect(other).toMatchObject({ error: { code: 'internal', message: 'x is not a function' } });
});
