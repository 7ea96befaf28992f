import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { TRPCClientError } from '@trpc/client';
import { applyPatches } from 'immer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStudio, type StudioClients } from '../../../test/servers/studio-clients.js';
import type { StateFrame } from '../../shared/state-frames.js';
import type { AppRouter } from './router.js';

let studio: StudioClients;
beforeEach(async () => {
  studio = await openStudio();
});
afterEach(() => studio.close());

test('a snapshot, then ordered patches; who lost one subscribes anew and gets a snapshot', async () => {
  const { openCookie, openClient, store } = studio;
  const client = openClient(await openCookie());
  const frames: StateFrame[] = [];
  let wake = (): void => undefined;
  const until = async (count: number): Promise<void> => {
    while (frames.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  const subscribe = () =>
    client.state.subscribe(undefined, {
      onData: (frame) => {
        frames.push(frame);
        wake();
      },
    });
  const first = subscribe();
  await until(1);
  const answer = await client.startTest.mutate({ commandId: randomUUID() });
  await client.startTest.mutate({ commandId: randomUUID() });
  await until(3);
  expect(frames.map(({ type, revision }) => [type, revision])).toEqual([
    ['snapshot', 0],
    ['patch', 1],
    ['patch', 2],
  ]);
  expect(answer).toEqual({ broadcastId: 'b1', revision: 1 });
  const [snapshot, ...patches] = frames;
  if (snapshot?.type !== 'snapshot') throw new Error('Expected a snapshot first');
  const mirrored = applyPatches(
    snapshot.state,
    patches.flatMap((frame) => (frame.type === 'patch' ? frame.patches : [])),
  );
  expect(mirrored).toEqual(store.get());
  first.unsubscribe();
  const second = subscribe();
  await until(4);
  expect(frames[3]).toMatchObject({ type: 'snapshot', revision: 2, epoch: store.epoch });
  second.unsubscribe();
});

test('errors arrive as data, without stacks or foreign words', async () => {
  const { openCookie, openClient } = studio;
  const client = openClient(await openCookie());
  const failure = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof TRPCClientError)) throw new Error('Expected a TRPCClientError');
    expect(JSON.stringify(error.shape)).not.toMatch(/stack|secret/);
    return (error as TRPCClientError<AppRouter>).data?.appError;
  };
  const busy = await failure(client.startTest.mutate({ commandId: randomUUID(), title: 'busy' }));
  expect(busy).toMatchObject({ code: 'broadcast.busy', details: { at: 1 } });
  const crash = await failure(client.startTest.mutate({ commandId: randomUUID(), title: 'crash' }));
  expect(crash?.code).toBe('internal');
  const invalid = await failure(client.startTest.mutate({ commandId: 'secret' }));
  expect(invalid).toMatchObject({ code: 'input.invalid', details: { field: 'commandId' } });
  expect(await client.revealKey.query({ inputId: 'i' })).toEqual({ key: 'key of i' });
});

test('garbage between commands costs no command; a repeated id runs once', async () => {
  const { openCookie, openRaw, started } = studio;
  const { socket, next } = await openRaw({ cookie: await openCookie() });
  const ids = [randomUUID(), randomUUID()];
  const command = (id: number, commandId: string | undefined) =>
    JSON.stringify({ id, method: 'mutation', params: { path: 'startTest', input: { commandId } } });
  const garbage = [
    '',
    '{',
    'null',
    '[]',
    '[[]]',
    '"x"',
    '{"id":{},"method":"mutation"}',
    '{"id":7,"method":"mutation","params":{"path":"__proto__"}}',
    '{"id":8,"method":"mutation","params":{"path":"constructor.prototype"}}',
    '{"id":9,"method":"subscription.stop"}',
    '['.repeat(10_000),
    `{"id":10,"method":"query","params":{"path":"state"}}`,
    Buffer.from([0, 1, 2, 255]),
  ];
  for (const frame of garbage.slice(0, 7)) socket.send(frame);
  socket.send(command(1, ids[0]));
  for (const frame of garbage.slice(7)) socket.send(frame);
  socket.send(command(2, ids[1]));
  socket.send(command(3, ids[0]));
  const answers = new Map<unknown, unknown>();
  while (!answers.has(1) || !answers.has(2) || !answers.has(3)) {
    const message = await next();
    answers.set(message['id'], message['result'] ?? message['error']);
  }
  expect(started).toEqual(ids);
  expect(answers.get(3)).toEqual(answers.get(1));
  expect(answers.get(2)).toMatchObject({ data: { broadcastId: 'b2', revision: 2 } });
  expect(answers.get(7)).toMatchObject({ data: { appError: { code: 'command.unknown' } } });
});

test('an oversized frame or a broken one costs that socket alone, and a repeat on a new one answers as the first', async () => {
  const { openCookie, openRaw, started } = studio;
  const cookie = await openCookie();
  const commandId = randomUUID();
  const command = JSON.stringify({ id: 1, method: 'mutation', params: { path: 'startTest', input: { commandId } } });
  const first = await openRaw({ cookie });
  first.socket.send(command);
  const answer = await first.next();
  first.socket.on('error', () => undefined);
  first.socket.send('x'.repeat(1024 * 1024 + 1));
  const [closeCode] = (await once(first.socket, 'close')) as [number];
  expect(closeCode).toBe(1009);

  // reserved bits set, then cut in the middle of a frame
  const cut = await openRaw({ cookie });
  const raw = cut.socket as unknown as { _socket: Socket };
  raw._socket.write(Buffer.from([0xff, 0xff, 1]));
  cut.socket.on('error', () => undefined);
  await once(cut.socket, 'close');

  const again = await openRaw({ cookie });
  again.socket.send(command);
  expect(await again.next()).toEqual(answer);
  expect(started).toEqual([commandId]);
});

test('a client that stops reading gets a snapshot in place of what it missed, and the engine keeps no more than a few', async () => {
  const { openCookie, openRaw, store } = studio;
  const { socket, next } = await openRaw({ cookie: await openCookie() });
  socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'state' } }));
  await next(); // started
  await next(); // the first snapshot
  socket.pause();
  // More than the system's socket buffers hold, in turns of the event loop, so that the frames could be written.
  for (let n = 1; n <= 600; n += 1) {
    store.update((draft) => void (draft.settings.channel.name = `${n} `.padEnd(50_000, 'x')));
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.resume();
  const frames: StateFrame[] = [];
  while (frames.at(-1)?.revision !== 600) {
    const { data } = (await next())['result'] as { data: StateFrame };
    frames.push(data);
  }
  const snapshotAt = frames.findIndex(({ type }) => type === 'snapshot');
  expect(snapshotAt).toBeGreaterThan(-1);
  expect(frames.length).toBeLessThan(600);
  // on either side of the snapshot no revision is missing
  const steps = frames.slice(1).map((frame, index) => frame.revision - (frames[index]?.revision ?? 0));
  expect(steps.filter((step, index) => step !== 1 && frames[index + 1]?.type !== 'snapshot')).toEqual([]);
});
