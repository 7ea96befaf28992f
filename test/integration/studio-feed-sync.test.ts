import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { composedStream, packetsOf } from './support/composed-stream.js';
import { TestEngine } from './support/engine.js';
import { beeps, flashAndBeep, flashes, h264, Media } from './support/media.js';
import { noProcessLeft } from './support/own-processes.js';
import { joinSegments } from './support/read-archive.js';
import { helloOf, openSession, StudioSender } from './support/studio-sender.js';
import { expectWholeRecording, topOf } from './support/whole-recording.js';

let media: Media;
let server: TestEngine;
let sender: StudioSender | null = null;
beforeAll(async () => {
  media = await Media.create();
});
afterEach(async () => {
  await sender?.cut();
  await server.stop();
  await noProcessLeft();
});
afterAll(() => media.remove());

test("flash and beep stay together from the studio's own Matroska to every rung", async () => {
  const film = await media.make('flashes.mkv', [
    ...flashAndBeep({ size: '640x360', fps: 30, seconds: 30 }),
    ...h264(60),
    ...['-c:a', 'libopus', '-b:a', '128k', '-ac', '2'],
  ]);
  const packets = await packetsOf(film);
  server = await TestEngine.start();
  const video = { codec: 'h264' as const, width: 640, height: 360, fps: 30, bitrate: 600_000 };
  const sending = await StudioSender.ready(await openSession(server.engine.studioUrl()), helloOf({ video }));
  sender = sending;
  const stop = new AbortController();
  const streamed = composedStream(packets, (bytes) => sending.socket.send(bytes.slice()), stop.signal);
  const { id, source } = await server.until('8 s of programme', ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.figures.durationSeconds >= 8 ? broadcast : null,
  );
  // the stream does not tell its frame rate, the studio does
  expect(source?.video).toMatchObject({ codec: 'h264', fps: 30 });
  stop.abort();
  await streamed;
  await sender.end();
  const { archiveDir } = await server.ended(id);
  const archive = await expectWholeRecording(archiveDir);
  // every segment begins with a keyframe of the studio's
  expect(
    topOf(archive)
      .segments.slice(0, -1)
      .map(({ samples }) => samples),
  ).toEqual(
    topOf(archive)
      .segments.slice(0, -1)
      .map(() => 60),
  );
  const sound = archive.renditions.find(({ kind }) => kind === 'audio');
  const pictures = archive.renditions.filter(({ kind }) => kind === 'video');
  if (sound === undefined) throw new Error('Expected sound');
  const heard = await beeps(await joinSegments(archiveDir, sound, media.file('sound.mp4')));
  expect(heard.length).toBeGreaterThanOrEqual(7);
  expect(pictures.length).toBeGreaterThanOrEqual(2);
  for (const rendition of pictures) {
    const shown = await flashes(await joinSegments(archiveDir, rendition, media.file(`${rendition.name}.mp4`)));
    expect(shown.length, rendition.name).toBeGreaterThanOrEqual(7);
    // negative: the sound comes first
    const offsets = shown.map((at) =>
      heard.map((beep) => beep - at).reduce((best, each) => (Math.abs(each) < Math.abs(best) ? each : best)),
    );
    for (const each of offsets)
      expect(Math.abs(each), `${rendition.name}: ${offsets.join(' ')}`).toBeLessThanOrEqual(0.04);
  }
});
