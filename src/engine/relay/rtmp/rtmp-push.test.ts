import { setImmediate as turn } from 'node:timers/promises';
import { createHash, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RtmpSink, type RtmpSinkOptions } from '../../../../test/servers/rtmp-sink.js';
import { makeTestCertificate } from '../../../../test/servers/test-certificate.js';
import type { RelayTag } from '../relay-tag.js';
import { encodeAmf } from './encode-amf.js';
import type { RtmpPushOptions, RtmpPushStep } from './push-options.js';
import { RtmpPush } from './rtmp-push.js';

const key = 'live_4711_AbCdEf?bandwidthtest=true&a=b c';
const never = new AbortController().signal;
const sinks: RtmpSink[] = [];
const pushes: RtmpPush[] = [];

async function sinkWith(options: RtmpSinkOptions = {}): Promise<RtmpSink> {
  const sink = await RtmpSink.start(options);
  sinks.push(sink);
  return sink;
}

async function open(sink: RtmpSink, options: Partial<RtmpPushOptions> = {}): Promise<RtmpPush> {
  const push = await RtmpPush.open({ url: sink.url, key, connectTimeoutMs: 20_000, ...options }, never);
  pushes.push(push);
  return push;
}

afterEach(async () => {
  for (const push of pushes.splice(0)) await push.close();
  for (const sink of sinks.splice(0)) await sink.die();
});

const described = (tags: readonly { type: number; timestampMs: number; sha: string }[]): string[] =>
  tags.map(({ type, timestampMs, sha }) => `${type} ${timestampMs} ${sha}`);
const digested = (tags: readonly RelayTag[]): string[] =>
  described(tags.map((tag) => ({ ...tag, sha: createHash('sha1').update(tag.data).digest('hex') })));

const metadata: RelayTag = {
  type: 18,
  timestampMs: 0,
  data: encodeAmf(['onMetaData', new Map([['width', 640]])]),
};
const tags: readonly RelayTag[] = [
  metadata,
  { type: 9, timestampMs: 0, data: randomBytes(40) },
  { type: 8, timestampMs: 0, data: new Uint8Array(0) },
  { type: 9, timestampMs: 40, data: randomBytes(300_000) },
  { type: 8, timestampMs: 21, data: randomBytes(400) },
  { type: 9, timestampMs: 0xffffff + 5, data: randomBytes(9_000) },
  { type: 9, timestampMs: 0xffffff + 45, data: randomBytes(4_096) },
  { type: 18, timestampMs: 0xffffff + 45, data: encodeAmf(['onTextData', null]) },
  { type: 9, timestampMs: 80, data: randomBytes(4_097) },
];

