import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { endInTime } from './end-in-time.js';
import { Quit } from './quit.js';

/** What was done, each with when: milliseconds since the start. */
let done: string[];
let isWindowOpen: boolean;
let engine: { isRunning: boolean; endsAfterMs: number | null };
let quit: Quit;
let startedAt: number;

const note = (what: string): void => void done.push(`${Date.now() - startedAt} ${what}`);

beforeEach(() => {
  vi.useFakeTimers();
  startedAt = Date.now();
  done = [];
  isWindowOpen = true;
  engine = { isRunning: true, endsAfterMs: 0 };
  let exit = (): void => undefined;
  const exited = new Promise<void>((resolve) => {
    exit = () => {
      engine.isRunning = false;
      resolve();
    };
  });
  const kill = (): void => {
    note('kill');
    exit();
  };
  const ask = (): void => {
    note('stop');
    if (engine.endsAfterMs !== null) setTimeout(exit, engine.endsAfterMs);
  };
  // as Electron: it goes when no window is left and nobody prevents it
  const tryToGo = (): void => {
    if (isWindowOpen) return;
    let isHeld = false;
    quit.goes({ preventDefault: () => void (isHeld = true) });
    if (!isHeld) note('gone');
  };
  quit = new Quit({
    engine: {
      isRunning: () => engine.isRunning,
      giveUpRestarts: () => note('no restarts'),
      stop: () => endInTime({ ask, exited, kill }),
      kill,
    },
    boxes: { putAway: () => note('boxes away') },
    program: {
      quit: tryToGo,
      exit: (code) => note(`exit ${code}`),
      relaunch: ({ args }) => note(`again ${args?.at(-1) ?? ''}`),
      destroyWindows: () => {
        note('windows destroyed');
        isWindowOpen = false;
        tryToGo();
      },
    },
  });
});

afterEach(() => vi.useRealTimers());

it('asks the engine once the window is closed, and goes when it has ended', async () => {
  isWindowOpen = false;
  engine.endsAfterMs = 7_999;
  quit.goes({ preventDefault: () => undefined });
  await vi.advanceTimersByTimeAsync(7_999);
  expect(done).toEqual(['0 boxes away', '0 stop', '7999 boxes away', '7999 gone']);
});

it('waits 1.5 s for a page that hangs, then 8 s for an engine that does, and is gone before the end of its 10 s', async () => {
  engine.endsAfterMs = null;
  quit.force();
  await vi.advanceTimersByTimeAsync(9_999);
  expect(done.filter((one) => !one.endsWith('boxes away'))).toEqual([
    '0 no restarts',
    '1500 windows destroyed',
    '1500 stop',
    '9500 kill',
    '9500 gone',
  ]);
  expect(quit.isForced()).toBe(true);
});

it('ends all after 10 s, whatever holds it up, and starts again behind it if it was asked to', async () => {
  quit.closing();
  quit.wake(['headwater', 'headwater://library']);
  engine.endsAfterMs = null;
  isWindowOpen = false;
  await vi.advanceTimersByTimeAsync(0);
  quit.goes({ preventDefault: () => undefined });
  // a part of the app that never lets go
  vi.spyOn(quit, 'goes').mockImplementation((event) => event.preventDefault());
  await vi.advanceTimersByTimeAsync(9_999);
  expect(done).toEqual(['0 boxes away', '0 stop', '8000 kill']);
  await vi.advanceTimersByTimeAsync(1);
  expect(done.slice(3)).toEqual(['10000 kill', '10000 again headwater://library', '10000 exit 0']);
});

it('an update that is put in place has no such end, until it is handed back', async () => {
  engine.isRunning = false;
  isWindowOpen = false;
  quit.leave();
  quit.handOver();
  done = [];
  await vi.advanceTimersByTimeAsync(20_000);
  expect(done.filter((one) => one.includes('exit') || one.includes('kill'))).toEqual([]);
  done = [];
  quit.handBack();
  expect(done).toEqual(['20000 boxes away', '20000 again --update-failed', '20000 gone']);
});
