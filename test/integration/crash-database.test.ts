import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { discontinuitiesOf, expectWholeRecording, recordedNumbers, topOf } from './support/whole-recording.js';

let media: Media;
let clip: NumberedClip;
let server: TestEngine;
let push: Push | null = null;

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
afterEach(async () => {
  await push?.kill();
  await server.stop();
  await noProcessLeft();
});
afterAll(() => media.remove());

test('recordings with a reconnect in them are found again as they were when the database is lost', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-database-'));
  server = await TestEngine.start({ reconnectWindowSeconds: 60 }, { dataDir });
  for (const stay of [1, 2]) {
    push = clip.push(await server.pushUrl());
    await server.until(`stay ${stay} to be packed`, ({ broadcast }) =>
      broadcast?.status === 'live' && broadcast.discontinuities === stay - 1 && broadcast.figures.segments > stay
        ? true
        : null,
    );
    await push.kill();
    await server.untilBroadcast('reconnecting');
  }
  const id = server.state.broadcast?.id ?? '';
  await server.engine.commands.renameBroadcast({ commandId: crypto.randomUUID(), broadcastId: id, title: 'Two stays' });
  const before = await server.end(id);
  const archive = await expectWholeRecording(before.archiveDir);
  const dates = topOf(archive).segments.map(({ programDateTimeMs }) => programDateTimeMs);
  await server.engine.stop('for now');
  for (const name of await readdir(dataDir)) {
    // -wal and -shm may go by themselves: SQLite's package closes a connection for good when it is collected
    if (name.startsWith('headwater.sqlite')) await rm(path.join(dataDir, name), { force: true });
  }

  server = await TestEngine.start({}, { dataDir });
  expect(server.state.recordings).toEqual([expect.objectContaining({ id, title: 'Two stays' })]);
  const found = await expectWholeRecording(before.archiveDir);
  expect(discontinuitiesOf(found)).toEqual(discontinuitiesOf(archive));
  expect(found.renditions.map(({ name, segments }) => [name, segments.length])).toEqual(
    archive.renditions.map(({ name, segments }) => [name, segments.length]),
  );
  expect(topOf(found).segments.map(({ programDateTimeMs }) => programDateTimeMs)).toEqual(dates);
  const stays = await recordedNumbers(before.archiveDir, found, clip, media);
  expect(stays).toHaveLength(2);
  for (const stay of stays) expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);
});
