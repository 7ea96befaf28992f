import { expect, test } from 'vitest';
import { picture, script, videoHeader, audioHeader } from './testing/tags.js';
import { UnitBench, backupUrl, failure, primaryUrl } from './testing/unit-bench.js';

const withBackup = { backup: { url: backupUrl, key: 'key-of-backup' } };

test('connects with the first feed, begins with headers and a keyframe, and counts', async () => {
  const bench = new UnitBench();
  bench.unit.start();
  expect(bench.stand).toBe('idle primary relay.no-source');
  bench.sourceComes();
  expect(bench.stand).toBe('connecting primary -');
  await bench.run(3_050);
  expect(bench.stand).toBe('live primary -');
  const [first, second, third, fourth] = bench.service.newest.sent;
  expect([first?.type, second?.data[1], third?.data[1], fourth?.data[0]]).toEqual([18, 0, 0, 0x17]);
  const state = bench.unit.state();
  expect(state).toMatchObject({ droppedFrames: 0, reconnects: 0, lagMs: 0, liveSinceMs: bench.clock.now() - 3_050 });
  // 120 bytes ten times a second
  expect(state.bitrate).toBe(9_600);
  expect(state.sentBytes).toBe(bench.service.newest.sent.reduce((sum, { data }) => sum + data.length, 0));
  await bench.unit.stop();
  expect([bench.stand, bench.service.newest.isClosed]).toEqual(['idle primary -', true]);
});

test('inside of a GOP it begins with the newest keyframe, at 0 on its time line', async () => {
  const bench = new UnitBench();
  bench.sourceComes();
  await bench.run(2_500);
  bench.unit.start();
  await bench.run(100);
  const pictures = bench.service.newest.sent.filter(({ type, data }) => type === 9 && data[1] === 1);
  expect(pictures.map(({ timestampMs }) => timestampMs)).toEqual([0, 100, 200, 300, 400, 500]);
});

test('a service that hangs up is tried again after 1, 2, 4 s; the reason is told meanwhile', async () => {
  const bench = new UnitBench();
  await bench.goLive();
  await bench.run(1_000);
  bench.service.answer = () => failure('relay.unreachable');
  bench.service.newest.die(failure('relay.closed'));
  await bench.run(500);
  expect(bench.stand).toBe('reconnecting primary relay.closed');
  await bench.run(7_500);
  expect(bench.stand).toBe('reconnecting primary relay.unreachable');
  expect(bench.service.tries.map(({ atMs }) => atMs)).toEqual([0, 2_000, 4_000, 8_000]);
  bench.service.answer = () => null;
  await bench.run(9_000);
  expect([bench.stand, bench.unit.state().reconnects]).toEqual(['live primary -', 1]);
});

test('a key refused three times in a row is given up; a start by hand or a new key tries again', async () => {
  const bench = new UnitBench();
  bench.service.answer = () => failure('relay.bad-key');
  await bench.goLive();
  await bench.run(60_000);
  expect([bench.stand, bench.service.tries.length]).toEqual(['failed primary relay.bad-key', 3]);
  bench.unit.start();
  await bench.run(60_000);
  expect([bench.stand, bench.service.tries.length]).toEqual(['failed primary relay.bad-key', 6]);
  bench.service.answer = () => null;
  bench.unit.update({ ...bench.unit.target, primary: { url: primaryUrl, key: 'another-key' } });
  await bench.run(100);
  expect(bench.stand).toBe('live primary -');
});

test('started by hand while it pauses, it tries at once; started by anybody else, it waits', async () => {
  const bench = new UnitBench();
  bench.service.answer = () => failure('relay.unreachable');
  await bench.goLive();
  await bench.run(3_500);
  expect([bench.stand, bench.service.tries.length]).toEqual(['reconnecting primary relay.unreachable', 3]);
  bench.unit.start();
  await bench.clock.run(0);
  expect(bench.service.tries).toHaveLength(3);
  bench.service.answer = () => null;
  bench.unit.tryNow();
  await bench.clock.run(0);
  expect([bench.stand, bench.service.tries.length]).toEqual(['live primary -', 4]);
  // nothing of the pause is left
  bench.unit.tryNow();
  await bench.run(10_000);
  expect(bench.service.tries).toHaveLength(4);
});

