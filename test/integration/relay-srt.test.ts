import { readdir, stat } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SrtRefuser } from '../servers/srt-refuser.js';
import { freeUdpPort, type SrtPacket } from '../servers/srt-sink.js';
import { eventually } from './support/eventually.js';
import { noProcessLeft, ownProcesses } from './support/own-processes.js';
import { SrtBench } from './support/srt-bench.js';

const quick = { firstPauseMs: 100, longestPauseMs: 300 };
let bench: SrtBench;
let source: SrtPacket[];
let otherSource: SrtPacket[];
beforeAll(async () => {
  bench = await SrtBench.create();
  source = await bench.sourcePackets('first');
  otherSource = await bench.sourcePackets('second');
});
afterEach(() => bench.end());
afterAll(() => bench.remove());

/**
 * What came is a piece of the source from a keyframe on: every packet equal, none missing, none twice, sound and picture moved by the same
 * time. Returns how many pictures there were.
 */
function expectFaithful(packets: readonly SrtPacket[], programme: readonly SrtPacket[] = source): number {
  const shifts = [0, 1].map((stream) => {
    const wanted = programme.filter((packet) => packet.stream === stream);
    // the first sounds of a call may be behind what the sink looked at to find out what comes
    const came = packets.filter((packet) => packet.stream === stream);
    // where the call ends a receiver lets go of what was not due yet: of the last packet it may have the beginning alone
    const got = came.slice(0, -1);
    const start = wanted.findIndex(({ crc, size }) => crc === got[0]?.crc && size === got[0]?.size);
    expect(start).toBeGreaterThanOrEqual(0);
    const expected = wanted.slice(start, start + got.length);
    expect(got.map(({ crc }) => crc)).toEqual(expected.map(({ crc }) => crc));
    const shift = (got[0]?.dts ?? NaN) - (expected[0]?.dts ?? NaN);
    expect(got.every(({ dts }, at) => Math.abs(dts - (expected[at]?.dts ?? NaN) - shift) <= 90)).toBe(true);
    return shift;
  });
  // at 90 kHz: within a millisecond, which is what FLV's clock can tell
  expect(Math.abs((shifts[0] ?? NaN) - (shifts[1] ?? NaN))).toBeLessThanOrEqual(90);
  return packets.filter(({ stream }) => stream === 0).length;
}

test('encrypted and with a stream id: packets equal to the source, in step; secrets are in no argument, environment, log or state', async () => {
  const passphrase = 'correct-horse-battery';
  const key = '#!::r=live/verysecretstream,m=publish';
  const sink = await bench.sink({ passphrase });
  const it = await bench.pusher();
  it.start('show', `${sink.url}?latency=100`, { primary: { url: `${sink.url}?latency=100`, key }, passphrase });
  await it.until('show', ({ sentBytes }) => sentBytes > 150_000);
  expect(it.state('show')).toMatchObject({ status: 'live', reconnects: 0, droppedFrames: 0 });
  await eventually('a few seconds of programme', () => (sink.packets(0).length > 200 ? true : null));
  const [sender] = bench.senders;
  expect(sender?.commandLine).toContain('mpegts');
  expect(sender?.commandLine).toContain('latency=100000');
  expect(sender?.presetMode).toBe(0o600);
  expect((await stat(bench.folder)).mode & 0o777).toBe(0o700);
  expect(await readdir(bench.folder)).toEqual([]);
  const commands = ownProcesses().map(({ command }) => command);
  expect(commands.join('\n')).not.toContain('verysecret');
  await it.pusher.stop('show');
  expect(it.state('show')).toBeNull();
  expect(expectFaithful(sink.packets(0))).toBeGreaterThan(60);
  const shown = [sender?.commandLine, sender?.environment, JSON.stringify(it.seen), ...bench.log.lines].join('\n');
  expect(shown).toContain('Child started');
  expect(shown).not.toContain('verysecret');
  expect(shown).not.toContain('battery');
  await bench.end();
  await noProcessLeft();
});

test('a wrong passphrase, a missing one and one too many are named, and given up after a few tries', async () => {
  const locked = await bench.sink({ passphrase: 'correct-horse-battery' });
  const open = await bench.sink();
  const it = await bench.pusher(quick);
  it.start('wrong', locked.url, { passphrase: 'incorrect-horse' });
  it.start('missing', locked.url);
  it.start('unexpected', open.url, { passphrase: 'correct-horse-battery' });
  for (const id of ['wrong', 'missing', 'unexpected']) {
    expect(await it.until(id, ({ status }) => status === 'failed')).toMatchObject({
      reason: { code: 'relay.bad-key' },
    });
  }
  // somebody listens there, but nobody ever took anything
  expect([...new Set(it.seen.map(({ status }) => status))].sort()).toEqual(['connecting', 'failed', 'reconnecting']);
  expect(it.seen.every(({ liveSinceMs, reconnects }) => liveSinceMs === null && reconnects === 0)).toBe(true);
  expect(await readdir(bench.folder)).toEqual([]);
  it.start('wrong', locked.url, { passphrase: 'correct-horse-battery' });
  await it.until('wrong', ({ sentBytes }) => sentBytes > 60_000);
});

