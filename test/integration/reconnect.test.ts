import { randomUUID } from 'node:crypto';
import { setTimeout as absence } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ActiveBroadcast } from '../../src/shared/studio-state.js';
import { CountingEncoder } from './support/counting-encoder.js';
import { TestEngine } from './support/engine.js';
import { fileClip } from './support/file-clip.js';
import { missingBetween } from './support/numbered-clip.js';
import { isSoak, random, seeds } from './support/seeds.js';
import { discontinuitiesOf, expectWholeRecording, recordedNumbers, topOf } from './support/whole-recording.js';

/** How long an encoder stays away. */
const absenceMs = isSoak ? 10_000 : 3_000;

let server: TestEngine;
const own = fileClip(() => server.stop());

/** The broadcast, once it is live and this much of it is packed. */
const untilPacked = (seconds: number): Promise<ActiveBroadcast> =>
  server.until(`${seconds} s of programme`, ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.figures.durationSeconds >= seconds ? broadcast : null,
  );

const untilNone = (): Promise<true> =>
  server.until('no broadcast', ({ broadcast }) => (broadcast === null ? true : null));

test('an encoder that is killed and comes back goes on with its broadcast and link', async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
  const url = await server.pushUrl();
  const first = own.clip.push(url);
  const { id, links } = await untilPacked(3);
  await first.kill();
  const killedMs = Date.now();
  const lost = await server.untilBroadcast('reconnecting');
  expect(lost).toMatchObject({ id, links });
  expect(lost.reconnectUntilMs ?? 0).toBeGreaterThan(killedMs + 55_000);
  expect(lost.stages.ingest.reason?.code).toBe('ingest.encoder-lost');
  // not waited for anything: the encoder is away for so long
  await absence(absenceMs);
  const backMs = Date.now();
  const second = own.clip.push(url);
  const back = await untilPacked(lost.figures.durationSeconds + 3);
  expect(back).toMatchObject({ id, links, discontinuities: 1, reconnectUntilMs: null });
  expect(server.noticeCodes).toEqual(expect.arrayContaining(['ingest.encoder-lost', 'ingest.encoder-back']));
  await second.kill();
  await server.untilBroadcast('reconnecting');
  const summary = await server.end(id);

  const archive = await expectWholeRecording(summary.archiveDir);
  const [cut = 0, ...others] = discontinuitiesOf(archive);
  expect(others).toEqual([]);
  expect(summary.lostSegments).toBe(0);
  const stays = await recordedNumbers(summary.archiveDir, archive, own.clip, own.media);
  for (const stay of stays) expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);
  // the wall clock shows the time without an encoder, the media time line has no hole
  const { segments } = topOf(archive);
  const start = segments[0]?.programDateTimeMs ?? 0;
  const playedMs = segments.slice(0, cut).reduce((sum, { duration }) => sum + duration * 1000, 0);
  const resumed = segments[cut]?.programDateTimeMs ?? 0;
  // how exact it is at its best, the fidelity test says: here the encoder is ended by hand, and a busy machine is late with that
  expect(Math.abs(start + playedMs - killedMs)).toBeLessThan(absenceMs - 500);
  expect(resumed).toBeGreaterThan(backMs - 200);
  expect(resumed - (start + playedMs)).toBeGreaterThan(absenceMs - 1_500);
  const before = segments[cut - 1];
  const end = (before?.start ?? NaN) + (before?.mediaDuration ?? NaN);
  expect(Math.abs((segments[cut]?.start ?? NaN) - end)).toBeLessThan(0.07);
});

test.each(seeds(3))(
  'every picture that arrived before a cut is there, and the encoder may be back at once: seed %i',
  async (seed) => {
    const chance = random(seed);
    server = await TestEngine.start({ reconnectWindowSeconds: 60 });
    const url = await server.pushUrl();
    const sent: number[] = [];
    let id = '';
    for (let stay = 0; stay < 2; stay += 1) {
      const encoder = await CountingEncoder.start(own.clip.file, url);
      const already = server.state.broadcast?.figures.durationSeconds ?? 0;
      const broadcast = await untilPacked(already + 0.5 + 2.5 * chance());
      if (id === '') ({ id } = broadcast);
      expect(broadcast.id).toBe(id);
      await encoder.cut();
      sent.push(encoder.frames);
    }
    await server.untilBroadcast('reconnecting');
    const summary = await server.end(id);
    const archive = await expectWholeRecording(summary.archiveDir);
    const stays = await recordedNumbers(summary.archiveDir, archive, own.clip, own.media);
    expect(stays.map((stay) => stay.length)).toEqual(sent);
    for (const stay of stays) expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);
    expect(
      archive.renditions
        .filter(({ kind }) => kind === 'video')
        .map(({ segments }) => segments.reduce((sum, { samples }) => sum + samples, 0)),
    ).toEqual(
      archive.renditions
        .filter(({ kind }) => kind === 'video')
        .map(() => sent.reduce((sum, frames) => sum + frames, 0)),
    );
  },
);

test('an encoder that stays away for longer than the window ends its broadcast; the next one begins another', async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 1 });
  const url = await server.pushUrl();
  const first = own.clip.push(url);
  const { id } = await untilPacked(3);
  await first.kill();
  const summary = await server.ended(id);
  await untilNone();
  expect(server.noticeCodes).toContain('broadcast.ended-by-window');
  const archive = await expectWholeRecording(summary.archiveDir);
  expect(discontinuitiesOf(archive)).toEqual([]);
  const [stay = []] = await recordedNumbers(summary.archiveDir, archive, own.clip, own.media);
  expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);
  expect(stay.length).toBeGreaterThan(3 * 15);
  const second = own.clip.push(url);
  const next = await untilPacked(0.5);
  expect(next.id).not.toBe(id);
  await second.kill();
  await server.ended(next.id);
});

test('after "End broadcast" an encoder that still sends is held, and put on air again only when it is asked for', async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
  const push = own.clip.push(await server.pushUrl());
  const { id } = await untilPacked(2);
  const summary = await server.end(id);
  const input = await server.until('a held input', ({ inputs, broadcast }) =>
    broadcast === null && inputs[0]?.status === 'held' ? inputs[0] : null,
  );
  await expectWholeRecording(summary.archiveDir);
  expect(server.state.broadcast).toBeNull();
  expect(server.noticeCodes).toContain('ingest.held');
  await server.engine.commands.resumeInput({ commandId: randomUUID(), inputId: input.id });
  const next = await untilPacked(0.5);
  expect(next.id).not.toBe(id);
  expect(server.state.inputs[0]?.status).toBe('publishing');
  await push.kill();
  await server.untilBroadcast('reconnecting');
  const again = await server.end(next.id);
  await expectWholeRecording(again.archiveDir);
});
