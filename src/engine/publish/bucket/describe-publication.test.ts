import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publicationSchema } from '../../../shared/publication.js';
import type { LineTrouble } from './bucket-line.js';
import { describePublication, type PublicationFacts } from './describe-publication.js';
import { refusal } from './testing/hand-bucket.js';
import { PublicationBench, testDestinationId } from './testing/publication-bench.js';
import { testBroadcastId } from '../../archive/rows.test-support.js';

let bench: PublicationBench;
beforeEach(() => {
  bench = new PublicationBench(['720p', '360p', 'audio']);
});
afterEach(() => bench.remove());

function told(change: Partial<PublicationFacts> = {}) {
  const row = bench.publications.get(testBroadcastId, testDestinationId);
  if (row === null) throw new Error('Expected the publication in the journal');
  return publicationSchema.parse(
    describePublication({
      row,
      destinationName: 'My bucket',
      publication: bench.run.publication,
      trouble: null,
      leaseTrouble: null,
      holder: null,
      verifyTrouble: null,
      bitsPerSecond: null,
      nowMs: bench.clock.monotonicMs(),
      meter: null,
      totals: { objects: 0, bytes: 0 },
      ...change,
    }),
  );
}

const verify = (): void => bench.publications.update(testBroadcastId, testDestinationId, { isVerified: true });
function show(segments: number): void {
  for (let count = 0; count < segments; count += 1) for (const name of bench.ladder) bench.close(name);
}

describe('describePublication', () => {
  test('starting: first without a segment, then unverified; then live', async () => {
    expect(told()).toMatchObject({ status: 'starting', reason: { code: 'publish.first-segment' } });
    show(1);
    await bench.pass(2_000);
    expect(told()).toMatchObject({ status: 'starting', reason: { code: 'publish.verifying' } });
    const verifyTrouble = refusal('publish.not-public', { status: 403 });
    expect(told({ verifyTrouble }).reason).toEqual({ code: 'publish.not-public', details: { status: 403 } });
    verify();
    expect(told()).toMatchObject({ status: 'live', reason: null, objects: 6, backlogObjects: 0, lagSeconds: null });
  });

  test('behind: a backlog, or renditions that wait', async () => {
    show(1);
    await bench.pass(2_000);
    verify();
    bench.bucket.mishap = () => 'hang';
    show(5);
    await bench.pass(3_000);
    expect(told()).toMatchObject({
      status: 'behind',
      reason: { code: 'publish.catching-up', details: { objects: 15 } },
      backlogObjects: 15,
      lagSeconds: 3,
    });
    bench.run.publication.backlog.defer(new Set(['720p']));
    expect(told()).toMatchObject({ status: 'behind', reason: { details: { names: '720p' } }, deferred: ['720p'] });
  });

  test('blocked or held: says why, without what is ours alone', () => {
    const error = refusal('publish.forbidden', { status: 403, againAfterMs: 5 });
    const trouble: LineTrouble = { remedy: 'blocked', error, sinceMs: 0 };
    expect(told({ trouble })).toMatchObject({
      status: 'blocked',
      reason: { code: 'publish.forbidden', details: { status: 403 } },
    });
    expect(told({ trouble }).reason?.details).not.toHaveProperty('againAfterMs');
    expect(told({ leaseTrouble: error }).status).toBe('blocked');
    const holder = { studio: 'kitchen', sinceMs: 5 };
    expect(told({ trouble, holder })).toMatchObject({
      status: 'held',
      reason: { code: 'publish.channel-held', details: { studio: 'kitchen' } },
      holder,
    });
  });

  test('completing, complete, removing, removed', async () => {
    show(1);
    await bench.pass(2_000);
    bench.bucket.mishap = () => 'hang';
    show(1);
    bench.end();
    expect(told()).toMatchObject({ status: 'completing', reason: { details: { objects: 3 } } });
    const state = (each: 'complete' | 'removing' | 'removed'): void =>
      bench.publications.update(testBroadcastId, testDestinationId, { state: each });
    const totals = { objects: 9, bytes: 900 };
    state('complete');
    // stored, and nobody has read it yet
    const verifyTrouble = refusal('publish.not-public');
    expect(told({ publication: null })).toMatchObject({ status: 'completing', reason: { code: 'publish.verifying' } });
    expect(told({ publication: null, verifyTrouble })).toMatchObject({
      status: 'completing',
      reason: { code: 'publish.not-public' },
    });
    bench.publications.update(testBroadcastId, testDestinationId, { isVerified: true });
    expect(told({ publication: null, totals })).toMatchObject({
      status: 'complete',
      reason: null,
      objects: 9,
      bytes: 900,
    });
    state('removing');
    expect(told({ publication: null }).status).toBe('removing');
    state('removed');
    expect(told({ publication: null, leaseTrouble: refusal('publish.forbidden') })).toMatchObject({
      status: 'removed',
      reason: null,
    });
  });
});