test('a stream id arrives as it was entered, and what a server says of it is told', async () => {
  const it = await bench.pusher(quick);
  const answers = [
    { code: 1404, key: `#!::r=${'x'.repeat(490)}=1,m=publish`, status: 'SRT 1000' },
    { code: 5, key: '#comment?', status: 'BACKLOG' },
    { code: 2, key: 'a"b%20c\\', status: 'PEER' },
  ];
  for (const { code, key, status } of answers) {
    const server = await SrtRefuser.start(code);
    it.start(status, server.url, { primary: { url: server.url, key } });
    const { reason } = await it.until(status, (state) => state.status === 'reconnecting');
    expect(reason).toMatchObject({ code: 'relay.refused', details: { status } });
    await it.pusher.stop(status);
    await server.stop();
    expect(server.streamIds[0]).toBe(key);
  }
});

test('a server that hangs up and returns is found again; one that stands still is noticed', async () => {
  const sink = await bench.sink();
  const it = await bench.pusher(quick);
  it.start('show', sink.url);
  await eventually('the first call', () => (sink.packets(0).length > 60 ? true : null));
  await sink.die();
  expect(await it.until('show', ({ status }) => status === 'reconnecting')).toMatchObject({
    reason: { code: 'relay.closed', details: { why: 'hung-up' } },
  });
  await it.until('show', ({ reason }) => reason?.code === 'relay.unreachable');
  sink.comeBack();
  await it.until('show', ({ status }) => status === 'live');
  await eventually('the second call', () => (sink.packets(1).length > 60 ? true : null));
  expectFaithful(sink.packets(0));
  expectFaithful(sink.packets(1));
  sink.freeze();
  // SRT takes a peer for dead after 5 s
  await it.until('show', ({ status }) => status === 'reconnecting');
});

test('a source that comes back encoded otherwise is sent on by another call', async () => {
  const sink = await bench.sink();
  const it = await bench.pusher();
  it.start('show', sink.url);
  await eventually('the first programme', () => (sink.packets(0).length > 60 ? true : null));
  it.change();
  await eventually('the second programme', () => (sink.packets(1).length > 60 ? true : null));
  expect(it.state('show')).toMatchObject({ status: 'live', reconnects: 0 });
  await it.pusher.stop('show');
  expectFaithful(sink.packets(0));
  expectFaithful(sink.packets(1), otherSource);
});

test('the primary dies: the backup carries; it returns: the relay goes back', async () => {
  const [primary, backup] = [await bench.sink(), await bench.sink()];
  const it = await bench.pusher({ ...quick, probeEveryMs: 400 });
  it.start('show', primary.url, { backup: { url: backup.url, key: '' } });
  await eventually('the primary to be sent to', () => (primary.packets(0).length > 60 ? true : null));
  await primary.die();
  await it.until('show', ({ status, via }) => status === 'live' && via === 'backup');
  await eventually('the backup to be sent to', () => (backup.packets(0).length > 60 ? true : null));
  primary.comeBack();
  await it.until('show', ({ via }) => via === 'primary');
  await eventually('the primary to be sent to again', () => (primary.packets(1).length > 60 ? true : null));
  await it.pusher.stop('show');
  expectFaithful(backup.packets(0));
  expectFaithful(primary.packets(1));
});

test('a test says whether somebody listens, and makes no call', async () => {
  const sink = await bench.sink();
  const it = await bench.pusher({ connectTimeoutMs: 3_000 });
  const { signal } = new AbortController();
  const look = (url: string): ReturnType<typeof it.pusher.test> =>
    it.pusher.test({ primary: { url, key: '' }, passphrase: null }, signal);
  const standing = (facts: Awaited<ReturnType<typeof look>>): string[] =>
    facts.steps.map(({ name, status }) => `${name} ${status}`);
  const good = await eventually('the sink to listen', async () => {
    const facts = await look(sink.url.replace('127.0.0.1', 'localhost'));
    return facts.status === 'ok' ? facts : null;
  });
  expect(standing(good)).toEqual([
    'resolve ok',
    'connect ok',
    'tls skipped',
    'handshake ok',
    'accept skipped',
    'publish skipped',
  ]);
  const gone = await look(`srt://127.0.0.1:${await freeUdpPort()}`);
  expect(standing(gone).slice(0, 2)).toEqual(['resolve skipped', 'connect failed']);
  expect(gone.reason).toMatchObject({ code: 'relay.unreachable', details: { why: 'refused' } });
  const nameless = await look('srt://no-such-host.invalid:9000');
  expect(standing(nameless)[0]).toBe('resolve failed');
  expect(nameless.reason).toMatchObject({ code: 'relay.unreachable', details: { why: 'dns' } });
  expect((await look(`${sink.url}?colour=blue`)).reason).toMatchObject({ code: 'relay.invalid' });
  const aborted = new AbortController();
  aborted.abort();
  expect((await it.pusher.test({ primary: { url: sink.url, key: '' }, passphrase: null }, aborted.signal)).status).toBe(
    'failed',
  );
  expect(sink.calls).toEqual([]);
});
