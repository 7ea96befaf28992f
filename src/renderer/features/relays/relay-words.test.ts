import { expect, test } from 'vitest';
import {
  relayStatusSchema,
  type RelayFeed,
  type RelayRun,
  type RelayTestReport,
  type UplinkBudget,
} from '../../../shared/relays.js';
import { limitsWords } from './limits-words.js';
import { nextFeedWords } from './next-feed-words.js';
import { keyVerdict, testHeadline, testLines } from './relay-test-words.js';
import { dropWords, feedWords, isRunOn, isTriedAgain, lagWords, lookOfRun } from './relay-words.js';
import { samplePreset } from './sample-preset.test-support.js';
import { uplinkSentence } from './uplink-words.js';

const run = (status: RelayRun['status'], code: string | null = null): RelayRun => ({
  relayId: 'a',
  status,
  via: 'primary',
  reason: code === null ? null : { code, details: {} },
  bitrate: null,
  sentBytes: 0,
  liveSinceMs: null,
  droppedFrames: 0,
  reconnects: 0,
  lagMs: null,
  feed: null,
});

test('each state has a word of its own', () => {
  const all = [
    ...relayStatusSchema.options.map((status) => run(status)),
    run('idle', 'relay.no-source'),
    run('idle', 'relay.ending'),
  ];
  const words = [...all, run('live', 'relay.no-source'), run('live', 'relay.feed-silent')].map(
    (each) => lookOfRun(each).word,
  );
  expect(new Set(words).size).toBe(words.length);
  expect(lookOfRun(null)).toEqual(lookOfRun(run('idle')));
});

test('on is what sends or tries to: not what was left out, nor what was given up', () => {
  expect(
    ['connecting', 'live', 'reconnecting', 'failed', 'idle'].map((s) => isRunOn(run(s as RelayRun['status']))),
  ).toEqual([true, true, true, false, false]);
  expect(isRunOn(run('idle', 'relay.ending'))).toBe(false);
  expect(isRunOn(run('idle', 'relay.no-source'))).toBe(true);
  expect(isRunOn(null)).toBe(false);
});

test('that it is tried again is said of what is, and where its own words do not say it', () => {
  const tried = (status: RelayRun['status'], code: string) => isTriedAgain(run(status, code));
  expect(tried('reconnecting', 'relay.closed')).toBe(true);
  expect(tried('live', 'relay.encode-failing')).toBe(true);
  expect(tried('failed', 'relay.encode-failing')).toBe(false);
  expect(tried('reconnecting', 'relay.restarting')).toBe(false);
  expect(tried('live', 'relay.feed-silent')).toBe(false);
  expect(isTriedAgain(run('live'))).toBe(false);
});

test('what is sent, how late, and what was left out', () => {
  const feed = { name: '720p', bitrate: 3_200_000, reason: null };
  expect(feedWords({ ...feed, kind: 'source', bitrate: null })).toBe('the source, untouched');
  expect(feedWords({ ...feed, kind: 'rendition' })).toBe('the rendition 720p, 3.2 Mb/s');
  expect(feedWords({ ...feed, kind: 'encode' })).toBe('an encode of its own, 720p, 3.2 Mb/s');
  const copied = { ...feed, kind: 'encode', isPictureCopied: true } as const;
  expect(feedWords(copied)).toBe('the 720p picture untouched, its sound made anew, 3.2 Mb/s');
  expect(
    nextFeedWords({ ...copied, reason: { code: 'relay.sound-bitrate-too-high', details: { limit: 128e3 } } }, 'auto'),
  ).toBe(
    "the 720p picture as it is, its sound made anew, about 3.2 Mb/s, because the sound's bitrate is above what the service takes (128 kb/s)",
  );
  expect([null, 20, 1234].map(lagWords)).toEqual(['–', 'nothing', '1.2 s']);
  expect([0, 1, 12].map(dropWords)).toEqual(['none', '1 picture', '12 pictures']);
});

