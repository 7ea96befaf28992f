import { afterEach, beforeAll, expect, test } from 'vitest';
import { TestEngine } from './support/engine.js';
import { fileClip } from './support/file-clip.js';
import { flashAndBeep, h264, packets, type Packet } from './support/media.js';
import { bits, readBack, record, recordPush, type Recorded } from './support/recorded.js';
import { helloOf, openSession, StudioSender } from './support/studio-sender.js';

const fps = 15;
const seconds = 36;
/** Every 2 s, but for the one that is due after 8 s. */
const keyframes = ['0', '2', '4', '6', ...Array.from({ length: 14 }, (_, index) => `${9.2 + index * 2}`)].join();

let server: TestEngine;
let file: string;
let sent: Packet[];
let sender: StudioSender | null = null;
afterEach(async () => {
  await sender?.cut();
  sender = null;
});
const own = fileClip(() => server.stop());
beforeAll(async () => {
  const picture = [...h264(9_999, '400k'), '-force_key_frames', keyframes];
  const source = flashAndBeep({ size: '640x360', fps, seconds });
  file = await own.media.make('late.flv', [...source, ...picture, '-c:a', 'aac', '-b:a', '64k', '-ac', '2']);
  sent = await packets(file, 'v:0');
});

/** Copied, encoded for as long as it takes, copied; not a picture is missing or doubled, and the playlists are valid. */
async function expectCopiedAgain(recorded: Recorded): Promise<void> {
  expect(recorded.reasons).toContain('ingest.gop-too-long');
  expect(recorded.summary.lostSegments).toBe(0);
  for (const { name, segments } of recorded.archive.renditions) {
    expect(Math.max(...segments.map(({ duration }) => duration)), name).toBeLessThan(2.5);
    expect([name, segments.filter(({ discontinuity }) => discontinuity).length]).toEqual([name, 2]);
  }
  const runs: (readonly Packet[])[] = [];
  for (const init of ['init-0.mp4', 'init-1.mp4', 'init-2.mp4'])
    runs.push((await readBack(own.media, recorded, init)).videos[0]?.packets ?? []);
  const [before = [], encoded = [], after = []] = runs;
  expect(after.length).toBeGreaterThan(0);
  expect(bits(before)).toEqual(bits(sent.slice(0, before.length)));
  const rest = before.length + encoded.length;
  expect(bits(after)).toEqual(bits(sent.slice(rest, rest + after.length)));
  const times = runs.flat().map(({ pts }) => Math.round((pts - (before[0]?.pts ?? 0)) * fps));
  expect(times).toEqual([...times.keys()]);
}

/** Waits for the change of hands and back, and ends the show 3 s later. */
async function untilCopiedAgain(): Promise<void> {
  await server.until('a top rung that is encoded', ({ broadcast }) =>
    broadcast?.renditions[0]?.copied === false ? true : null,
  );
  const { figures } = await server.until('a top rung that is copied, and nothing to be said of it', ({ broadcast }) => {
    const { status, reason } = broadcast?.stages.transcode ?? { status: 'idle', reason: null };
    return broadcast?.renditions[0]?.copied === true && status === 'ok' && reason === null ? broadcast : null;
  });
  const enoughSeconds = figures.durationSeconds + 3;
  await server.until('some more of it', ({ broadcast }) =>
    (broadcast?.figures.durationSeconds ?? 0) > enoughSeconds ? true : null,
  );
  await sender?.end();
}

test('a studio whose keyframe comes late once is encoded until they are regular, and copied again', async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
  const session = await openSession(server.engine.studioUrl());
  const [recorded] = await Promise.all([
    record(server, async () => {
      sender = await StudioSender.sending(session, helloOf(), file);
    }),
    untilCopiedAgain(),
  ]);
  await expectCopiedAgain(recorded);
});

test('an encoder whose keyframe comes late once, likewise', async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
  const recorded = await recordPush(server, file);
  await expectCopiedAgain(recorded);
  const [top] = recorded.archive.renditions;
  expect(top?.segments.reduce((sum, { samples }) => sum + samples, 0)).toBe(seconds * fps);
});
