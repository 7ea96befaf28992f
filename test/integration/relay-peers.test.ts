import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FfmpegRtmpSink } from '../servers/ffmpeg-rtmp-sink.js';
import type { RtmpSink } from '../servers/rtmp-sink.js';
import { makeTestCertificate } from '../servers/test-certificate.js';
import { eventually } from './support/eventually.js';
import type { FlvPlayer } from './support/flv-player.js';
import { RelayBench } from './support/relay-bench.js';

const quick = { firstPauseMs: 100, longestPauseMs: 300 };
let bench: RelayBench;
let folder: string;
const others: FfmpegRtmpSink[] = [];
beforeAll(async () => {
  bench = await RelayBench.create();
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-peers-'));
});
afterEach(async () => {
  await bench.end();
  await Promise.all(others.splice(0).map((other) => other.die()));
});
afterAll(async () => {
  await bench.remove();
  await rm(folder, { recursive: true, force: true });
});

async function ffmpegSink(key: string): Promise<FfmpegRtmpSink> {
  const other = await FfmpegRtmpSink.start(path.join(folder, `${key}.flv`), key);
  others.push(other);
  return other;
}

/**
 * A piece of the source from a keyframe on: every packet equal, none missing, none twice, sound and picture moved by the same time.
 * Returns how many there were.
 */
function expectFaithful(
  tags: readonly { type: number; timestampMs: number; sha: string }[],
  player: FlvPlayer,
): { pictures: number; sounds: number } {
  const isMedia = ({ kind }: { kind: string }): boolean => !/header|script/.test(kind);
  const headers = new Set(player.tags.filter((tag) => !isMedia(tag)).map(({ sha }) => sha));
  const got = tags.filter(({ type, sha }) => type !== 18 && !headers.has(sha));
  const media = player.tags.filter(isMedia);
  const start = media.findIndex(({ sha }) => sha === got[0]?.sha);
  expect(media[start]?.kind).toBe('keyframe');
  const shiftMs = (media[start]?.timestampMs ?? 0) - (got[0]?.timestampMs ?? NaN);
  for (const type of [8, 9]) {
    const mine = got.filter((tag) => tag.type === type);
    const first = media.findIndex(({ sha }) => sha === mine[0]?.sha);
    const wanted = media.slice(first).filter((tag) => tag.type === type);
    const told = mine.map(({ sha, timestampMs }) => `${sha} ${timestampMs + shiftMs}`);
    expect(told).toEqual(wanted.slice(0, mine.length).map(({ sha, timestampMs }) => `${sha} ${timestampMs}`));
  }
  const count = (type: number): number => got.filter((tag) => tag.type === type).length;
  return { pictures: count(9), sounds: count(8) };
}

test('an ffmpeg, a server of our own and one by TLS at once: packets equal to the source in all, sound and picture in step', async () => {
  const certificate = await makeTestCertificate();
  const player = await bench.player();
  const [plain, secure] = [await bench.sink(), await bench.sink({ tls: certificate })];
  const other = await ffmpegSink('key-of-other');
  const it = await bench.runner(player, quick);
  player.play();
  it.runner.start({
    ...{ id: 'other', feedId: 'source', primary: { url: other.url, key: 'key-of-other' }, backup: null },
    ...{ whileSourceIsGone: 'hold', reconnectOnNewConfig: false, startNumber: 1 },
  });
  it.start('plain', plain);
  it.start('secure', secure, { ca: certificate.cert });
  for (const id of ['other', 'plain', 'secure']) {
    await it.until(id, ({ status, sentBytes }) => status === 'live' && sentBytes > 200_000);
  }
  expect(it.state('other')).toMatchObject({ droppedFrames: 0, reconnects: 0 });
  await Promise.all(['other', 'plain', 'secure'].map((id) => it.runner.stop(id)));
  await other.ended;
  const taken = [await other.tags(), ...[plain, secure].map(({ publishes }) => publishes[0]?.tags ?? [])];
  for (const tags of taken) {
    const { pictures, sounds } = expectFaithful(tags, player);
    expect(pictures).toBeGreaterThan(60);
    expect(sounds).toBeGreaterThan(90);
  }
});

const ways: readonly {
  readonly how: string;
  readonly reason: string;
  readonly end: (primary: { readonly own: RtmpSink; readonly other: FfmpegRtmpSink }) => Promise<void> | void;
  readonly isOther?: boolean;
}[] = [
  { how: 'resets the connection', reason: 'relay.closed', end: ({ own }) => own.reset() },
  { how: 'hangs up', reason: 'relay.closed', end: ({ own }) => own.connections.forEach((each) => each.hangUp()) },
  { how: 'is killed', reason: 'relay.closed', end: ({ other }) => other.die(), isOther: true },
  {
    how: 'stands still, its kernel still taking',
    reason: 'relay.stalled',
    end: ({ other }) => other.freeze(),
    isOther: true,
  },
  { how: 'keeps the line and reads no more', reason: 'relay.stalled', end: ({ own }) => own.stall() },
];

test.each(ways)('the primary $how: the backup carries', async ({ reason, end, isOther = false }) => {
  const player = await bench.player();
  const [own, backup] = [await bench.sink(), await bench.sink()];
  const backupEnd = { url: backup.url, key: 'key-of-backup' };
  const other = await ffmpegSink('key-of-show');
  const it = await bench.runner(player, quick);
  player.play();
  const target = isOther ? { primary: { url: other.url, key: 'key-of-show' } } : {};
  it.start('show', own, target);
  await it.until('show', ({ status, sentBytes }) => status === 'live' && sentBytes > 150_000);
  // only now: ffmpeg takes its time until it listens, and takes one connection alone
  it.start('show', own, { ...target, backup: backupEnd });
  if (isOther) await eventually('ffmpeg to write', () => (other.writtenBytes > 0 ? true : null));
  const before = it.state('show')?.reconnects ?? 0;
  const begins = backup.nextPublish();
  await end({ own, other });
  const carried = await begins;
  await it.until('show', ({ status, via }) => status === 'live' && via === 'backup');
  await carried.received(60);
  expect(it.seen.filter(({ status }) => status === 'reconnecting').at(-1)?.reason?.code).toBe(reason);
  expect(it.state('show')).toMatchObject({ reconnects: before + 1 });
  await it.runner.stop('show');
  expect(expectFaithful(carried.tags, player).pictures).toBeGreaterThan(15);
});
