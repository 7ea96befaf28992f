import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entityTag, type FileVersion } from './cached-file.js';
import { acceptsGzip, chooseRange, isNotModified } from './conditions.js';
import { filePolicy, type FilePolicy } from './file-policy.js';

const version: FileVersion = { inode: 7, sizeBytes: 100, modifiedMs: 1_700_000_000_500, changedMs: 1 };
const range = (text: string) => chooseRange({ range: text }, version, 100);
const policyOf = (path: string): FilePolicy => {
  const policy = filePolicy(path);
  if (policy === null) throw new Error('Expected a published name');
  return policy;
};

test('ranges as RFC 9110 has them', () => {
  expect(range('bytes=0-0')).toEqual({ start: 0, end: 0 });
  expect(range('bytes=90-')).toEqual({ start: 90, end: 99 });
  expect(range('bytes=90-1000')).toEqual({ start: 90, end: 99 });
  expect(range('bytes=-5')).toEqual({ start: 95, end: 99 });
  expect(range('bytes=-500')).toEqual({ start: 0, end: 99 });
  expect(range('bytes=100-')).toBe('unsatisfiable');
  expect(range('bytes=-0')).toBe('unsatisfiable');
  for (const odd of [
    'bytes=5-4',
    'bytes=-',
    'bytes=0-1,3-4',
    'items=0-1',
    'bytes=a-b',
    'bytes 0-1',
    '',
    'bytes=1e3-',
  ]) {
    expect(range(odd)).toBe('whole');
  }
});

test('whatever the header says, a range lies within the file', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,17}-\d{0,17}$/)), fc.nat(200), (text, size) => {
      const choice = chooseRange({ range: text }, version, size);
      if (typeof choice === 'string') return;
      expect(choice.start).toBeGreaterThanOrEqual(0);
      expect(choice.start).toBeLessThanOrEqual(choice.end);
      expect(choice.end).toBeLessThan(size);
    }),
    { numRuns: 500 },
  );
});

test('If-Range: the tag or the exact date, else the whole', () => {
  const withCondition = (condition: string) =>
    chooseRange({ range: 'bytes=0-9', 'if-range': condition }, version, 100) !== 'whole';
  expect(withCondition(entityTag(version, 'plain'))).toBe(true);
  expect(withCondition(`W/${entityTag(version, 'plain')}`)).toBe(false);
  expect(withCondition(entityTag(version, 'gzip'))).toBe(false);
  expect(withCondition(new Date(version.modifiedMs).toUTCString())).toBe(true);
  expect(withCondition(new Date(version.modifiedMs + 1000).toUTCString())).toBe(false);
  expect(withCondition('yesterday')).toBe(false);
});

test('304 by tag of the same form; by date only for what is written once', () => {
  const media = policyOf('live/b/x/720p/1.m4s');
  const playlist = policyOf('live/live.m3u8');
  const tag = entityTag(version, 'plain');
  expect(isNotModified({ 'if-none-match': `"x", W/${tag}` }, media, version, 'plain')).toBe(true);
  expect(isNotModified({ 'if-none-match': '*' }, media, version, 'plain')).toBe(true);
  expect(isNotModified({ 'if-none-match': tag }, playlist, version, 'gzip')).toBe(false);
  const date = new Date(version.modifiedMs).toUTCString();
  expect(isNotModified({ 'if-modified-since': date }, media, version, 'plain')).toBe(true);
  expect(isNotModified({ 'if-modified-since': date }, playlist, version, 'plain')).toBe(false);
  // a tag that does not match outweighs a date that does
  expect(isNotModified({ 'if-none-match': '"x"', 'if-modified-since': date }, media, version, 'plain')).toBe(false);
  expect(isNotModified({ 'if-modified-since': 'never' }, media, version, 'plain')).toBe(false);
});

test('gzip is for who asks for it', () => {
  for (const yes of ['gzip', 'br, gzip;q=0.5', '*', 'GZIP', 'deflate, x-gzip']) expect(acceptsGzip(yes)).toBe(true);
  for (const no of ['', 'br', 'gzip;q=0', 'gzip; q=0.0', 'identity', undefined]) expect(acceptsGzip(no)).toBe(false);
});
