import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyCollection } from '../../scenes/sample-collection.test-support.js';
import { SceneSender, type Arrangement } from './scene-sender.js';
import { TestTimers } from './timers.test-support.js';

const fade = { kind: 'fade', durationMs: 300 } as const;
const collection = emptyCollection();
const arrangement = (programmeSceneId: string, isTake = false): Arrangement => ({
  collection,
  programmeSceneId,
  previewSceneId: null,
  ...(isTake && { transition: fade }),
});

function sender() {
  const timers = new TestTimers();
  const sent: Arrangement[] = [];
  return { timers, sent, sender: new SceneSender({ send: (one) => sent.push(one), after: timers.after }) };
}

test('the first at once, at most one a frame, the last of them always', () => {
  const step = fc.record({ waitMs: fc.integer({ min: 0, max: 40 }), sceneId: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), (steps) => {
      const { timers, sent, sender: scenes } = sender();
      let passedMs = 0;
      for (const { waitMs, sceneId } of steps) {
        scenes.apply(arrangement(sceneId));
        timers.pass(waitMs);
        passedMs += waitMs;
        expect(sent.length).toBeGreaterThanOrEqual(1);
        expect(sent.length).toBeLessThanOrEqual(1 + passedMs / 16);
      }
      timers.pass(16);
      expect(sent.at(-1)?.programmeSceneId).toBe(steps.at(-1)?.sceneId);
    }),
  );
});

test('an edit right behind a take keeps its transition; another take has its own', () => {
  const { timers, sent, sender: scenes } = sender();
  scenes.apply(arrangement('a'));
  scenes.apply(arrangement('b', true));
  scenes.apply(arrangement('b'));
  timers.pass(16);
  expect(sent[1]).toEqual(arrangement('b', true));
  scenes.apply(arrangement('c', true));
  scenes.apply(arrangement('a'));
  timers.pass(16);
  expect(sent.at(-1)).toEqual(arrangement('a'));
});

test('a new worker gets the newest, without a transition', () => {
  const { timers, sent, sender: scenes } = sender();
  scenes.repeat();
  expect(sent).toEqual([]);
  scenes.apply(arrangement('a'));
  scenes.apply(arrangement('b', true));
  scenes.repeat();
  expect(sent.at(-1)).toEqual(arrangement('b'));
  timers.pass(100);
  expect(sent.length).toBe(2);
});