test('it is live once the service has taken it, not when something answers there', async () => {
  const bench = new UnitBench(withBackup, { probeEveryMs: 1_010, probesNeeded: 1 });
  bench.service.isCoy = true;
  await bench.goLive();
  await bench.run(500);
  expect(bench.stand).toBe('connecting primary -');
  expect(bench.unit.state()).toMatchObject({ liveSinceMs: null, reconnects: 0 });
  bench.service.newest.die(failure('relay.bad-key'));
  await bench.run(100);
  expect(bench.stand).toBe('reconnecting backup relay.bad-key');
  bench.service.newest.take();
  await bench.clock.run(0);
  expect(bench.stand).toBe('live backup -');
  expect(bench.unit.state()).toMatchObject({ liveSinceMs: bench.clock.now(), reconnects: 0 });
  await bench.run(2_500);
  expect(bench.stand).toBe('reconnecting primary -');
  bench.service.newest.take();
  await bench.clock.run(0);
  expect(bench.stand).toBe('live primary -');
});

test('a service that says no more what it has received is left for the backup, though the line goes on taking', async () => {
  const bench = new UnitBench(withBackup);
  await bench.goLive();
  await bench.run(1_000);
  const silent = bench.service.newest;
  silent.owedMs = 1_999;
  await bench.run(500);
  expect(bench.stand).toBe('live primary -');
  silent.owedMs = 2_000;
  await bench.run(300);
  expect([bench.stand, silent.isClosed]).toEqual(['live backup -', true]);
});

test('what no service will ever take is given up at once', async () => {
  const bench = new UnitBench(withBackup);
  bench.service.answer = () => failure('relay.unsupported');
  await bench.goLive();
  await bench.run(5_000);
  expect([bench.stand, bench.service.tries.length]).toEqual(['failed primary relay.unsupported', 1]);
});

test('the primary dies: the backup carries at once. It returns: after two good looks the relay goes back at a keyframe', async () => {
  const bench = new UnitBench(withBackup);
  await bench.goLive();
  await bench.run(40_000);
  bench.service.answer = (url) => (url === primaryUrl ? failure('relay.unreachable') : null);
  const [first] = bench.service.pushes;
  first?.die(failure('relay.closed'));
  await bench.run(100);
  const backup = bench.service.newest;
  expect([bench.stand, backup.url]).toEqual(['live backup -', backupUrl]);
  await bench.run(20_000);
  bench.service.answer = () => null;
  await bench.run(9_950);
  expect(bench.stand).toBe('live backup -');
  // looks at 15, 30 and 45 s: the second good one is the last
  await bench.run(15_000);
  expect(bench.service.tries.filter(({ kind }) => kind === 'probe')).toHaveLength(3);
  const next = bench.service.newest;
  expect([next.url, next.sent.length, backup.isClosed]).toEqual([primaryUrl, 0, false]);
  await bench.run(1_000);
  expect([bench.stand, backup.isClosed]).toEqual(['live primary -', true]);
  // not a picture is missing between the backup and the primary, none goes to both
  const toEither = [...backup.sent, ...next.sent]
    .map(({ data }) => data)
    .filter((data) => bench.pictures.includes(data));
  const [firstOfBackup = new Uint8Array()] = toEither;
  expect(toEither).toEqual(bench.pictures.slice(bench.pictures.indexOf(firstOfBackup)));
  expect(next.sent.find(({ data }) => bench.pictures.includes(data))?.data[0]).toBe(0x17);
  await bench.run(5_000);
  expect(bench.stand).toBe('live primary -');
});

test('a backup that dies while the primary is ready hands over at once', async () => {
  const bench = new UnitBench(withBackup, { probeEveryMs: 1_010, probesNeeded: 1 });
  await bench.goLive();
  await bench.run(1_000);
  bench.service.newest.die(failure('relay.closed'));
  await bench.run(1_300);
  expect(bench.service.pushes.map(({ url }) => url)).toEqual([primaryUrl, backupUrl, primaryUrl]);
  expect(bench.stand).toBe('live backup -');
  bench.service.pushes[1]?.die(failure('relay.closed'));
  await bench.clock.run(0);
  expect([bench.stand, bench.service.newest.sent.length > 3]).toEqual(['live primary -', true]);
});

test('a stall: after 2 s to the backup', async () => {
  const bench = new UnitBench(withBackup);
  await bench.goLive();
  await bench.run(1_000);
  bench.service.newest.isStuck = true;
  await bench.run(1_900);
  expect(bench.stand).toBe('live primary -');
  await bench.run(600);
  expect(bench.stand).toBe('live backup -');
});

