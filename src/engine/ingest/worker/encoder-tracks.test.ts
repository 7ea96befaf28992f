import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChangeBudget } from './change-budget.js';
import { EncoderTracks, type Verdict } from './encoder-tracks.js';

const AUDIO = 8;
const VIDEO = 9;
const SCRIPT = 18;

const avc = (config: number): Buffer => Buffer.from([0x17, 0, 0, 0, 0, 1, config]);
const idr = Buffer.from([0x17, 1, 0, 0, 0, 9]);
const picture = Buffer.from([0x27, 1, 0, 0, 0, 9]);
const aac = (config: number): Buffer => Buffer.from([0xaf, 0, 0x12, config]);
const sound = Buffer.from([0xaf, 1, 9]);
/** MP3, 44.1 kHz, one or two channels. */
const mp3 = (channels: 1 | 2): Buffer => Buffer.from([0x2e + channels - 1, 9]);

/** What a stream that has begun with these two headers makes of messages, one every 20 ms. */
function judged(tracks: EncoderTracks, ...messages: readonly (readonly [number, Buffer])[]): Verdict[] {
  return messages.map(([type, data], index) => tracks.judge(type, index * 20, data));
}
function begun(): EncoderTracks {
  const tracks = new EncoderTracks();
  judged(tracks, [VIDEO, avc(1)], [AUDIO, aac(1)], [VIDEO, idr], [AUDIO, sound]);
  return tracks;
}
const openingOf = (tracks: EncoderTracks): Buffer[] => tracks.opening().map(({ data }) => data);

describe('what changes the configuration', () => {
  test('headers that say the same, in another wrapping too, do not', () => {
    const enhanced = Buffer.concat([Buffer.from([0x90]), Buffer.from('avc1'), avc(1).subarray(5)]);
    const louder = Buffer.from([0xae, ...aac(1).subarray(1)]);
    const verdicts = judged(
      begun(),
      [VIDEO, avc(1)],
      [AUDIO, aac(1)],
      [VIDEO, enhanced],
      [AUDIO, louder],
      [VIDEO, idr],
    );
    expect(new Set(verdicts)).toEqual(new Set(['goes-on']));
  });

  test('both headers, in either order, make one change that begins with the media after them', () => {
    for (const headers of [
      [[VIDEO, avc(2)] as const, [AUDIO, aac(2)] as const],
      [[AUDIO, aac(2)] as const, [VIDEO, avc(2)] as const],
    ]) {
      const tracks = begun();
      expect(judged(tracks, ...headers, [VIDEO, idr])).toEqual(['held', 'held', 'changed']);
      expect(openingOf(tracks)).toEqual([avc(2), aac(2)]);
      expect(judged(tracks, [VIDEO, picture], [AUDIO, sound], [VIDEO, avc(2)])).toEqual(Array(3).fill('goes-on'));
    }
  });

  test('a header that is taken back before any media does not', () => {
    expect(judged(begun(), [VIDEO, avc(2)], [VIDEO, avc(1)], [VIDEO, idr])).toEqual(['held', 'goes-on', 'goes-on']);
  });

  test('a first header does not, however late, and an empty one never', () => {
    const tracks = new EncoderTracks();
    const late = judged(tracks, [AUDIO, aac(1)], [AUDIO, sound], [VIDEO, picture], [VIDEO, avc(1)], [VIDEO, idr]);
    expect(new Set(late)).toEqual(new Set(['goes-on']));
    const empty = judged(
      tracks,
      [AUDIO, Buffer.from([0xaf, 0])],
      [AUDIO, sound],
      [VIDEO, Buffer.from([0x17, 2, 0, 0, 0])],
    );
    expect(new Set(empty)).toEqual(new Set(['goes-on']));
  });

  test('the metadata and what has not changed open the next session', () => {
    const tracks = begun();
    judged(tracks, [SCRIPT, Buffer.from('first')], [SCRIPT, Buffer.from('second')], [VIDEO, avc(2)], [AUDIO, sound]);
    expect(openingOf(tracks)).toEqual([Buffer.from('second'), avc(2), aac(1)]);
  });

  test('kept messages are copies', () => {
    const tracks = begun();
    const header = avc(2);
    judged(tracks, [VIDEO, header]);
    header.fill(0);
    expect(openingOf(tracks)[0]).toEqual(avc(2));
  });
});

describe('sound alone', () => {
  test('changes with the next keyframe, and is not heard until then', () => {
    const messages = [[AUDIO, aac(2)] as const, [AUDIO, sound] as const, [VIDEO, picture] as const];
    expect(judged(begun(), ...messages, [VIDEO, idr])).toEqual(['held', 'held', 'goes-on', 'changed']);
  });

  test('does not wait for ever for a keyframe', () => {
    const tracks = begun();
    judged(tracks, [AUDIO, aac(2)]);
    expect(tracks.judge(AUDIO, 100, sound)).toBe('held');
    expect(tracks.judge(AUDIO, 10_099, sound)).toBe('held');
    expect(tracks.judge(AUDIO, 10_100, sound)).toBe('changed');
  });

  test('without a header its form is its configuration', () => {
    const tracks = new EncoderTracks();
    expect(judged(tracks, [AUDIO, mp3(2)], [AUDIO, mp3(2)], [AUDIO, mp3(1)])).toEqual([
      'goes-on',
      'goes-on',
      'changed',
    ]);
    expect(openingOf(tracks)).toEqual([]);
    expect(judged(tracks, [AUDIO, mp3(1)], [AUDIO, aac(1)], [AUDIO, sound])).toEqual(['goes-on', 'held', 'changed']);
    expect(openingOf(tracks)).toEqual([aac(1)]);
  });
});

test('every picture belongs to the session that was opened with its header', () => {
  const step = fc.oneof(fc.constant('picture'), fc.constant('sound'), fc.integer({ min: 1, max: 3 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const tracks = begun();
      let announced = 1;
      let opened = 1;
      for (const at of steps) {
        const data = at === 'picture' ? picture : at === 'sound' ? sound : avc(at);
        if (typeof at === 'number') announced = at;
        const verdict = tracks.judge(at === 'sound' ? AUDIO : VIDEO, 0, data);
        if (verdict === 'changed') opened = tracks.opening()[0]?.data.at(-1) ?? 0;
        if (typeof at === 'number') expect(verdict).toBe(announced === opened ? 'goes-on' : 'held');
        else expect([verdict === 'held', opened]).toEqual([false, announced]);
      }
    }),
  );
});

test('ten changes in any 10 s are paid for, the eleventh is not', () => {
  const budget = new ChangeBudget();
  for (let change = 0; change < 10; change += 1) expect(budget.spend(change * 100)).toBe(true);
  expect(budget.spend(9_999)).toBe(false);
  expect(budget.spend(10_000)).toBe(true);
  expect(budget.spend(10_050)).toBe(false);
});
