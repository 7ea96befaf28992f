import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { MessageChannel } from 'node:worker_threads';
import type { SinkPublish } from '../servers/rtmp/sink-publish.js';
import { makeTestCertificate } from '../servers/test-certificate.js';
import { eventually } from './support/eventually.js';
import type { FlvPlayer } from './support/flv-player.js';
import { RelayBench } from './support/relay-bench.js';

let bench: RelayBench;
beforeAll(async () => {
  bench = await RelayBench.create();
});
afterEach(() => bench.end());
afterAll(() => bench.remove());

const isMedia = ({ kind }: { kind: string }): boolean => kind === 'keyframe' || kind === 'picture' || kind === 'sound';

/**
 * Every packet from a keyframe on in the source's order, none missing, none twice, all shifted by the same time; headers first.
 * Returns how many there were.
 */
function expectFaithful(publish: SinkPublish, player: FlvPlayer): number {
  const headers = player.tags.filter((tag) => !isMedia(tag));
  expect(publish.tags.slice(0, headers.length).map(({ sha }) => sha)).toEqual(headers.map(({ sha }) => sha));
  const got = publish.tags.slice(headers.length);
  const media = player.tags.filter(isMedia);
  const start = media.findIndex(({ sha }) => sha === got[0]?.sha);
  expect(media[start]?.kind).toBe('keyframe');
  const startMs = media[start]?.timestampMs ?? 0;
  // sound that is written behind the keyframe but heard before it has no place in the connection
  const wanted = media
    .slice(start)
    .filter(({ timestampMs }) => timestampMs >= startMs)
    .slice(0, got.length);
  expect(got.map(({ sha }) => sha)).toEqual(wanted.map(({ sha }) => sha));
  expect(got.map(({ timestampMs }) => timestampMs)).toEqual(wanted.map(({ timestampMs }) => timestampMs - startMs));
  return got.length;
}

const pictures = (publish: SinkPublish): string[] =>
  publish.tags.filter(({ type }) => type === 9).map(({ sha }) => sha);

test('three services at once, one of them by TLS: packets equal in all, in step; one stops and starts again during the show', async () => {
  const certificate = await makeTestCertificate();
  const player = await bench.player();
  const sinks = [await bench.sink(), await bench.sink(), await bench.sink({ tls: certificate })] as const;
  const it = await bench.runner(player);
  player.play();
  it.start('first', sinks[0]);
  it.start('second', sinks[1]);
  it.start('third', sinks[2], { ca: certificate.cert });
  await Promise.all(['first', 'second', 'third'].map((id) => it.until(id, ({ sentBytes }) => sentBytes > 60_000)));
  await it.runner.stop('second');
  expect(it.state('second')).toBeNull();
  expect(await sinks[1].publishes[0]?.ended).toBe('unpublished');
  it.start('second', sinks[1]);
  await it.until('second', ({ sentBytes }) => sentBytes > 60_000);
  for (const id of ['first', 'third'])
    expect(it.state(id)).toMatchObject({ status: 'live', reconnects: 0, droppedFrames: 0 });
  await Promise.all(['first', 'second', 'third'].map((id) => it.runner.stop(id)));
  expect(sinks.map(({ publishes }) => publishes.length)).toEqual([1, 2, 1]);
  const counts = sinks.flatMap(({ publishes }) => publishes.map((publish) => expectFaithful(publish, player)));
  for (const count of counts) expect(count).toBeGreaterThan(30);
  expect(sinks.map(({ publishes }) => publishes.at(-1)?.key)).toEqual([
    'key-of-first',
    'key-of-second',
    'key-of-third',
  ]);
});

test('one stalls, one refuses the key, one resets, one never reads: the good one gets everything', async () => {
  const player = await bench.player('heavy');
  const good = await bench.sink();
  const stalls = await bench.sink({ keepsData: false });
  const refuses = await bench.sink();
  const resets = await bench.sink({ keepsData: false });
  const deaf = await bench.sink({ keepsData: false });
  refuses.refuse({ at: 'publish', code: 'NetStream.Publish.BadName', description: 'unknown stream key' });
  resets.resetAfter(500);
  deaf.acceptAndNeverRead();
  const limits = { firstPauseMs: 100, longestPauseMs: 300, queueBytes: 4 * 1024 * 1024 };
  const among = await bench.runner(player, limits);
  player.play();
  among.start('good', good);
  await among.until('good', ({ status }) => status === 'live');
  among.start('stalls', stalls);
  among.start('refuses', refuses);
  among.start('resets', resets);
  among.start('deaf', deaf);
  await among.until('stalls', ({ status }) => status === 'live');
  stalls.stall();
  expect(await among.until('refuses', ({ status }) => status === 'failed')).toMatchObject({
    reason: { code: 'relay.bad-key' },
  });
  await among.until('resets', ({ reconnects }) => reconnects >= 4);
  // both have more waiting than may wait for them, and go without pictures
  for (const id of ['stalls', 'deaf']) await among.until(id, ({ droppedFrames }) => droppedFrames > 30);
  expect(among.state('deaf')?.lagMs).toBeLessThan(4_000);
  stalls.resume();
  const { sentBytes } = among.state('stalls') ?? { sentBytes: 0 };
  await among.until('stalls', (state) => state.sentBytes > sentBytes + 3_000_000);
  expect(among.state('stalls')).toMatchObject({ status: 'live', reconnects: 0 });
  expect(among.state('good')).toMatchObject({ status: 'live', reconnects: 0, droppedFrames: 0 });
  await good.publishes[0]?.received(320);
  await among.runner.stop('good');
  const [carried] = good.publishes;
  if (carried === undefined) throw new Error('Expected it to have been published to');
  // how late bad company makes it is measured by the benchmark
  expect(expectFaithful(carried, player)).toBeGreaterThan(300);
});

