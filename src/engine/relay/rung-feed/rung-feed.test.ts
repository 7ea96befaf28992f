import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FragmentReader, type FragmentEvent } from '../../package/fragment-reader.js';
import type { RelayFeedMessage, RelayTag } from '../relay-tag.js';
import { RungFeed } from './rung-feed.js';

const run = promisify(execFile);
let folder: string;
/** The rung as the transcoder makes it: a fragmented MP4 for each track. */
const fragments: Record<'360p' | 'audio' | '360p-other', FragmentEvent[]> = { '360p': [], audio: [], '360p-other': [] };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-rung-feed-'));
  const flags = '+empty_moov+default_base_moof+frag_every_frame+skip_trailer';
  const input = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=4'];
  const sound = ['-f', 'lavfi', '-i', 'sine=440:sample_rate=48000:duration=4'];
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '25', '-pix_fmt', 'yuv420p'];
  const picture = (size: string): string[] => [...input, '-vf', `scale=${size}`, ...encode];
  const makes = {
    '360p': picture('320:180'),
    '360p-other': picture('256:144'),
    audio: [...sound, '-c:a', 'aac', '-b:a', '64k'],
  };
  for (const [name, args] of Object.entries(makes)) {
    const file = path.join(folder, `${name}.mp4`);
    await run('ffmpeg', ['-v', 'error', ...args, '-movflags', flags, '-f', 'mp4', file]);
    fragments[name as keyof typeof fragments] = new FragmentReader().push(await readFile(file));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a relay reads of a feed until its end. */
function readFeed(feed: RungFeed): Promise<RelayTag[]> {
  const { port1, port2 } = new MessageChannel();
  feed.attach(port2);
  const tags: RelayTag[] = [];
  return new Promise((resolve) => {
    port1.on('message', (message: RelayFeedMessage) => {
      if (message.type === 'end') resolve(tags);
      else tags.push(...message.tags);
    });
  });
}

/** Sends both tracks from one time to another, in seconds of their own clock; sound is a quarter of a second ahead. */
function send(
  feed: RungFeed,
  options: { readonly from: number; readonly to: number; readonly video?: '360p-other' },
): void {
  const tracks = [
    { name: 'audio', events: fragments.audio, aheadSeconds: 0.25 },
    { name: '360p', events: fragments[options.video ?? '360p'], aheadSeconds: 0 },
  ];
  const arrivals = tracks.flatMap(({ name, events, aheadSeconds }) => {
    const init = events[0];
    if (init?.type !== 'init') throw new TypeError('Expected an init segment first');
    feed.init(name, init.track, init.bytes);
    return events.flatMap((event) => {
      if (event.type === 'init') return [];
      const seconds = event.sample.dts / init.track.timescale;
      if (seconds < options.from || seconds >= options.to) return [];
      return [{ name, sample: event.sample, seconds, comesAt: seconds - aheadSeconds }];
    });
  });
  for (const { name, sample, seconds } of arrivals.sort((one, other) => one.comesAt - other.comesAt)) {
    feed.sample(name, sample, Math.round((seconds + 10) * 90_000));
  }
}

/** An FLV file of these tags (FLV 10.1 annex E.2, E.3). */
function flvFile(tags: readonly RelayTag[]): Buffer {
  const parts = [Buffer.from('464c56010500000009 00000000'.replace(' ', ''), 'hex')];
  for (const { type, timestampMs, data } of tags) {
    const head = Buffer.alloc(11);
    head[0] = type;
    head.writeUIntBE(data.length, 1, 3);
    head.writeUIntBE(timestampMs & 0xffffff, 4, 3);
    head[7] = timestampMs >>> 24;
    const size = Buffer.alloc(4);
    size.writeUInt32BE(11 + data.length);
    parts.push(head, Buffer.from(data), size);
  }
  return Buffer.concat(parts);
}

/** `stream dts(ms) pts(ms) size crc` of each packet, without what comes from the container's rounding. */
async function packets(file: string): Promise<{ stream: string; dtsMs: number; ptsMs: number; content: string }[]> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-copyts', '-i', file, '-c', 'copy', '-f', 'framecrc', '-']);
  const bases = new Map(
    [...stdout.matchAll(/^#tb (\d): (\d+)\/(\d+)$/gm)].map(([, id, num, den]) => [id, Number(num) / Number(den)]),
  );
  return stdout
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',').map((field) => field.trim()))
    .map(([stream = '', dts, pts, , size, crc]) => ({
      stream,
      dtsMs: Number(dts) * (bases.get(stream) ?? 0) * 1_000,
      ptsMs: Number(pts) * (bases.get(stream) ?? 0) * 1_000,
      content: `${String(size)} ${String(crc)}`,
    }));
}