test('before the show: what will be sent, and why', () => {
  const reason = { code: 'relay.bitrate-too-high', details: { bitrate: 9_000_000, limit: 6_000_000 } };
  const source: RelayFeed = { kind: 'source', name: 'source', bitrate: 6_150_000, reason: null };
  const rung: RelayFeed = { kind: 'rendition', name: '720p', bitrate: 3_160_000, reason: null };
  expect(nextFeedWords(source, 'auto')).toBe('your encoder’s stream as it is, about 6.2 Mb/s');
  expect(nextFeedWords(rung, '720p')).toBe('the rendition 720p, about 3.2 Mb/s');
  expect(nextFeedWords(rung, 'auto')).toMatch(/, because there is no encoder’s stream to pass on$/);
  expect(nextFeedWords({ ...rung, reason }, 'auto')).toBe(
    "the rendition 720p, about 3.2 Mb/s, because the source's bitrate is above what the service takes (6 Mb/s)",
  );
  expect(nextFeedWords({ ...source, reason }, 'source')).toMatch(/, as you chose, though the source's bitrate is/);
  expect(nextFeedWords({ ...source, kind: 'encode', name: '720p', bitrate: null, reason }, '720p')).toMatch(
    /^an encode of its own, 720p, because the source/,
  );
});

test('the line: what is needed, what may be used, what is not known', () => {
  const budget: UplinkBudget = {
    ladder: 8_000_000,
    relays: [],
    needed: 17_000_000,
    measured: 20_000_000,
    usable: 16_000_000,
    fits: false,
    isComplete: true,
    reason: null,
  };
  expect(uplinkSentence(budget, false)).toBe(
    'Relays and bucket together need 17 Mb/s of uplink. Your line was measured at 20 Mb/s, of which 16 Mb/s may be used.',
  );
  expect(uplinkSentence({ ...budget, ladder: 0, measured: null, usable: null }, true)).toBe(
    'The relays need about 17 Mb/s of uplink. Your line has not been measured.',
  );
  expect(uplinkSentence({ ...budget, isComplete: false }, false)).toMatch(/^17 Mb\/s of uplink so far; the rest/);
  const ladderAlone = { ...budget, isComplete: false, needed: 8_000_000 };
  expect(uplinkSentence(ladderAlone, false)).toMatch(/^The ladder needs 8 Mb\/s/);
  expect(uplinkSentence({ ...budget, isComplete: false, needed: 0 }, false)).toMatch(/^What the relays take/);
});

test('what a service takes, as far as it is known', () => {
  const { limits } = samplePreset('twitch');
  expect(limitsWords(samplePreset('twitch'))).toEqual(['H.264 with AAC']);
  const more = { ...limits, videoBitrate: 6e6, audioBitrate: 320e3, keyframeSeconds: 2, maxHeight: 1080, maxFps: 60 };
  expect(limitsWords(samplePreset('twitch', { limits: { ...more, audioCodecs: ['aac', 'mp3'] } }))).toEqual([
    'H.264 with AAC or MP3',
    'at most 1080p, 60 fps, 6 Mb/s',
    'sound up to 320 kb/s',
    'a keyframe every 2 s or more often',
  ]);
});

test('a test: steps done, the one that failed, those to come; nothing behind a failure', () => {
  const report: RelayTestReport = {
    relayId: null,
    relayName: 'Twitch',
    startedAtMs: 0,
    status: 'running',
    via: 'primary',
    steps: [{ name: 'resolve', status: 'ok', durationMs: 12 }],
    reason: null,
    isKeyUntested: true,
  };
  expect(testLines(report).map(({ status }) => status)).toEqual(['ok', ...Array<string>(5).fill('pending')]);
  const failed: RelayTestReport = {
    ...report,
    status: 'failed',
    steps: [
      { name: 'resolve', status: 'ok', durationMs: 12 },
      { name: 'connect', status: 'failed', durationMs: 40 },
      { name: 'tls', status: 'skipped', durationMs: null },
      { name: 'publish', status: 'skipped', durationMs: null },
    ],
  };
  expect(testLines(failed).map(({ name }) => name)).toEqual(['resolve', 'connect']);
  const twitch = samplePreset('twitch', { label: 'Twitch' });
  expect(keyVerdict(failed, twitch)).toBeNull();
  expect(keyVerdict({ ...report, status: 'ok' }, twitch)).toContain('Twitch tells only when it goes live');
  expect(keyVerdict({ ...report, status: 'ok', isKeyUntested: false }, samplePreset('srt'))).toContain('let us in');
  expect(testHeadline({ ...report, via: 'backup' })).toBe('Testing the backup of Twitch…');
});
