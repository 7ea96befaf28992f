import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLease, parseLeaseEnd, renderLease, type LeaseRecord } from './lease-record.js';

const lease: LeaseRecord = {
  version: 1,
  studioId: 'a',
  studio: 'Desk',
  token: 't',
  sinceMs: 1,
  renewedAtMs: 2,
  sequence: 3,
  settled: true,
};

describe('lease records', () => {
  it('are read as they were written', () => {
    expect(parseLease(renderLease(lease))).toEqual(lease);
    expect(parseLeaseEnd(renderLease(lease))).toEqual({ version: 1, token: 't', sequence: 3 });
  });

  it('of a later version still count', () => {
    expect(parseLease(Buffer.from(JSON.stringify({ ...lease, version: 2, mood: 'good' })))?.token).toBe('t');
  });

  it('lose what would move the cursor of who reads the name', () => {
    expect(parseLease(renderLease({ ...lease, studio: 'Desk\u202e\u0007\n ' }))?.studio).toBe('Desk');
  });

  it.each([
    ['nothing', ''],
    ['half a file', '{"version":1,"studio'],
    ['another file', '<html></html>'],
    ['a lease without its token', JSON.stringify({ ...lease, token: undefined })],
    ['a time that is none', JSON.stringify({ ...lease, sinceMs: 1e300 })],
    ['a name as long as a book', JSON.stringify({ ...lease, studio: 'x'.repeat(201) })],
    ['a file as long as a book', `${JSON.stringify(lease)}${' '.repeat(20_000)}`],
    ['null', 'null'],
  ])('are no lease: %s', (_, text) => {
    expect(parseLease(Buffer.from(text))).toBeNull();
  });

  it('never throw, whatever the bucket holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (body) => {
          expect([parseLease(body), parseLeaseEnd(body)]).toHaveLength(2);
        },
      ),
    );
  });
});
