import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ShowOn } from '../shared/host-protocol.js';
import { LeaveGuard } from './ask-before-leaving.js';
import type { MessageBoxes } from './message-boxes.js';

const [leave, stay] = [0, 1];

let show: ShowOn;
let answers: (number | null | (() => number))[];
let asked: string[];
let window: EventEmitter & { webContents: EventEmitter };
const told = { onClosing: vi.fn(), onHeld: vi.fn(), leave: vi.fn(), onStay: vi.fn() };

beforeEach(() => {
  vi.clearAllMocks();
  show = { is: 'off', isComposed: false };
  [answers, asked] = [[], []];
  window = Object.assign(new EventEmitter(), {
    webContents: new EventEmitter(),
    focus: () => undefined,
    isDestroyed: () => false,
    destroy: () => undefined,
  });
  const boxes: Pick<MessageBoxes, 'show' | 'putAway'> = {
    show: (_above, { message }) => {
      asked.push(message);
      const answer = answers.shift() ?? null;
      return Promise.resolve(typeof answer === 'function' ? answer() : answer);
    },
    putAway: () => undefined,
  };
  new LeaveGuard(window as unknown as BrowserWindow, {
    boxes: boxes as MessageBoxes,
    mayGo: () => false,
    isLoading: () => false,
    show: () => show,
    ...told,
  });
});

/** As the window's button does; true: it is held. */
async function close(): Promise<boolean> {
  const event = { preventDefault: vi.fn() };
  window.emit('close', event);
  // the answer, and the turn after it
  for (let turns = 0; turns < 4; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  return event.preventDefault.mock.calls.length > 0;
}

it('lets a window go over which nothing is on', async () => {
  expect(await close()).toBe(false);
  expect(asked).toEqual([]);
  expect(told.onClosing).toHaveBeenCalledOnce();
});

it('holds one over which something is on, and lets all go on the word of the creator', async () => {
  show = { is: 'recording', isComposed: false };
  answers = [leave];
  expect(await close()).toBe(true);
  expect(told.leave).toHaveBeenCalledOnce();
  expect(await close()).toBe(false);
});

it.each([
  ['live', 'You are live.'],
  ['recording', 'You are recording.'],
  ['rehearsal', 'You are rehearsing.'],
] as const)('says what is on: %s', async (is, says) => {
  show = { is, isComposed: true };
  answers = [stay];
  await close();
  expect(asked).toEqual([expect.stringContaining(says)]);
});

it('asks about a show that began while it asked; who stays then is asked again about what was agreed to before', async () => {
  show = { is: 'recording', isComposed: false };
  answers = [
    () => {
      show = { is: 'live', isComposed: false };
      return leave;
    },
    stay,
  ];
  expect(await close()).toBe(true);
  expect(asked).toEqual([expect.stringContaining('recording'), expect.stringContaining('live')]);
  expect(told.leave).not.toHaveBeenCalled();
  expect(told.onStay).toHaveBeenCalled();

  show = { is: 'recording', isComposed: false };
  answers = [stay];
  expect(await close()).toBe(true);
  expect(asked).toHaveLength(3);
});

it('tells that the app stays, also where nobody could be asked because another question stands', async () => {
  show = { is: 'live', isComposed: false };
  answers = [null];
  expect(await close()).toBe(true);
  expect(told.onStay).toHaveBeenCalledOnce();
});
