import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseVideoTag } from '../../src/engine/ingest/codec/flv-tag.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { ClipPackets, relayTo, saveRelay, Sinks, untilRun } from './support/relayed-show.js';

let media: Media;
let clip: NumberedClip;
let own: ClipPackets;
let server: TestEngine;
let push: Push | null = null;
const sinks = new Sinks();

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
  own = await ClipPackets.read(clip.file);
});
beforeEach(async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
});
afterEach(async () => {
  await push?.kill();
  push = null;
  await server.stop();
  await sinks.end();
  await noProcessLeft();
});
afterAll(() => media.remove());

async function encoderStarts(): Promise<void> {
  push = clip.push(await server.pushUrl());
}

/** This much more is packed. */
async function untilMore(seconds: number): Promise<void> {
  const packed = server.state.broadcast?.figures.durationSeconds ?? 0;
  await server.until(`${seconds} s more`, ({ broadcast }) =>
    (broadcast?.figures.durationSeconds ?? 0) > packed + seconds ? true : null,
  );
}

test("three services get the encoder's own packets, started and stopped one by one; the ladder is whole", async () => {
  const [one, two, three] = [await sinks.start(), await sinks.start(), await sinks.start()];
  const first = await saveRelay(server, relayTo('One', one.url), 'key-one-12345');
  await saveRelay(server, relayTo('Two', two.url), 'key-two-12345');
  const late = await saveRelay(server, relayTo('Three', three.url, { isEnabled: false }), 'key-three-12345');
  const publishes = [one.nextPublish(), two.nextPublish()];
  await encoderStarts();
  const [toOne, toTwo] = await Promise.all(publishes);
  expect([toOne?.key, toTwo?.key]).toEqual(['key-one-12345', 'key-two-12345']);
  const live = await untilRun(server, first, 'the first to be live', ({ status }) => status === 'live');
  expect(live).toMatchObject({ via: 'primary', feed: { kind: 'source', reason: null }, droppedFrames: 0 });
  const { id } = await server.untilPlayable();

  const begins = three.nextPublish();
  await server.engine.commands.startRelay({ commandId: randomUUID(), id: late });
  const toThree = await begins;
  await toThree.received(80);
  await server.engine.commands.stopRelay({ commandId: randomUUID(), id: first });
  expect(await toOne?.ended).toBe('unpublished');
  const again = one.nextPublish();
  await server.engine.commands.startRelay({ commandId: randomUUID(), id: first });
  const toOneAgain = await again;
  await toOneAgain.received(80);

  await push?.kill();
  await server.untilBroadcast('reconnecting');
  const summary = await server.end(id);
  expect(await Promise.all([toTwo?.ended, toThree.ended, toOneAgain.ended])).toEqual(Array(3).fill('unpublished'));
  for (const publish of [toOne, toTwo, toThree, toOneAgain]) {
    const tags = publish?.tags ?? [];
    const numbers = own.pictureNumbers(tags);
    expect(numbers.length).toBeGreaterThan(15);
    expect(missingBetween(numbers)).toBe(0);
    expect(own.foreignSound(tags)).toBe(0);
    const times = tags.filter(({ type }) => type !== 18).map(({ timestampMs }) => timestampMs);
    expect(times).toEqual([...times].sort((before, after) => before - after));
  }
  expect(summary.lostSegments).toBe(0);
  // what begins inside of a GOP begins with its keyframe: one every 2 s of 15 pictures each
  for (const { tags } of [toThree, toOneAgain]) expect((own.pictureNumbers(tags)[0] ?? NaN) % 30).toBe(0);
});

test('the encoder comes back: who holds the line gets both stays through it, who hangs up comes back', async () => {
  const [holding, hanging] = [await sinks.start(), await sinks.start()];
  const holds = await saveRelay(server, relayTo('Holds', holding.url), 'key-holds-123');
  await saveRelay(server, relayTo('Hangs up', hanging.url, { whileSourceIsGone: 'hang-up' }), 'key-hangs-123');
  const publishes = [holding.nextPublish(), hanging.nextPublish()];
  await encoderStarts();
  const [held, hung] = await Promise.all(publishes);
  await server.untilPlayable();
  await push?.kill();
  await server.untilBroadcast('reconnecting');
  expect(await hung?.ended).toBe('unpublished');
  const waiting = await untilRun(server, holds, 'it to wait', ({ reason }) => reason?.code === 'relay.no-source');
  expect(waiting.status).toBe('live');
  const before = held?.tags.length ?? 0;
  const back = hanging.nextPublish();
  await encoderStarts();
  const second = await back;
  await second.received(30);
  await held?.received(before + 30);
  expect(held?.end).toBeNull();
  const times = held?.tags.filter(({ type }) => type === 9).map(({ timestampMs }) => timestampMs) ?? [];
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(own.foreignSound(held?.tags ?? [])).toBe(0);
  expect(own.pictureNumbers(held?.tags ?? []).length).toBeGreaterThan(30);
  await untilRun(server, holds, 'it to go on', ({ status, reason }) => status === 'live' && reason === null);
});

