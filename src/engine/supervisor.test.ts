import { expect, test } from 'vitest';
import type { Clock } from './clock.js';
import { AppError } from '../shared/errors.js';
import { Supervisor, type SupervisedInstance, type SupervisorState } from './supervisor.js';

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => logger,
};

/** A clock whose hands the test turns. */
class HandClock implements Clock {
  #nowMs = 0;
  #timers: { atMs: number; callback: () => void }[] = [];
  now(): number {
    return this.#nowMs;
  }
  monotonicMs(): number {
    return this.#nowMs;
  }
  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
  turn(byMs: number): void {
    this.#nowMs += byMs;
    const due = this.#timers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#timers = this.#timers.filter(({ atMs }) => atMs > this.#nowMs);
    for (const { callback } of due) callback();
  }
}

interface Life extends SupervisedInstance {
  die(cause: string): void;
  readonly stoppedWith: string[];
}

function newLife(): Life {
  let end: (exit: { cause: string }) => void = () => undefined;
  const exited = new Promise<{ cause: string }>((resolve) => {
    end = resolve;
  });
  const stoppedWith: string[] = [];
  return {
    exited,
    stoppedWith,
    die: (cause) => end({ cause }),
    stop: (reason) => {
      stoppedWith.push(reason);
      end({ cause: 'stopped' });
      return Promise.resolve();
    },
  };
}

function setUp(giveUpAfter = 20) {
  const clock = new HandClock();
  const lives: Life[] = [];
  const states: SupervisorState[] = [];
  const launch = { fails: false };
  const supervisor = new Supervisor({
    name: 'it',
    clock,
    logger,
    giveUpAfter,
    onState: (state) => states.push(state),
    launch: () => {
      if (launch.fails) return Promise.reject(new AppError('ingest.no-free-port', 'no'));
      const life = newLife();
      lives.push(life);
      return Promise.resolve(life);
    },
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const die = async (): Promise<void> => {
    lives.at(-1)?.die('boom');
    await settle();
  };
  return { clock, lives, states, launch, supervisor, settle, die };
}

test('restarts at once, then after 1, 2, 4 … 30 s', async () => {
  const { clock, lives, states, supervisor, settle, die } = setUp();
  await supervisor.start();
  for (const pauseMs of [0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const before = lives.length;
    await die();
    expect(states.filter(({ status }) => status === 'reconnecting').at(-1)).toMatchObject({ pauseMs, cause: 'boom' });
    if (pauseMs > 0) {
      clock.turn(pauseMs - 1);
      await settle();
      expect(lives.length).toBe(before);
      clock.turn(1);
      await settle();
    }
    expect(lives.length).toBe(before + 1);
    expect(supervisor.state.status).toBe('live');
  }
});

test('a healthy minute clears the count', async () => {
  const { clock, states, supervisor, die } = setUp();
  await supervisor.start();
  await die();
  clock.turn(60_000);
  await die();
  expect(states.filter(({ status }) => status === 'reconnecting').at(-1)).toMatchObject({ attempt: 1, pauseMs: 0 });
});

test('gives up visibly', async () => {
  const { states, supervisor, launch, clock, settle, die } = setUp(3);
  await supervisor.start();
  launch.fails = true;
  await die();
  for (let turn = 0; turn < 3; turn += 1) {
    clock.turn(30_000);
    await settle();
  }
  expect(supervisor.state.status).toBe('failed');
  expect(states.filter(({ status }) => status === 'reconnecting').length).toBe(3);
});

test('a first launch that fails is told to the caller and not repeated', async () => {
  const { supervisor, launch, lives } = setUp();
  launch.fails = true;
  await expect(supervisor.start()).rejects.toMatchObject({ code: 'ingest.no-free-port' });
  expect(supervisor.state).toMatchObject({ status: 'failed', error: { code: 'ingest.no-free-port' } });
  expect(lives).toEqual([]);
});

test('stop ends the instance, or the pause, and nothing starts again', async () => {
  const living = setUp();
  await living.supervisor.start();
  await living.supervisor.stop('enough');
  expect(living.lives[0]?.stoppedWith).toEqual(['enough']);
  expect(living.supervisor.state.status).toBe('offline');

  const pausing = setUp();
  await pausing.supervisor.start();
  await pausing.die();
  await pausing.die();
  await pausing.supervisor.stop('enough');
  pausing.clock.turn(60_000);
  await pausing.settle();
  expect(pausing.lives.length).toBe(2);
  expect(pausing.supervisor.state.status).toBe('offline');
});
