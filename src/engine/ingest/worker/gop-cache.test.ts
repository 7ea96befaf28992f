import { expect, test } from 'vitest';
import { GopCache } from './gop-cache.js';

const message = (name: string): Buffer => Buffer.from(name);

function contents(cache: GopCache): string[] {
  const names: string[] = [];
  cache.forEach((entry) => names.push(entry.toString()));
  return names;
}

test('holds the newest GOP with its sound, also what came before the IDR and belongs after it', () => {
  const cache = new GopCache(1_000);
  cache.startGop(message('I0'), 0);
  cache.addSound(message('a10'), 10);
  cache.addVideo(message('P40'), 40);
  cache.addSound(message('a85'), 85);
  cache.startGop(message('I80'), 80);
  cache.addSound(message('a100'), 100);
  cache.addVideo(message('P120'), 120);
  expect(cache.startsWithIdr).toBe(true);
  expect(contents(cache)).toEqual(['I80', 'a85', 'a100', 'P120']);
});

test('before the first IDR it keeps ten seconds of sound and no picture', () => {
  const cache = new GopCache(1_000);
  for (const timestampMs of [0, 5_000, 9_000, 12_000]) cache.addSound(message(`a${String(timestampMs)}`), timestampMs);
  cache.addVideo(message('P12010'), 12_010);
  expect(cache.startsWithIdr).toBe(false);
  expect(contents(cache)).toEqual(['a5000', 'a9000', 'a12000']);
  cache.startGop(message('I12000'), 12_000);
  expect(contents(cache)).toEqual(['I12000', 'a12000']);
});

test('a GOP of thousands of messages survives; one past the bound in bytes is forgotten until the next IDR', () => {
  const cache = new GopCache(100_000);
  cache.startGop(message('I'), 0);
  for (let index = 0; index < 10_000; index += 1) cache.addSound(message('a'), index);
  expect(contents(cache).length).toBe(10_001);
  cache.addVideo(Buffer.alloc(100_000), 10_000);
  cache.addSound(message('a'), 10_001);
  expect([cache.startsWithIdr, contents(cache)]).toEqual([false, []]);
  cache.startGop(message('I2'), 11_000);
  expect(contents(cache)).toEqual(['I2']);
});

test('a new decoder configuration empties it', () => {
  const cache = new GopCache(1_000);
  cache.startGop(message('I'), 0);
  cache.clear();
  cache.addVideo(message('P'), 40);
  expect([cache.startsWithIdr, contents(cache)]).toEqual([false, []]);
});

test('a pull may start at an older IDR of the last twelve seconds; older GOPs go', () => {
  const cache = new GopCache(1_000);
  for (let second = 0; second <= 20; second += 2) {
    cache.startGop(message(`I${String(second)}`), second * 1000);
    cache.addSound(message(`a${String(second)}`), second * 1000 + 2_050);
    cache.addVideo(message(`P${String(second)}`), second * 1000 + 1_000);
  }
  cache.playFrom(17_000);
  // the sound before the IDR that is to be heard after it comes with it
  expect(contents(cache)).toEqual(['I16', 'a14', 'a16', 'P16', 'I18', 'a18', 'P18', 'I20', 'a20', 'P20']);
  cache.playFrom(0);
  expect(contents(cache)[0]).toBe('I8');
  cache.playFrom(null);
  expect(contents(cache)).toEqual(['I20', 'a18', 'a20', 'P20']);
});

test('older GOPs go first when there are too many bytes', () => {
  const cache = new GopCache(1_000);
  for (const second of [0, 2, 4]) {
    cache.startGop(Buffer.alloc(300, second), second * 1000);
    cache.addVideo(Buffer.alloc(150, second), second * 1000 + 500);
  }
  cache.playFrom(0);
  const kept: number[] = [];
  cache.forEach((entry) => kept.push(entry[0] ?? -1));
  expect(kept).toEqual([2, 2, 4, 4]);
});