test('a stall without a backup: bounded, drops to keyframes, after 20 s a new connection', async () => {
  const limits = { queueBytes: 1_000_000, aheadBytes: 100_000, queueMs: 5_000 };
  const bench = new UnitBench({}, limits);
  await bench.goLive();
  await bench.run(1_000);
  const stuck = bench.service.newest;
  stuck.isStuck = true;
  await bench.run(19_000, 20_000);
  expect(bench.stand).toBe('live primary -');
  expect(stuck.unsentBytes).toBeLessThanOrEqual(limits.aheadBytes + 20_000);
  expect(bench.unit.state().lagMs).toBeLessThanOrEqual(limits.queueMs);
  expect(bench.unit.state().droppedFrames).toBeGreaterThan(100);
  // it takes again: what comes is decodable, from a keyframe on
  stuck.isStuck = false;
  stuck.unsentBytes = 0;
  const before = stuck.sent.length;
  await bench.run(500);
  const next = stuck.sent.slice(before).find(({ type }) => type === 9);
  expect(next?.data[0]).toBe(0x17);
  stuck.isStuck = true;
  await bench.run(21_000, 20_000);
  expect(bench.stand).toBe('reconnecting primary relay.stalled');
  await bench.run(1_000);
  expect([bench.stand, stuck.isClosed]).toEqual(['live primary -', true]);
});

test('hold: the line stays up without a source, the next feed goes on behind it, after a minute it hangs up', async () => {
  const bench = new UnitBench();
  await bench.goLive();
  await bench.run(1_000);
  bench.sourceGoes();
  expect(bench.stand).toBe('live primary relay.no-source');
  await bench.run(5_000);
  bench.sourceComes();
  await bench.run(500);
  expect([bench.stand, bench.service.pushes.length]).toEqual(['live primary -', 1]);
  const times = bench.service.newest.sent
    .filter(({ type, data }) => type === 9 && data[1] === 1)
    .map(({ timestampMs }) => timestampMs);
  expect(times.slice(8, 13)).toEqual([800, 900, 6_000, 6_100, 6_200]);
  expect(times[10]).toBe(6_000);
  bench.sourceGoes();
  await bench.run(59_000);
  expect(bench.stand).toBe('live primary relay.no-source');
  await bench.run(1_500);
  expect([bench.stand, bench.service.newest.isClosed]).toEqual(['idle primary relay.no-source', true]);
  bench.sourceComes();
  await bench.run(100);
  expect([bench.stand, bench.service.pushes.length]).toEqual(['live primary -', 2]);
});

test('hang-up: closes with the feed and comes back with the next', async () => {
  const bench = new UnitBench({ whileSourceIsGone: 'hang-up' });
  await bench.goLive();
  await bench.run(1_000);
  bench.sourceGoes();
  await bench.run(100);
  expect([bench.stand, bench.service.newest.isClosed]).toEqual(['idle primary relay.no-source', true]);
  bench.sourceComes();
  await bench.run(100);
  expect([bench.stand, bench.service.pushes.length]).toEqual(['live primary -', 2]);
});

test('another configuration: in line where the service takes it, else by a new connection', async () => {
  const opus = { type: 8 as const, timestampMs: 0, data: new Uint8Array([0x90, ...Buffer.from('Opus'), 1]) };
  for (const [reconnectOnNewConfig, headers, connections] of [
    [false, [script(), videoHeader(), opus], 1],
    [true, [script(), videoHeader(1), audioHeader(1)], 1],
    [true, [script(), videoHeader(), opus], 2],
  ] as const) {
    const bench = new UnitBench({ reconnectOnNewConfig });
    await bench.goLive();
    await bench.run(1_000);
    bench.sourceGoes();
    await bench.run(1_000);
    bench.sourceComes(headers);
    await bench.run(500);
    expect([bench.stand, bench.service.pushes.length]).toEqual(['live primary -', connections]);
    const sent = bench.service.newest.sent;
    for (const header of headers) expect(sent.some(({ data }) => data === header.data)).toBe(true);
  }
});

test('a change of the backup alone leaves the connection up', async () => {
  const bench = new UnitBench();
  await bench.goLive();
  await bench.run(1_000);
  bench.unit.update({ ...bench.unit.target, ...withBackup, whileSourceIsGone: 'hang-up' });
  await bench.run(100);
  expect(bench.service.pushes).toHaveLength(1);
  bench.service.newest.die(failure('relay.closed'));
  await bench.run(100);
  expect(bench.stand).toBe('live backup -');
});

test('all relays of a feed send the same buffers: none of them copies', async () => {
  const [one, other] = [new UnitBench(), new UnitBench()];
  const tag = picture(0, true);
  for (const bench of [one, other]) {
    bench.sourceComes([tag]);
    bench.unit.start();
    await bench.clock.run(0);
    expect(bench.service.newest.sent[0]?.data).toBe(tag.data);
  }
});
