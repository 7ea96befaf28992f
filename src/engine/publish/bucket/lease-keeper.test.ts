import { beforeEach, describe, expect, test } from 'vitest';
import type { AppError } from '../../../shared/errors.js';
import type { ChannelLease, LeaseAnswer, LeaseHolder } from '../lease/channel-lease.js';
import { BucketLine } from './bucket-line.js';
import { LeaseKeeper } from './lease-keeper.js';
import { HandBucket, refusal } from './testing/hand-bucket.js';
import { settled, TurningClock } from './testing/turning-clock.js';

const other: LeaseHolder = { studio: 'kitchen', sinceMs: 1 };
const taken: LeaseAnswer = { status: 'taken', holder: other };
const ours: LeaseAnswer = { status: 'ours' };

/** A lease whose answers the test decides: what the real one promises (channel-lease.ts) it keeps. */
class HandLease implements ChannelLease {
  readonly renewEveryMs = 5_000;
  readonly validForMs = 20_000;
  readonly calls: string[] = [];
  answer: LeaseAnswer | AppError | 'hang' = ours;
  #validUntilMs = -Infinity;
  readonly #clock: TurningClock;

  constructor(clock: TurningClock) {
    this.#clock = clock;
  }

  get mayWrite(): boolean {
    return this.#clock.monotonicMs() < this.#validUntilMs;
  }

  acquire({ takeOver, signal }: { takeOver: boolean; signal?: AbortSignal }): Promise<LeaseAnswer> {
    if (takeOver) this.answer = ours;
    return this.#ask(takeOver ? 'take over' : 'acquire', signal);
  }

  renew({ signal }: { signal?: AbortSignal } = {}): Promise<LeaseAnswer> {
    return this.#ask('renew', signal);
  }

  release(): Promise<void> {
    this.calls.push('release');
    this.#validUntilMs = -Infinity;
    return Promise.resolve();
  }

  async #ask(call: string, signal: AbortSignal | undefined): Promise<LeaseAnswer> {
    this.calls.push(call);
    const askedMs = this.#clock.monotonicMs();
    await Promise.resolve();
    const { answer } = this;
    if (answer === 'hang') {
      const calledOff = refusal('publish.unreachable', { why: 'aborted' });
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(calledOff)));
    }
    if (answer instanceof Error) throw answer;
    this.#validUntilMs = answer.status === 'ours' ? askedMs + this.validForMs : -Infinity;
    return answer;
  }
}

let clock: TurningClock;
let bucket: HandBucket;
let lease: HandLease;
let line: BucketLine;
let keeper: LeaseKeeper;
let holder: LeaseHolder | null;
let trouble: AppError | null;

beforeEach(() => {
  clock = new TurningClock();
  bucket = new HandBucket(clock);
  lease = new HandLease(clock);
  holder = null;
  trouble = null;
  line = new BucketLine({
    client: () => Promise.resolve(bucket.client),
    clock,
    mayWrite: () => lease.mayWrite,
    onChange: (each) => (each === null ? keeper.poke() : undefined),
  });
  keeper = new LeaseKeeper({
    lease: () => Promise.resolve(lease),
    line,
    clock,
    onHolder: (each) => (holder = each),
    onTrouble: (error) => (trouble = error),
  });
});

function write(): void {
  const headers = { contentType: 'text/plain', cacheControl: '' };
  line.persist((client, signal) => client.put('1', Buffer.from('x'), headers, { signal })).catch(() => undefined);
}

