import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.js';
import { systemClock } from '../clock.js';
import { createCommandRunner } from './command-runner.js';
import { createStateStore } from './state-store.js';
import { testCommands, testState } from '../../../test/servers/studio-fixture.js';

function setUp() {
  let nowMs = 0;
  const calls: string[] = [];
  const held: { release: () => void }[] = [];
  const store = createStateStore(testState());
  const runner = createCommandRunner({
    store,
    clock: { ...systemClock, monotonicMs: () => nowMs },
    commands: {
      ...testCommands,
      startTest: async ({ title }) => {
        calls.push(`startTest ${title ?? ''}`);
        if (title === 'held') await new Promise<void>((resolve) => held.push({ release: resolve }));
        if (title === 'bad') throw new AppError('broadcast.busy', 'Expected no broadcast');
        store.update((draft) => void (draft.rtmp.port = calls.length));
        return { broadcastId: `b${calls.length}` };
      },
    },
  });
  const pass = (ms: number): void => void (nowMs += ms);
  return { runner, calls, held, pass, store };
}

test('the same id again answers with the first answer and runs nothing', async () => {
  const { runner, calls, store } = setUp();
  const input = { commandId: randomUUID(), title: 'a' };
  const first = await runner.run('startTest', input);
  expect(first).toEqual({ broadcastId: 'b1', revision: 1 });
  store.update((draft) => void (draft.rtmp.port = 99));
  // keys in another order: still the same command
  expect(await runner.run('startTest', { title: 'a', commandId: input.commandId })).toEqual(first);
  expect(calls).toEqual(['startTest a']);
});

test('a repeat joins the run under way', async () => {
  const { runner, calls, held } = setUp();
  const input = { commandId: randomUUID(), title: 'held' };
  const answers = Promise.all([runner.run('startTest', input), runner.run('startTest', input)]);
  held[0]?.release();
  const [a, b] = await answers;
  expect(a).toEqual(b);
  expect(calls).toHaveLength(1);
});

test('a failure is remembered, too', async () => {
  const { runner, calls } = setUp();
  const input = { commandId: randomUUID(), title: 'bad' };
  await expect(runner.run('startTest', input)).rejects.toMatchObject({ code: 'broadcast.busy' });
  await expect(runner.run('startTest', input)).rejects.toMatchObject({ code: 'broadcast.busy' });
  expect(calls).toHaveLength(1);
});

test('an id used for another input or command is refused', async () => {
  const { runner, calls } = setUp();
  const commandId = randomUUID();
  await runner.run('startTest', { commandId, title: 'a' });
  await expect(runner.run('startTest', { commandId, title: 'b' })).rejects.toMatchObject({ code: 'input.invalid' });
  await expect(runner.run('dismissNotice', { commandId, noticeId: 'x' })).rejects.toMatchObject({
    code: 'input.invalid',
  });
  expect(calls).toEqual(['startTest a']);
});

test('answers are forgotten after ten minutes and beyond a thousand; running commands never', async () => {
  const { runner, calls, held, pass } = setUp();
  const slow = { commandId: randomUUID(), title: 'held' };
  const slowAnswer = runner.run('startTest', slow);
  const old = { commandId: randomUUID(), title: 'old' };
  await runner.run('startTest', old);
  pass(10 * 60_000 + 1);
  await runner.run('startTest', old);
  expect(calls.filter((call) => call === 'startTest old')).toHaveLength(2);
  for (let n = 0; n < 1001; n += 1) await runner.run('startTest', { commandId: randomUUID() });
  await runner.run('startTest', old);
  expect(calls.filter((call) => call === 'startTest old')).toHaveLength(3);
  const repeated = runner.run('startTest', slow);
  held[0]?.release();
  expect(await repeated).toEqual(await slowAnswer);
  expect(calls.filter((call) => call === 'startTest held')).toHaveLength(1);
});