test('the primary dies: the backup carries; it returns: the relay goes back, not a picture is lost on the way', async () => {
  const player = await bench.player();
  const [primary, backup] = [await bench.sink(), await bench.sink()];
  const it = await bench.runner(player, { probeEveryMs: 400 });
  player.play();
  it.start('show', primary, { backup: { url: backup.url, key: 'key-of-backup' } });
  await it.until('show', ({ sentBytes }) => sentBytes > 30_000);
  await primary.die();
  await it.until('show', ({ status, via }) => status === 'live' && via === 'backup');
  const carried = backup.publishes[0];
  expect(carried?.key).toBe('key-of-backup');
  await primary.comeBack();
  await it.until('show', ({ via }) => via === 'primary');
  const back = await eventually('the primary to be published to again', () => primary.publishes[1] ?? null);
  await back.received(60);
  expect(await carried?.ended).toBe('unpublished');
  await it.runner.stop('show');
  expectFaithful(back, player);
  const source = player.tags.filter(({ type }) => type === 9).map(({ sha }) => sha);
  const header = source[0];
  const both = [...pictures(carried ?? back), ...pictures(back)].filter((sha) => sha !== header);
  expect(both).toEqual(source.slice(source.indexOf(both[0] ?? ''), source.indexOf(both.at(-1) ?? '') + 1));
});

test('a thread that dies is back at once with all its relays; keys are in no argument, environment, log or state', async () => {
  const player = await bench.player();
  const sink = await bench.sink();
  const it = await bench.runner(player, { firstPauseMs: 100 });
  player.play();
  it.start('show', sink, { primary: { url: sink.url, key: 'live_1234_verysecretkey' } });
  const before = await it.until('show', ({ sentBytes }) => sentBytes > 30_000);
  const printed = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write'));
  const { port1 } = new MessageChannel();
  it.runner.setFeed('bomb', port1);
  expect(await it.until('show', ({ status }) => status === 'reconnecting')).toMatchObject({
    reason: { code: 'relay.restarting' },
    bitrate: null,
  });
  const after = await it.until(
    'show',
    ({ status, sentBytes }) => status === 'live' && sentBytes > before.sentBytes + 30_000,
  );
  expect(after.reconnects).toBe(1);
  expect(sink.publishes.map(({ key }) => key)).toEqual(['live_1234_verysecretkey', 'live_1234_verysecretkey']);
  await it.runner.stop('show');
  for (const publish of sink.publishes) expectFaithful(publish, player);
  const shown = [
    ...[await readFile('/proc/self/cmdline', 'utf8'), await readFile('/proc/self/environ', 'utf8')],
    ...[process.argv.join(' '), JSON.stringify(process.env), JSON.stringify(it.seen), ...bench.log.lines],
    ...printed.flatMap(({ mock }) => mock.calls.map(([text]) => String(text))),
  ];
  for (const spy of printed) spy.mockRestore();
  expect(shown.join('\n')).toContain('died, restarting');
  expect(shown.join('\n')).not.toContain('verysecretkey');
  expect(it.secrets).toContain('live_1234_verysecretkey');
});

test('a test says how far it came, and publishes nothing', async () => {
  const player = await bench.player();
  const [sink, refuses] = [await bench.sink(), await bench.sink()];
  refuses.refuse({ at: 'connect', code: 'NetConnection.Connect.Rejected', description: 'not today' });
  const it = await bench.runner(player);
  const { signal } = new AbortController();
  const test = (url: string): ReturnType<typeof it.runner.test> =>
    it.runner.test({ primary: { url, key: 'key-of-a-test' } }, signal);
  const standing = (facts: Awaited<ReturnType<typeof test>>): string[] =>
    facts.steps.map(({ name, status }) => `${name} ${status}`);
  const named = sink.url.replace('127.0.0.1', 'localhost');
  const good = await test(named);
  expect(standing(good)).toEqual([
    'resolve ok',
    'connect ok',
    'tls skipped',
    'handshake ok',
    'accept ok',
    'publish skipped',
  ]);
  expect([good.status, good.reason]).toEqual(['ok', null]);
  const refused = await test(refuses.url);
  expect(standing(refused).slice(3)).toEqual(['handshake ok', 'accept failed', 'publish skipped']);
  expect(refused.reason?.code).toBe('relay.refused');
  await sink.die();
  const gone = await test(named);
  expect(standing(await test(sink.url)).slice(0, 2)).toEqual(['resolve skipped', 'connect failed']);
  expect(standing(gone).slice(0, 2)).toEqual(['resolve ok', 'connect failed']);
  expect(gone.reason).toMatchObject({ code: 'relay.unreachable', details: { why: 'refused' } });
  expect([sink.publishes.length, refuses.publishes.length]).toEqual([0, 0]);
  const aborted = new AbortController();
  aborted.abort();
  expect((await it.runner.test({ primary: { url: sink.url, key: 'k' } }, aborted.signal)).status).toBe('failed');
});