describe('LeaseKeeper', () => {
  test('takes the lease, renews it, and gives it free at the end', async () => {
    keeper.start();
    await clock.run(12_000);
    expect(line.isUp).toBe(true);
    line.close();
    await keeper.stop();
    expect(lease.calls).toEqual(['acquire', 'renew', 'renew', 'release']);
  });

  test('with nothing to write the channel is free for others, and taken again when there is something', async () => {
    keeper.start();
    await clock.run(1_000);
    keeper.rest();
    await clock.run(60_000);
    expect([line.isUp, holder, lease.calls]).toEqual([false, null, ['acquire', 'release']]);
    write();
    keeper.want();
    await clock.run(6_000);
    expect([bucket.puts.length, lease.calls]).toEqual([1, ['acquire', 'release', 'acquire', 'renew']]);
  });

  test('a channel of another studio is not written, but asked for until it is free', async () => {
    lease.answer = taken;
    keeper.start();
    write();
    await clock.run(60_000);
    expect([holder, bucket.seen.length]).toEqual([other, 0]);
    lease.answer = ours;
    await clock.run(5_000);
    expect([holder, bucket.puts.length]).toEqual([null, 1]);
  });

  test('somebody takes it over: what is under way is called off, then it is given free', async () => {
    keeper.start();
    await settled();
    bucket.mishap = () => 'hang';
    write();
    await settled();
    expect(bucket.underWay).toBe(1);
    lease.answer = taken;
    await clock.run(5_000);
    expect([bucket.underWay, line.isUp, holder]).toEqual([0, false, other]);
    expect(lease.calls.slice(-2)).toEqual(['renew', 'release']);
  });

  test('takes it over when asked to, also while it is asking', async () => {
    lease.answer = 'hang';
    keeper.start();
    await settled();
    expect(lease.calls).toEqual(['acquire']);
    keeper.takeOver();
    line.close();
    await settled();
    lease.answer = taken;
    await clock.run(10);
    expect(lease.calls).toEqual(['acquire', 'take over']);
    expect(holder).toBeNull();
  });

  test('no network: goes on writing for as long as the lease holds, and not a moment longer', async () => {
    keeper.start();
    await settled();
    lease.answer = refusal('publish.unreachable');
    await clock.run(19_000);
    expect([line.isUp, trouble?.code]).toEqual([true, 'publish.unreachable']);
    bucket.mishap = () => 'hang';
    write();
    await clock.run(1_500);
    expect([line.isUp, bucket.underWay]).toEqual([false, 0]);
    lease.answer = ours;
    bucket.mishap = () => null;
    await clock.run(2_000);
    expect([line.isUp, trouble, bucket.objects.has('1')]).toEqual([true, null, true]);
  });

  test('a renewal that hangs does not keep writes alive beyond the lease', async () => {
    keeper.start();
    await settled();
    lease.answer = 'hang';
    await clock.run(6_000);
    bucket.mishap = ({ operation }) => (operation === 'put' ? 'hang' : null);
    write();
    await clock.run(15_000);
    expect([line.isUp, bucket.underWay]).toEqual([false, 0]);
  });

  test('a black hole outlasts the lease: once the bucket answers, the lease waits for nothing that hangs', async () => {
    keeper.start();
    await settled();
    lease.answer = 'hang';
    bucket.mishap = () => 'hang';
    await clock.run(60_000);
    expect([line.isUp, line.trouble?.error.code]).toEqual([false, 'publish.unreachable']);
    // the network is back; what hangs goes on hanging
    lease.answer = ours;
    bucket.mishap = () => null;
    write();
    await clock.run(600);
    expect([line.isUp, line.trouble, trouble, bucket.objects.has('1')]).toEqual([true, null, null, true]);
  });

  test('a lease that is not held any more is taken anew before anything is written', async () => {
    keeper.start();
    await settled();
    lease.answer = refusal('publish.lease-lost');
    await clock.run(5_000);
    expect(line.isUp).toBe(false);
    lease.answer = ours;
    await clock.run(1_000);
    expect([line.isUp, lease.calls.at(-1)]).toEqual([true, 'acquire']);
  });

  test('another destination behind it: nothing is written before that one’s lease is ours', async () => {
    keeper.start();
    await settled();
    lease = new HandLease(clock);
    lease.answer = taken;
    keeper.renewed();
    write();
    await clock.run(20_000);
    expect([line.isUp, bucket.seen.length, lease.calls[0]]).toEqual([false, 0, 'acquire']);
  });

  test('the end does not wait for a bucket that does not answer', async () => {
    keeper.start();
    await settled();
    lease.release = () => new Promise(() => undefined);
    line.close();
    const stopped = keeper.stop();
    await clock.run(3_000);
    await stopped;
    expect(line.isUp).toBe(false);
  });
});
