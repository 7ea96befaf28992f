import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as absence } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { ActiveBroadcast } from '../../src/shared/studio-state.js';
import { TestEngine } from './support/engine.js';
import { fileClip } from './support/file-clip.js';
import { missingBetween } from './support/numbered-clip.js';
import { ownProcesses } from './support/own-processes.js';
import { helloOf, openSession, StudioSender, type StudioSession } from './support/studio-sender.js';
import { discontinuitiesOf, expectWholeRecording, recordedNumbers } from './support/whole-recording.js';

let server: TestEngine;
const senders: StudioSender[] = [];
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.cut()));
});
const own = fileClip(() => server.stop());

async function start(): Promise<StudioSession> {
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
  return openSession(server.engine.studioUrl());
}

async function sending(...args: Parameters<typeof StudioSender.sending>): Promise<StudioSender> {
  const sender = await StudioSender.sending(...args);
  senders.push(sender);
  return sender;
}

/** The broadcast, once it is live and this much of it is packed. */
const untilPacked = (seconds: number): Promise<ActiveBroadcast> =>
  server.until(`${seconds} s of programme`, ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.figures.durationSeconds >= seconds ? broadcast : null,
  );

const untilFeed = (status: string): Promise<true> =>
  server.until(`a feed that is ${status}`, ({ studioFeed }) => (studioFeed.status === status ? true : null));

test('the studio goes live, is cut off and comes back to the same broadcast, and ends it with its last picture', async () => {
  const session = await start();
  expect(server.state.studioFeed.status).toBe('idle');
  const hello = helloOf({ title: 'Tea <b>&' });
  const first = await sending(session, hello, own.clip.file);
  const { id } = await untilPacked(3);
  expect(server.state.broadcast).toMatchObject({
    title: 'Tea <b>&',
    description: 'With milk\nand sugar',
    visibility: 'public',
    programme: { kind: 'encoder', inputId: 'studio', label: 'This studio' },
  });
  expect(server.state.broadcast?.source?.video).toMatchObject({ codec: 'h264', width: 640, height: 360 });
  expect(server.state.broadcast?.renditions.map(({ copied }) => copied)).toContain(true);
  expect(server.state.studioFeed).toMatchObject({ status: 'sending', purpose: 'live', showId: hello.showId });
  await server.until('a bit rate', ({ studioFeed }) => ((studioFeed.bitrate ?? 0) > 50_000 ? true : null));
  // what a viewer's player reads
  const page = server.state.broadcast?.links.find(({ kind }) => kind === 'watch')?.url ?? '';
  const master = await fetch(page.replace('index.html', 'master.m3u8'));
  expect([master.status, (await master.text()).match(/^\S+\/index\.m3u8$/gm)?.length]).toEqual([200, 2]);
  expect(server.state.inputs.map((input) => [input.id === 'studio', input.status])).toEqual([[false, 'idle']]);
  await first.cut();
  await untilFeed('broken');
  const lost = await server.untilBroadcast('reconnecting');
  expect(server.state.studioFeed).toMatchObject({ showId: hello.showId, studioId: null, purpose: 'live' });
  // not waited for anything: the socket is broken for so long
  await absence(5_000);
  // after a reload it is another studio, of the same show
  const second = await sending(session, helloOf({ showId: hello.showId }), own.clip.file);
  expect(await untilPacked(lost.figures.durationSeconds + 3)).toMatchObject({ id, discontinuities: 1 });
  expect(await second.end()).toBe(1000);
  const summary = await server.ended(id);
  expect(server.state.studioFeed.status).toBe('idle');
  expect(second.takenBytes).toBe(second.sentBytes);

  const archive = await expectWholeRecording(summary.archiveDir);
  expect(discontinuitiesOf(archive)).toHaveLength(1);
  const stays = await recordedNumbers(summary.archiveDir, archive, own.clip, own.media);
  for (const stay of stays) expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);
  const told = JSON.parse(readFileSync(path.join(summary.archiveDir, 'broadcast.json'), 'utf8')) as object;
  expect(told).toMatchObject({ title: 'Tea <b>&', description: 'With milk\nand sugar' });

  // one that did not hear of the end begins nothing
  const third = await StudioSender.open(session);
  third.say(hello);
  expect(await third.until('refused')).toMatchObject({ code: 'broadcast.not-found', retryable: false });
  expect(await third.closed()).toBe(4000);
  expect(server.state.broadcast).toBeNull();
});

test('a creator who ends the broadcast ends the feed; its name is in no log, and no key in any command line', async () => {
  const session = await start();
  const sender = await sending(session, helloOf(), own.clip.file);
  const { id } = await untilPacked(2);
  const { key } = await server.engine.queries.revealKey(server.state.inputs[0]?.id ?? '');
  const [feeder] = ownProcesses().filter(({ command }) => command.includes('pipe:0'));
  const name = /\/feed\/([0-9a-f]{48})/.exec(feeder?.command ?? '')?.[1] ?? '';
  expect(name).not.toBe('');
  expect(ownProcesses().filter(({ command }) => command.includes(key))).toEqual([]);
  await server.end(id);
  expect(await sender.until('refused')).toMatchObject({ code: 'broadcast.not-found', retryable: false });
  await server.until('no feed', ({ studioFeed }) => (studioFeed.status === 'idle' ? true : null));
  expect(server.noticeCodes).not.toContain('ingest.held');
  const logs = path.join(server.dataDir, 'logs');
  const text = readdirSync(logs).map((file) => readFileSync(path.join(logs, file), 'utf8'));
  expect(text.join('')).not.toContain(key);
  // a new press of the button is a new show
  await sending(session, helloOf(), own.clip.file);
  expect((await untilPacked(1)).id).not.toBe(id);
});

test('another studio of the show takes its place; one of another show does not get in', async () => {
  const session = await start();
  const hello = helloOf();
  const first = await sending(session, hello, own.clip.file);
  const { id } = await untilPacked(2);
  const stranger = await StudioSender.open(session);
  stranger.say(helloOf());
  expect(await stranger.until('refused')).toMatchObject({ code: 'broadcast.busy', retryable: false });
  const second = await sending(session, helloOf({ showId: hello.showId }), own.clip.file);
  expect(await first.closed()).toBe(4001);
  expect(first.messages.at(-1)).toEqual({ type: 'replaced' });
  expect(
    await server.until('the other one', ({ broadcast }) => (broadcast?.discontinuities === 1 ? broadcast.id : null)),
  ).toBe(id);
  expect(second.closeCode).toBeNull();
  await server.engine.stop('the desk is left');
  expect(await second.closed()).toBe(1001);
});

test.each([
  ['vp8', 'libvpx'],
  ['vp9', 'libvpx-vp9'],
] as const)('%s is transcoded, with a keyframe each segment', async (name, encoder) => {
  const session = await start();
  const video = { codec: name, width: 320, height: 180, fps: 15, bitrate: 300_000 };
  const codec = [encoder, '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '300k', '-s', '320x180'];
  const sender = await sending(session, helloOf({ video }), own.clip.file, codec);
  const { id } = await untilPacked(5);
  expect(server.state.broadcast?.source?.video).toMatchObject({ codec: 'h264', width: 320, height: 180, fps: 15 });
  expect(server.state.broadcast?.figures.gopSeconds).toBe(2);
  await sender.end();
  await expectWholeRecording((await server.ended(id)).archiveDir);
});
