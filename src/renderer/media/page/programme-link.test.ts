import { expect, test } from 'vitest';
import type { FromProgramme } from '../protocol.js';
import { ProgrammeLink, type ProgrammeWorker } from './programme-link.js';
import { TestTimers } from './timers.test-support.js';

/** A worker as far as the link sees it; the real one is ended in test/e2e/studio-capture.spec.ts. */
class FakeWorker implements ProgrammeWorker {
  onmessage: ProgrammeWorker['onmessage'] = null;
  onerror: ProgrammeWorker['onerror'] = null;
  isTerminated = false;
  readonly heard: string[] = [];
  readonly postMessage = (message: { type: string }): void => void this.heard.push(message.type);
  readonly terminate = (): void => {
    this.isTerminated = true;
  };
  /** Says something. */
  say(): void {
    const message: FromProgramme = { type: 'on', sceneId: 'main' };
    (this.onmessage as ((event: unknown) => void) | null)?.({ data: message });
  }
}

// no page here: what is asked of a canvas is answered
const canvas = { transferControlToOffscreen: () => ({}) } as HTMLCanvasElement;

function linked() {
  const timers = new TestTimers();
  const workers: FakeWorker[] = [];
  const log: string[] = [];
  const link = new ProgrammeLink({
    makeWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    renderer: 'auto',
    onMessage: ({ type }) => log.push(type),
    onBegin: (port) => {
      port.close();
      log.push('begin');
    },
    onDeath: () => log.push('death'),
    onFree: () => log.push('free'),
    after: timers.after,
  });
  const mount = () => link.mount(canvas, canvas);
  return { timers, workers, log, link, mount };
}

test('one worker at a time; a page that stood still for long is no death', () => {
  const { timers, workers, log, mount } = linked();
  mount();
  mount();
  expect(workers.length).toBe(1);
  expect(workers[0]?.heard).toEqual(['init']);
  for (let hour = 0; hour < 60; hour += 1) {
    workers[0]?.say();
    // five looks in vain are not yet too many
    timers.pass(10_000);
  }
  expect(log).not.toContain('death');
});

test('one that says nothing any more is dead: canvases are asked for, later and later with each death', () => {
  const { timers, workers, log, link, mount } = linked();
  for (const pauseMs of [1000, 2000, 4000]) {
    mount();
    workers.at(-1)?.say();
    timers.pass(12_500);
    expect(workers.at(-1)?.isTerminated).toBe(true);
    expect(log.splice(0)).toEqual(['begin', 'on', 'death']);
    link.post({ type: 'stop' });
    timers.pass(pauseMs - 600);
    expect(log.splice(0)).toEqual([]);
    timers.pass(600);
    expect(log.splice(0)).toEqual(['free']);
    expect(workers.at(-1)?.heard).toEqual(['init']);
  }
  // a healthy minute, and the next pause is a short one
  mount();
  for (let look = 0; look < 31; look += 1) {
    workers.at(-1)?.say();
    timers.pass(2_000);
  }
  timers.pass(13_500);
  expect(log.splice(0).slice(-2)).toEqual(['death', 'free']);
});

test('a slow start is none; closing lets it send the rest', () => {
  const { timers, workers, log, link, mount } = linked();
  mount();
  timers.pass(60_000);
  expect(log).toEqual(['begin']);
  link.close();
  expect(workers[0]?.heard).toEqual(['init', 'close']);
  expect(workers[0]?.isTerminated).toBe(false);
  timers.pass(20_000);
  expect(workers[0]?.isTerminated).toBe(true);
  mount();
  expect(workers.length).toBe(1);
});
