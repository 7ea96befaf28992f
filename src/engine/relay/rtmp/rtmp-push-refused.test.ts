import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { RtmpSink } from '../../../../test/servers/rtmp-sink.js';
import { makeTestCertificate } from '../../../../test/servers/test-certificate.js';
import { AppError } from '../../../shared/errors.js';
import { RtmpPush } from './rtmp-push.js';

const key = 'live_4711_AbCdEf';
const never = new AbortController().signal;
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function sink(options: Parameters<typeof RtmpSink.start>[0] = {}): Promise<RtmpSink> {
  const started = await RtmpSink.start(options);
  ends.push(() => started.die());
  return started;
}

/** A server that is none: `behave` does what it likes with each socket. */
async function server(behave: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const listener: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    behave(socket);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  ends.push(async () => {
    for (const socket of sockets) socket.destroy();
    listener.close();
    await once(listener, 'close');
  });
  return `rtmp://127.0.0.1:${(listener.address() as AddressInfo).port}/live`;
}

async function refusalOf(url: string, options: { connectTimeoutMs?: number; signal?: AbortSignal; ca?: string } = {}) {
  const { connectTimeoutMs = 20_000, signal = never, ca } = options;
  const tls = ca === undefined ? {} : { tls: { ca } };
  const thrown: unknown = await RtmpPush.open({ url, key, connectTimeoutMs, ...tls }, signal).then(
    async (push) => {
      await push.close();
      return null;
    },
    (error: unknown) => error,
  );
  expect(inspect(thrown, { depth: 20, showHidden: true })).not.toContain('4711');
  return thrown;
}