describe('RtmpPush', () => {
  it.each([false, true])('delivers tags byte for byte, and leaves in order (TLS: %s)', async (isSecure) => {
    const tls = isSecure ? await makeTestCertificate() : undefined;
    const sink = await sinkWith(tls === undefined ? {} : { tls });
    const steps: RtmpPushStep[] = [];
    const trust = tls === undefined ? {} : { tls: { ca: tls.cert } };
    const push = await open(sink, { ...trust, onStep: (step) => steps.push(step) });
    for (const tag of tags) push.send(tag);
    const [publish] = sink.publishes;
    await publish?.received(tags.length);
    await push.close();
    expect(await push.closed).toBeNull();
    expect(await publish?.ended).toBe('unpublished');
    expect(described(publish?.tags ?? [])).toEqual(digested(tags));
    expect(publish).toMatchObject({ key, app: 'live', dataFrames: 1 });
    expect(publish?.tcUrl).not.toContain('4711');
    const tlsStep: RtmpPushStep[] = isSecure ? ['secured'] : [];
    expect(steps).toEqual(['resolved', 'connected', ...tlsStep, 'greeted', 'accepted', 'publishing']);
    expect(push.unsentBytes).toBe(0);
    expect(push.sentBytes).toBeGreaterThan(tags.reduce((sum, { data }) => sum + data.length, 0));
  });

  it('says what Adobe’s encoder says, in its order', async () => {
    const sink = await sinkWith();
    const push = await open(sink);
    const [connection] = sink.connections;
    await push.close();
    const publishing = ['connect', 'releaseStream', 'FCPublish', 'createStream', 'publish'];
    await vi.waitFor(() => expect(connection?.commands).toEqual([...publishing, 'FCUnpublish', 'deleteStream']));
  });

  it('probes without publishing', async () => {
    const sink = await sinkWith();
    // by a name: the sink listens on one of its two addresses
    const url = sink.url.replace('127.0.0.1', 'localhost');
    await RtmpPush.probe({ url, key, connectTimeoutMs: 20_000 }, never);
    expect(sink.accepted).toBe(1);
    expect(sink.publishes).toEqual([]);
  });

  it('touches no stream of that name when it only looks', async () => {
    const sink = await sinkWith();
    const looking = RtmpPush.probe({ url: sink.url, key, connectTimeoutMs: 20_000 }, never);
    while (sink.connections.size === 0) await turn();
    const [connection] = sink.connections;
    await looking;
    await vi.waitFor(() => expect(connection?.commands).toEqual(['connect', 'createStream', 'deleteStream']));
  });

  it('answers pings, and acknowledges what it is sent', async () => {
    const sink = await sinkWith({ windowBytes: 8_192 });
    await open(sink);
    const [connection] = sink.connections;
    connection?.ping(4_711);
    for (let count = 0; count < 6; count += 1) connection?.say(18, Buffer.alloc(4_000), 1);
    await vi.waitFor(() => expect(connection?.pongs).toEqual([4_711]));
    await vi.waitFor(() => expect(connection?.acknowledged.at(-1)).toBeGreaterThan(16_384));
    expect(connection?.acknowledged.length).toBeLessThanOrEqual(4);
  });

  it('does not let a peer that only asks fill its queue', async () => {
    const sink = await sinkWith();
    const push = await open(sink);
    const [connection] = sink.connections;
    connection?.pause();
    for (let count = 0; count < 20_000; count += 1) connection?.ping(count);
    connection?.status('error', 'NetStream.Publish.Denied', 'Enough');
    expect(await push.closed).toMatchObject({ code: 'relay.bad-key' });
    expect(push.sentBytes).toBeLessThan(100_000);
  });

  it('tells what a peer that never reads leaves behind, and ends all the same', async () => {
    const sink = await sinkWith();
    sink.acceptAndNeverRead();
    const push = await open(sink);
    const block = randomBytes(1_000_000);
    // more than the sockets of both sides hold
    for (let count = 0; count < 40; count += 1) push.send({ type: 9, timestampMs: count, data: block });
    expect(push.unsentBytes).toBeGreaterThan(30_000_000);
    // the sockets fill, then nothing moves any more: a second look at the same place
    let seen = -1;
    await vi.waitFor(
      () => {
        const before = seen;
        seen = push.unsentBytes;
        expect(seen).toBe(before);
      },
      { interval: 300, timeout: 20_000 },
    );
    expect(push.unsentBytes).toBeGreaterThan(10_000_000);
    expect(push.lastProgressAtMs).toBeLessThan(performance.now() - 200);
    await push.close();
    expect(await push.closed).toBeNull();
    expect(push.unsentBytes).toBe(0);
  });

  it('tells of a reset, with TLS as without, and of a sink that dies and comes back', async () => {
    const tls = await makeTestCertificate();
    for (const sink of [await sinkWith({ tls }), await sinkWith()]) {
      const push = await open(sink, { tls: { ca: tls.cert } });
      sink.reset();
      expect(await push.closed).toMatchObject({ code: 'relay.closed', details: { phase: 'live' } });
      await sink.die();
      await expect(open(sink)).rejects.toMatchObject({ code: 'relay.unreachable' });
      await sink.comeBack();
      await open(sink, { tls: { ca: tls.cert } });
      expect(sink.publishes.length).toBe(2);
    }
  });

  it('keeps the key to itself', async () => {
    const sink = await sinkWith();
    const push = await open(sink);
    push.send(metadata);
    const shown = inspect(push, { depth: 20, showHidden: true }) + inspect(Object.entries(push)) + JSON.stringify(push);
    expect(shown).not.toContain('4711');
    sink.reset();
    const error = await push.closed;
    expect(error).toMatchObject({ code: 'relay.closed', retryable: true, details: { phase: 'live' } });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('4711');
  });
});
