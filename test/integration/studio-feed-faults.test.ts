import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { feedLimits } from '../../src/shared/feed.js';
import type { ActiveBroadcast } from '../../src/shared/studio-state.js';
import { TestEngine } from './support/engine.js';
import { eventually } from './support/eventually.js';
import { fileClip } from './support/file-clip.js';
import { NumberedClip } from './support/numbered-clip.js';
import { ownProcesses } from './support/own-processes.js';
import { helloOf, openSession, StudioSender, type StudioSession } from './support/studio-sender.js';
import { expectWholeRecording } from './support/whole-recording.js';

let server: TestEngine;
let session: StudioSession;
const senders: StudioSender[] = [];
const own = fileClip(() => server.stop());
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.cut()));
});

async function start(): Promise<void> {
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
  session = await openSession(server.engine.studioUrl());
}

async function open(): Promise<StudioSender> {
  const sender = await StudioSender.open(session);
  senders.push(sender);
  return sender;
}

const untilLive = (seconds: number): Promise<ActiveBroadcast> =>
  server.until(`${seconds} s of programme`, ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.figures.durationSeconds >= seconds ? broadcast : null,
  );

/** The ffmpeg that reads the studio's stream. */
const feeder = (): Promise<number> =>
  eventually('an ffmpeg for the feed', () => {
    const found = ownProcesses().find(({ command }) => command.includes('-f matroska -i pipe:0'));
    return found?.pid ?? null;
  });

test('whoever does not keep to the protocol is refused, and the engine goes on', async () => {
  await start();
  const hello = helloOf();
  const silent = await open();
  const wrong: Record<string, (sender: StudioSender) => void> = {
    'no JSON': (sender) => sender.say('{"type":'),
    'another message': (sender) => sender.say({ type: 'greetings' }),
    'a hello that lacks something': (sender) => sender.say({ ...hello, showId: undefined }),
    'a hello that is too long': (sender) => sender.say({ ...hello, more: 'x'.repeat(70_000) }),
    'bytes before hello': (sender) => sender.socket.send(Buffer.alloc(10)),
    'end before hello': (sender) => sender.say({ type: 'end' }),
    'a second hello': (sender) => {
      sender.say(helloOf());
      sender.say(helloOf());
    },
    'bytes behind the end': (sender) => {
      sender.say(helloOf());
      sender.say({ type: 'end' });
      sender.socket.send(Buffer.alloc(10));
    },
  };
  for (const [what, misbehave] of Object.entries(wrong)) {
    const sender = await open();
    misbehave(sender);
    expect([what, await sender.until('refused')]).toEqual([
      what,
      { type: 'refused', code: 'input.invalid', retryable: false },
    ]);
    expect([what, await sender.closed()]).toEqual([what, 4000]);
  }
  const oversized = await open();
  oversized.say(helloOf());
  await oversized.until('ready');
  oversized.socket.send(Buffer.alloc(feedLimits.messageBytes + 1));
  expect(await oversized.closed()).toBe(1009);
  for (const garbage of [randomBytes(200_000), Buffer.alloc(200_000), Buffer.from('<html>'.repeat(20_000))]) {
    const sender = await open();
    sender.say(helloOf());
    await sender.until('ready');
    sender.socket.send(garbage);
    expect(await sender.until('refused')).toMatchObject({ code: 'ingest.source-unreadable', retryable: false });
  }
  expect(await silent.until('refused')).toMatchObject({ code: 'input.invalid' });
  await server.until('no feed', ({ studioFeed }) => (studioFeed.status === 'idle' ? true : null));
  expect(server.state.broadcast).toBeNull();
  const sender = await open();
  sender.say(hello);
  await sender.until('ready');
  sender.send(own.clip.file);
  const { id } = await untilLive(2);
  expect(await sender.end()).toBe(1000);
  await expectWholeRecording((await server.ended(id)).archiveDir);
});

test('an ffmpeg that stands still takes no more than it must; killed, it is told, and the studio comes back', async () => {
  await start();
  const rich = await NumberedClip.make(own.media, 24_000, true);
  const film = await own.media.make('rich.mkv', [
    ...[
      '-i',
      rich.file,
      '-c:v',
      'copy',
      '-c:a',
      'libopus',
      '-f',
      'matroska',
      '-live',
      '1',
      '-cluster_time_limit',
      '30',
    ],
  ]);
  const bytes = await readFile(film);
  expect(bytes.length).toBeGreaterThan(40_000_000);
  const hello = helloOf();
  const sender = await open();
  sender.say(hello);
  await sender.until('ready');
  const firstBytes = 1024 * 1024;
  const piece = 64 * 1024;
  sender.socket.send(bytes.subarray(0, firstBytes));
  await server.until('a feed', ({ studioFeed }) => (studioFeed.status === 'sending' ? true : null));
  const pid = await feeder();
  process.kill(pid, 'SIGSTOP');
  for (let at = firstBytes; at < bytes.length; at += piece) sender.socket.send(bytes.subarray(at, at + piece));
  // what neither the kernel nor the engine takes stays here: it takes some, and then no more
  let before = -1;
  const untaken = await eventually('the engine to take no more', () => {
    const { bufferedAmount } = sender.socket;
    const isSame = bufferedAmount === before;
    before = bufferedAmount;
    return isSame ? bufferedAmount : null;
  });
  const onItsWay = bytes.length - untaken - sender.takenBytes;
  expect(onItsWay).toBeLessThan(16_000_000);
  expect(sender.takenBytes).toBeLessThan(4_000_000);
  process.kill(pid, 'SIGCONT');
  await sender.wait('all to be taken', () => (sender.takenBytes === bytes.length ? true : null));
  const { id } = await untilLive(2);

  process.kill(pid, 'SIGKILL');
  expect(await sender.until('refused')).toEqual({ type: 'refused', code: 'ffmpeg.failed', retryable: true });
  await server.until('a broken feed', ({ studioFeed }) => (studioFeed.status === 'broken' ? true : null));
  const back = await open();
  back.say(hello);
  await back.until('ready');
  back.send(own.clip.file);
  await server.until('the same broadcast', ({ broadcast }) =>
    broadcast?.id === id && broadcast.status === 'live' && broadcast.discontinuities === 1 ? true : null,
  );

  // one that never comes back is given up
  process.kill(await feeder(), 'SIGSTOP');
  const filler = bytes.subarray(0, 8_000_000);
  for (let at = 0; at < filler.length; at += piece) back.socket.send(filler.subarray(at, at + piece));
  expect(await back.until('refused')).toEqual({ type: 'refused', code: 'ffmpeg.failed', retryable: true });
  await server.until('no ffmpeg of the feed', () =>
    ownProcesses().some(({ command }) => command.includes('-i pipe:0')) ? null : true,
  );
});
