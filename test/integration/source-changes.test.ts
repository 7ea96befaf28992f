import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodedFrames } from './support/decode.js';
import { TestEngine } from './support/engine.js';
import { beeps, flashAndBeep, flashes, h264, Media, packets } from './support/media.js';
import { Push } from './support/push.js';
import { joinSegments, readArchive, untilNothingIsOpen } from './support/read-archive.js';

const fps = 15;

let media: Media;
let server: TestEngine;

beforeAll(async () => {
  media = await Media.create();
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
});
afterAll(async () => {
  await server.stop();
  await media.remove();
});

function clip(name: string, size: string, seconds: number): Promise<string> {
  const sound = ['-c:a', 'aac', '-b:a', '96k', '-ac', '2'];
  return media.make(name, [...flashAndBeep({ size, fps, seconds }), ...h264(2 * fps, '1200k'), ...sound]);
}

test.each([
  { from: '1280x720', to: '640x360' },
  { from: '640x360', to: '1280x720' },
])('an encoder that comes back with $to instead of $from goes on with its broadcast', async ({ from, to }) => {
  const clips = [await clip(`${from}.flv`, from, 6), await clip(`${to}.flv`, to, 6)];
  const url = await server.pushUrl();
  const { length: before } = server.state.recordings;
  const [first = '', second = ''] = clips;
  expect(await new Push(first, url).ended).toBe(0);
  const { id } = await server.untilBroadcast('reconnecting');
  expect(await new Push(second, url).ended).toBe(0);
  await server.until('the encoder to be gone again', ({ broadcast }) =>
    broadcast?.status === 'reconnecting' && broadcast.discontinuities === 1 ? true : null,
  );
  const summary = await server.end(id);
  expect(server.state.recordings).toHaveLength(before + 1);
  await untilNothingIsOpen(summary.archiveDir);
  expect(summary.durationSeconds).toBeCloseTo(12, 0);

  const archive = await readArchive(summary.archiveDir);
  const stays = [0, 1].map((stay) => `init-${stay}.mp4`);
  const count = archive.renditions[0]?.segments.length ?? 0;
  const cut = archive.renditions
    .find(({ kind }) => kind === 'audio')
    ?.segments.findIndex(({ discontinuity }) => discontinuity);
  expect(cut).toBeGreaterThan(0);
  for (const { name, segments } of archive.renditions) {
    expect([name, segments.length, ...segments.map(({ sequence }) => sequence)]).toEqual([
      name,
      count,
      ...segments.keys(),
    ]);
    expect(segments.flatMap(({ discontinuity }, index) => (discontinuity ? [index] : []))).toEqual([cut]);
    // a rung that a stay has not is a gap for as long as that stay lasts, and for no longer
    expect(new Set(segments.slice(0, cut).map(({ gap }) => gap)).size, name).toBe(1);
    expect(new Set(segments.slice(cut).map(({ gap }) => gap)).size, name).toBe(1);
  }
  for (const [stay, init] of stays.entries()) {
    const parts = archive.renditions.map((rendition) => ({
      rendition,
      segments: rendition.segments.slice(...(stay === 0 ? [0, cut] : [cut])).filter(({ gap }) => !gap),
    }));
    const sound = parts.find(({ rendition }) => rendition.kind === 'audio');
    expect(sound?.segments[0]?.init).toBe(init);
    const audio = await joinSegments(summary.archiveDir, rendition(sound), media.file('audio.mp4'), sound?.segments);
    const heard = await beeps(audio);
    const pictures = parts.filter(({ rendition: { kind }, segments }) => kind === 'video' && segments.length > 0);
    expect(pictures.length).toBeGreaterThanOrEqual(2);
    for (const { rendition: own, segments } of pictures) {
      const file = await joinSegments(summary.archiveDir, own, media.file('video.mp4'), segments);
      expect(await decodedFrames(file), own.name).toEqual({ count: 6 * fps, complaints: '' });
      const offsets = (await flashes(file)).map((at) => Math.min(...heard.map((beep) => Math.abs(beep - at))));
      expect(offsets.length, own.name).toBeGreaterThanOrEqual(5);
      expect(Math.max(...offsets), own.name).toBeLessThanOrEqual(0.04);
    }
    // the largest picture is the encoder's own, packet by packet
    const top = pictures[0];
    const file = await joinSegments(summary.archiveDir, rendition(top), media.file('top.mp4'), top?.segments);
    const crcs = async (of: string): Promise<string[]> => (await packets(of, 'v:0')).map(({ crc }) => crc);
    expect(await crcs(file)).toEqual(await crcs(clips[stay] ?? ''));
  }
});

function rendition<T>(part: { readonly rendition: T } | undefined): T {
  if (part === undefined) throw new Error('Expected a rendition');
  return part.rendition;
}