test('what only ffmpeg sees is relayed as a rung of the ladder', async () => {
  const sink = await sinks.start();
  const id = await saveRelay(server, relayTo('Rung', sink.url), 'key-rung-1234');
  const begins = sink.nextPublish();
  await server.engine.commands.startTest({ commandId: randomUUID() });
  const publish = await begins;
  const run = await untilRun(
    server,
    id,
    'it to be live',
    ({ status, sentBytes }) => status === 'live' && sentBytes > 0,
  );
  expect(run.feed?.kind).toBe('rendition');
  await publish.received(120);
  const pictures = publish.tags
    .filter(({ type }) => type === 9)
    .map(({ data }) => parseVideoTag(data ?? Buffer.alloc(0)));
  expect(pictures.slice(0, 2).map((tag) => tag?.role)).toEqual(['header', 'frame']);
  expect(pictures[1]).toMatchObject({ codec: 'h264', isKeyframe: true });
  const frames = publish.tags.filter(({ type, data }) => (type === 9 || type === 8) && data?.[1] === 1);
  const [sound, picture] = [8, 9].map((type) => frames.filter((tag) => tag.type === type).at(-1)?.timestampMs ?? 0);
  expect(Math.abs((sound ?? 0) - (picture ?? 0))).toBeLessThan(1_000);
});

test('a rung, or the source, that the creator wished for is what a service gets', async () => {
  const [rung, encode] = [await sinks.start(), await sinks.start()];
  const wished = await saveRelay(server, relayTo('Wished', rung.url, { feed: '234p' }), 'key-wished-12');
  await saveRelay(server, relayTo('Source', encode.url, { feed: 'source' }), 'key-source-12');
  const publishes = [rung.nextPublish(), encode.nextPublish()];
  await encoderStarts();
  const [toRung, toSource] = await Promise.all(publishes);
  await untilRun(server, wished, 'the rung', ({ feed }) => feed?.kind === 'rendition' && feed.name === '234p');
  await Promise.all([toRung?.received(60), toSource?.received(60)]);
  expect(own.pictureNumbers(toSource?.tags ?? []).length).toBeGreaterThan(10);
  expect(() => own.pictureNumbers(toRung?.tags ?? [])).toThrow(/own packet/);
});

test('bad company: one never reads, one refuses the key, one resets: the others and the archive feel nothing', async () => {
  const [good, mute, choosy, moody] = [
    await sinks.start(),
    await sinks.start(),
    await sinks.start(),
    await sinks.start(),
  ];
  mute.acceptAndNeverRead();
  choosy.refuse({ at: 'publish', code: 'NetStream.Publish.BadName', description: 'invalid stream key' });
  moody.resetAfter(1_000);
  await saveRelay(server, relayTo('Good', good.url), 'key-good-1234');
  await saveRelay(server, relayTo('Mute', mute.url), 'key-mute-1234');
  const refused = await saveRelay(server, relayTo('Choosy', choosy.url), 'key-choosy-12');
  await saveRelay(server, relayTo('Moody', moody.url), 'key-moody-123');
  const begins = good.nextPublish();
  await encoderStarts();
  const publish = await begins;
  const { id } = await server.untilPlayable();
  const run = await untilRun(server, refused, 'the refusal', ({ status }) => status === 'failed');
  expect(run.reason?.code).toBe('relay.bad-key');
  await untilMore(6);
  expect(moody.publishes.length).toBeGreaterThan(1);
  await push?.kill();
  await server.untilBroadcast('reconnecting');
  const summary = await server.end(id);
  expect(summary.lostSegments).toBe(0);
  const numbers = own.pictureNumbers(publish.tags);
  expect(missingBetween(numbers)).toBe(0);
  expect(server.noticeCodes).toContain('relay.bad-key');
  expect(JSON.stringify(server.state)).not.toMatch(/key-(good|mute|choosy|moody)-/);
});
