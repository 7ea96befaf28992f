import { createSocket, type Socket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import { callListener } from './call-listener.js';
import { inductionRequest } from './induction.js';

const sockets: Socket[] = [];
afterEach(async () => {
  await Promise.all(sockets.splice(0).map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
});

/** Answers the nth packet with what `answers` has for it; returns its port. */
async function listener(...answers: readonly (((request: Buffer) => Buffer) | null)[]): Promise<number> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  let received = 0;
  socket.on('message', (request, { port, address }) => {
    const answer = answers[received++] ?? null;
    if (answer !== null) socket.send(answer(request), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket.address().port;
}

const answer = (type: number) => (request: Buffer) => {
  const packet = inductionRequest(1);
  packet.writeUInt32BE(request.readUInt32BE(40), 12);
  packet.writeUInt32BE(5, 16);
  packet.writeUInt16BE(0x4a17, 22);
  packet.writeUInt32BE(type, 36);
  packet.writeUInt32BE(7, 44);
  return packet;
};
const echo = (request: Buffer): Buffer => request;
const noise = (): Buffer => Buffer.from('HTTP/1.1 400 Bad Request');

function call(
  port: number,
  { host = '127.0.0.1', connectTimeoutMs = 10_000, signal = new AbortController().signal } = {},
) {
  const steps: string[] = [];
  const options = { connectTimeoutMs, onStep: (step: string) => void steps.push(step) };
  const done = callListener({ host, port, options: [] }, options, signal);
  return { done, steps };
}

test('repeats itself until a listener answers, whatever else comes', async () => {
  const { done, steps } = call(await listener(null, noise, echo, answer(1)), { host: 'localhost' });
  expect(await done).toEqual({ address: '127.0.0.1', family: 4 });
  expect(steps).toEqual(['resolved', 'connected', 'greeted']);
});

test('a port that nobody has is told at once', async () => {
  const port = await listener();
  await new Promise<void>((resolve) => sockets.pop()?.close(() => resolve()));
  await expect(call(port).done).rejects.toMatchObject({ code: 'relay.unreachable', details: { why: 'refused' } });
});

test('silence, or another protocol, is a time-out', async () => {
  const silent = call(await listener(), { connectTimeoutMs: 300 });
  await expect(silent.done).rejects.toMatchObject({ code: 'relay.unreachable', details: { why: 'timeout' } });
  expect(silent.steps).toEqual(['resolved']);
  const other = call(await listener(noise, echo), { connectTimeoutMs: 300 });
  await expect(other.done).rejects.toMatchObject({ code: 'relay.unreachable', details: { why: 'timeout' } });
  expect(other.steps).toEqual(['resolved', 'connected']);
});

test('a name without any address is told like one that nobody knows', async () => {
  const options = { connectTimeoutMs: 10_000, onStep: () => undefined };
  const place = { host: 'live.example', port: 9000, options: [] };
  const done = callListener(place, options, new AbortController().signal, () => Promise.resolve([]));
  await expect(done).rejects.toMatchObject({ code: 'relay.unreachable', details: { why: 'dns' } });
});

test('a refusal is told with its reason', async () => {
  const { done } = call(await listener(answer(1_005)));
  await expect(done).rejects.toMatchObject({ code: 'relay.refused', details: { status: 'BACKLOG' } });
});

test('an abort ends it with the reason of the signal', async () => {
  const ending = new AbortController();
  const { done } = call(await listener(), { signal: ending.signal });
  ending.abort(new Error('not wanted'));
  await expect(done).rejects.toThrow('not wanted');
  await expect(call(9, { signal: ending.signal }).done).rejects.toThrow('not wanted');
});
