import path from 'node:path';
import { setTimeout as stoppedFor } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { TestEngine } from './support/engine.js';
import { eventually } from './support/eventually.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { canSeeProcesses, ladderProcesses, noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { random, seeds } from './support/seeds.js';
import { untilRecorded } from './support/until-bytes.js';
import { discontinuitiesOf, expectWholeRecording, recordedNumbers, topOf } from './support/whole-recording.js';

let media: Media;
let clip: NumberedClip;
let server: TestEngine;
let push: Push;
let broadcastId: string;
let topFolder: string;

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await push.kill();
  await server.stop();
  await noProcessLeft();
});
afterAll(() => media.remove());

async function goLive(): Promise<void> {
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
  push = clip.push(await server.pushUrl());
  ({ id: broadcastId } = await server.untilPlayable());
  topFolder = path.join(server.dataDir, 'archive', 'live', 'b', broadcastId, '360p');
}

/** Ends the broadcast once the encoder is gone and all it sent is packed. */
async function endAndRead(): Promise<{
  archiveDir: string;
  archive: Awaited<ReturnType<typeof expectWholeRecording>>;
}> {
  await push.kill();
  await server.untilBroadcast('reconnecting');
  const summary = await server.end(broadcastId);
  expect(summary.lostSegments).toBe(0);
  return { archiveDir: summary.archiveDir, archive: await expectWholeRecording(summary.archiveDir) };
}

const untilMore = async (seconds: number): Promise<void> => {
  const packed = server.state.broadcast?.figures.durationSeconds ?? 0;
  await server.until(`${seconds} s more`, ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.figures.durationSeconds > packed + seconds ? true : null,
  );
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Kills in one broadcast; between them the ladder comes back. */
const killsEach = 2;

test.skipIf(!canSeeProcesses).each(seeds(3))(
  `an ffmpeg that is killed is started again and not a picture is lost: seed %i`,
  async (seed) => {
    const chance = random(seed);
    await goLive();
    const killed: number[] = [];
    for (let kill = 0; kill < killsEach; kill += 1) {
      // 0 to 2 s of the copied rung, so anywhere in a segment
      await untilRecorded(topFolder, Math.round(chance() * 90_000));
      const [ladder] = ladderProcesses();
      if (ladder === undefined) throw new Error('Expected a ladder to kill');
      process.kill(ladder.pid, 'SIGKILL');
      killed.push(ladder.pid);
      await eventually('another ladder', () =>
        ladderProcesses().some(({ pid }) => !killed.includes(pid)) ? true : null,
      );
    }
    await untilMore(1);
    expect(server.noticeCodes).toContain('transcode.restarted');
    expect(server.state.broadcast?.id).toBe(broadcastId);
    const { archiveDir, archive } = await endAndRead();
    // two kills in one segment leave one
    expect([1, killsEach]).toContain(discontinuitiesOf(archive).length);
    const stretches = await recordedNumbers(archiveDir, archive, clip, media);
    const all = stretches.flat();
    expect([all[0], missingBetween(all)]).toEqual([0, 0]);
    for (const { name, kind, segments } of archive.renditions) {
      if (kind !== 'video') continue;
      const samples = segments.map((segment) => segment.samples);
      expect({ name, samples, sum: sum(samples) }).toEqual({ name, samples, sum: all.length });
    }
  },
);

test.skipIf(!canSeeProcesses)(
  'an ffmpeg that stands still for a while catches up, and not a picture is lost',
  async () => {
    await goLive();
    const [ladder] = ladderProcesses();
    if (ladder === undefined) throw new Error('Expected a ladder to stop');
    process.kill(ladder.pid, 'SIGSTOP');
    // not waited for anything: it stands still for so long
    await stoppedFor(3_000);
    process.kill(ladder.pid, 'SIGCONT');
    await untilMore(4);
    const { archiveDir, archive } = await endAndRead();
    const all = (await recordedNumbers(archiveDir, archive, clip, media)).flat();
    expect([all[0], missingBetween(all)]).toEqual([0, 0]);
  },
);

test('a clock that jumps leaves the programme and its reconnect window as they are', async () => {
  await goLive();
  const real = Date.now.bind(Date);
  const jump = vi.spyOn(Date, 'now');
  for (const hours of [1, -2]) {
    jump.mockImplementation(() => real() + hours * 3_600_000);
    await untilMore(2.5);
  }
  await push.kill();
  await server.untilBroadcast('reconnecting');
  jump.mockRestore();
  push = clip.push(await server.pushUrl());
  await server.until('the encoder to be back', ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.discontinuities > 0 ? true : null,
  );
  expect(server.state.broadcast?.id).toBe(broadcastId);
  const { archiveDir, archive } = await endAndRead();
  const stays = await recordedNumbers(archiveDir, archive, clip, media);
  expect(stays).toHaveLength(2);
  for (const stay of stays) expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);
  const { segments } = topOf(archive);
  const dates = segments.flatMap(({ programDateTimeMs }) => programDateTimeMs ?? []);
  expect(dates).toEqual([...dates].sort((a, b) => a - b));
});