describe('RtmpPush, refused', () => {
  it.each([
    [
      'publish',
      'NetStream.Publish.BadName',
      `Stream ${key} is already live`,
      'relay.already-live',
      'Stream … is already live',
    ],
    ['publish', 'NetStream.Publish.Denied', `Bad key ${key}!`, 'relay.bad-key', 'Bad key …!'],
    ['connect', 'NetConnection.Connect.Rejected', 'Bitrate too high', 'relay.bitrate', 'Bitrate too high'],
    ['connect', 'NetConnection.Connect.Rejected', '', 'relay.refused', 'NetConnection.Connect.Rejected'],
  ] as const)('at %s: %s "%s"', async (at, code, description, expected, said) => {
    const service = await sink();
    service.refuse({ at, code, description });
    expect(await refusalOf(service.url)).toMatchObject({ code: expected, details: { said, status: code } });
  });

  it('a service that hangs up at the key without a word', async () => {
    const service = await sink();
    service.refuse({ at: 'publish' });
    const details = { phase: 'publishing', why: 'hung-up' };
    expect(await refusalOf(service.url)).toMatchObject({ code: 'relay.closed', retryable: true, details });
  });

  it('a service that says Publish.Start and hangs up: how long it lasted is told', async () => {
    const service = await sink();
    service.refuse({ at: 'start-then-close' });
    const push = await RtmpPush.open({ url: service.url, key, connectTimeoutMs: 20_000 }, never);
    const error = await push.closed;
    expect(error).toMatchObject({ code: 'relay.closed', details: { phase: 'live', why: 'hung-up' } });
    expect(error?.details['afterMs']).toBeTypeOf('number');
  });

  it('a refusal in the middle of the show ends it with its words', async () => {
    const service = await sink();
    const push = await RtmpPush.open({ url: service.url, key, connectTimeoutMs: 20_000 }, never);
    for (const connection of service.connections)
      connection.status('error', 'NetStream.Publish.Failed', 'Bitrate too high');
    expect(await push.closed).toMatchObject({ code: 'relay.bitrate' });
    push.send({ type: 8, timestampMs: 0, data: Buffer.alloc(10) });
    expect(push.unsentBytes).toBe(0);
    await push.close();
  });

  it('nobody listens', async () => {
    const service = await sink();
    await service.die();
    const error = await refusalOf(service.url);
    expect(error).toMatchObject({
      code: 'relay.unreachable',
      retryable: true,
      details: { why: 'refused', host: '127.0.0.1' },
    });
  });

  it('a name that does not exist', async () => {
    const error = await refusalOf('rtmp://no-such-host.invalid/live');
    expect(error).toMatchObject({ code: 'relay.unreachable', details: { why: 'dns' } });
  });

  it.each([
    ['never answers', 'connected', (): void => undefined],
    [
      'stops after the handshake',
      'greeted',
      (socket: Socket) => void socket.write(Buffer.concat([Buffer.from([3]), Buffer.alloc(3_072)])),
    ],
  ] as const)('a server that %s runs out of time', async (_name, after, behave) => {
    const url = await server(behave);
    const error = await refusalOf(url, { connectTimeoutMs: 300 });
    expect(error).toMatchObject({ code: 'relay.unreachable', details: { why: 'timeout', after } });
  });

  it.each([
    ['speaks HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    [
      'answers garbage after the handshake',
      Buffer.concat([Buffer.from([3]), Buffer.alloc(3_072), Buffer.alloc(200, 0xff)]),
    ],
    [
      'announces a message of 16 MB',
      Buffer.concat([Buffer.from([3]), Buffer.alloc(3_072), Buffer.from('03000000ffffff1400000000', 'hex')]),
    ],
    [
      'sends AMF0 that never ends',
      Buffer.concat([
        Buffer.from([3]),
        Buffer.alloc(3_072),
        Buffer.from('030000000000051400000000' + '0a0affffff', 'hex'),
      ]),
    ],
  ])('a server that %s is refused, and nothing else happens', async (_name, answer) => {
    const url = await server((socket) => void socket.write(answer));
    expect(await refusalOf(url)).toMatchObject({ code: 'relay.refused', details: { why: 'protocol' } });
  });

  it('a server that resets', async () => {
    const url = await server((socket) => void socket.once('data', () => socket.resetAndDestroy()));
    expect(await refusalOf(url)).toMatchObject({ code: 'relay.unreachable', details: { why: 'reset' } });
  });

  it('garbage in the middle of the show ends that push', async () => {
    const service = await sink();
    const push = await RtmpPush.open({ url: service.url, key, connectTimeoutMs: 20_000 }, never);
    for (const connection of service.connections) connection.say(20, Buffer.from([0x11, 0xff]), 1);
    expect(await push.closed).toMatchObject({ code: 'relay.closed', details: { why: 'protocol', phase: 'live' } });
  });

  it('certificates that nobody vouches for, or that are somebody else’s', async () => {
    const stranger = await sink({ tls: await makeTestCertificate() });
    expect(await refusalOf(stranger.url)).toMatchObject({ code: 'relay.tls', details: { why: 'untrusted' } });
    const tls = await makeTestCertificate(['DNS:elsewhere.example']);
    const other = await sink({ tls });
    const error = await refusalOf(other.url, { ca: tls.cert });
    expect(error).toMatchObject({ code: 'relay.tls', details: { why: 'wrong-host', host: '127.0.0.1' } });
  });

  it('rtmps where plain RTMP is spoken', async () => {
    const plain = await server((socket) => void socket.once('data', () => socket.end('RTMP is spoken here\r\n')));
    expect(await refusalOf(plain.replace('rtmp:', 'rtmps:'))).toMatchObject({
      code: 'relay.tls',
      details: { why: 'no-tls' },
    });
  });

  it('gives up when it is told to, with the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    const closed: Promise<unknown>[] = [];
    const url = await server((socket) => {
      closed.push(once(socket, 'close'));
      abort.abort(reason);
    });
    expect(await refusalOf(url, { signal: abort.signal })).toBe(reason);
    await Promise.all(closed);
    expect(await refusalOf(url, { signal: abort.signal })).toBe(reason);
    expect(closed.length).toBe(1);
  });

  it('a URL or a key that cannot be', async () => {
    expect(await refusalOf('http://127.0.0.1/live')).toMatchObject({ code: 'relay.invalid' });
    const empty = RtmpPush.open({ url: 'rtmp://127.0.0.1/live', key: '', connectTimeoutMs: 1_000 }, never);
    await expect(empty).rejects.toBeInstanceOf(AppError);
  });
});
