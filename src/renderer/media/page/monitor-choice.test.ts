import { expect, test } from 'vitest';
import type { CaptureDevice, MonitorOutput } from '../studio-media.js';
import { MonitorChoice } from './monitor-choice.js';

const speaker = (deviceId: string, label: string): CaptureDevice => ({ kind: 'speaker', deviceId, label });
const desk = speaker('a', 'Desk');
const headphones = speaker('b', 'Headphones');

/** A choice in a browser that keeps things, and what it has asked for. */
function browser(stored: string | null = null, canChoose = true) {
  const kept = new Map(stored === null ? [] : [['headwater.monitor', stored]]);
  const sinks: string[] = [];
  const outputs: MonitorOutput[] = [];
  const make = () =>
    new MonitorChoice({
      canChoose,
      memory: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      playTo: (sink) => sinks.push(sink),
      onChange: (output) => outputs.push(output),
    });
  return { make, kept, sinks, outputs, now: () => [sinks.at(-1), outputs.at(-1)?.isMissing] };
}

test('the chosen device is played to while it is there, and again when it is back; a reload remembers it', () => {
  const { make, now, outputs } = browser();
  const choice = make();
  choice.follow([desk, headphones]);
  expect(now()).toEqual(['', false]);
  choice.choose({ deviceId: 'b', label: 'Headphones' });
  expect(now()).toEqual(['b', false]);
  choice.follow([desk]);
  expect(now()).toEqual(['', true]);
  // the browser has another id for it now
  choice.follow([desk, speaker('c', 'Headphones')]);
  expect(now()).toEqual(['c', false]);
  const reloaded = make();
  expect(outputs.at(-1)).toEqual({ canChoose: true, device: { deviceId: 'b', label: 'Headphones' }, isMissing: false });
  reloaded.follow([headphones]);
  expect(now()).toEqual(['b', false]);
  reloaded.choose(null);
  expect(now()).toEqual(['', false]);
  make().follow([headphones]);
  expect(now()).toEqual(['', false]);
});

test('before the browser tells names nothing is missing', () => {
  const { make, now } = browser(JSON.stringify({ deviceId: 'b', label: 'Headphones' }));
  const choice = make();
  choice.follow([]);
  expect(now()).toEqual(['', false]);
  choice.follow([speaker('', '')]);
  expect(now()).toEqual(['', false]);
});

test('what was stored and is no device is none; without a choice nothing is asked for', () => {
  for (const stored of ['{', '7', 'null', '{"deviceId":1,"label":"x"}', '[]']) {
    const { make, outputs } = browser(stored);
    make();
    expect(outputs.at(-1)?.device).toBeNull();
  }
  const { make, sinks, outputs, kept } = browser(null, false);
  const choice = make();
  choice.follow([desk]);
  choice.choose({ deviceId: 'a', label: 'Desk' });
  expect([sinks, outputs.at(-1), kept.size]).toEqual([[], { canChoose: false, device: null, isMissing: false }, 0]);
});