test("a rung's feed plays elsewhere as it was: the same packets, sound and picture in step", async () => {
  const feed = new RungFeed({ video: '360p', audio: 'audio', onRestart: () => undefined, onSlow: () => undefined });
  feed.runBegins({ continues: false });
  const read = readFeed(feed);
  send(feed, { from: 0, to: 99 });
  feed.runEnds();
  const tags = await read;
  const times = tags.filter(({ type }) => type !== 18).map(({ timestampMs }) => timestampMs);
  expect(times).toEqual([...times].sort((one, other) => one - other));

  const file = path.join(folder, 'feed.flv');
  await writeFile(file, flvFile(tags));
  const relayed = await packets(file);
  for (const [name, stream] of [
    ['360p', '0'],
    ['audio', '1'],
  ] as const) {
    const source = await packets(path.join(folder, `${name}.mp4`));
    const same = relayed.filter((packet) => packet.stream === stream);
    expect(same.map(({ content }) => content)).toEqual(source.map(({ content }) => content));
    for (const [index, packet] of same.entries()) {
      // 10 s is where the send above puts the beginning
      expect(Math.abs(packet.dtsMs - 10_000 - (source[index]?.dtsMs ?? 0))).toBeLessThanOrEqual(1);
      expect(Math.abs(packet.ptsMs - 10_000 - (source[index]?.ptsMs ?? 0))).toBeLessThanOrEqual(2);
    }
  }
});

test('a run that takes over sends nothing again, and goes on with an IDR', async () => {
  const feed = new RungFeed({ video: '360p', audio: 'audio', onRestart: () => undefined, onSlow: () => undefined });
  feed.runBegins({ continues: false });
  const read = readFeed(feed);
  send(feed, { from: 0, to: 2.3 });
  feed.runBegins({ continues: true });
  send(feed, { from: 2, to: 99 });
  feed.runEnds();
  const tags = await read;
  for (const type of [8, 9]) {
    const frames = tags.filter((tag) => tag.type === type && tag.data[1] === 1);
    const times = frames.map(({ timestampMs }) => timestampMs);
    expect(times).toEqual([...new Set(times)]);
  }
  const pictures = tags.filter(({ type }) => type === 9).slice(1);
  const joint = pictures.findIndex(({ timestampMs }) => timestampMs >= 12_300);
  expect((pictures[joint]?.data[0] ?? 0) >> 4).toBe(1);
});

test('another decoder configuration is another feed', async () => {
  const reads: Promise<RelayTag[]>[] = [];
  const feed: RungFeed = new RungFeed({
    video: '360p',
    audio: 'audio',
    onRestart: () => reads.push(readFeed(feed)),
    onSlow: () => undefined,
  });
  feed.runBegins({ continues: false });
  send(feed, { from: 0, to: 2 });
  feed.runEnds();
  feed.runBegins({ continues: false });
  send(feed, { from: 0, to: 2, video: '360p-other' });
  feed.runEnds();
  const feeds = (await Promise.all(reads)).filter((tags) => tags.some(({ type, data }) => type === 9 && data[1] === 1));
  expect(feeds).toHaveLength(2);
  const headers = feeds.map((tags) => tags.filter(({ type, data }) => type === 9 && data[1] === 0));
  expect(headers.map((list) => list.length)).toEqual([1, 1]);
  expect(headers[0]?.[0]?.data).not.toEqual(headers[1]?.[0]?.data);
  for (const tags of feeds) expect(tags.filter(({ type, data }) => type === 8 && data[1] === 0)).toHaveLength(1);
});

test('who comes late gets the configurations and the GOP under way', async () => {
  const feed = new RungFeed({ video: '360p', audio: 'audio', onRestart: () => undefined, onSlow: () => undefined });
  feed.runBegins({ continues: false });
  send(feed, { from: 0, to: 2.5 });
  const read = readFeed(feed);
  feed.runEnds();
  const tags = await read;
  expect(tags.slice(0, 2).map(({ type, data }) => [type, data[1]])).toEqual([
    [9, 0],
    [8, 0],
  ]);
  expect(tags[2]).toMatchObject({ type: 9, timestampMs: 12_000 });
});
