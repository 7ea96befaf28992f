import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderMediaPlaylist } from '../package/media-playlist.js';
import type { SegmentRow } from './journal.js';
import { readRecordedPlaylists } from './recorded-playlists.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-told-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** 2 s each; a second stay of the encoder, a minute later, begins with sequence 3. */
const rows = Array.from({ length: 6 }, (_, sequence): SegmentRow => {
  const isBack = sequence >= 3;
  return {
    broadcastId: 'b',
    rendition: '360p',
    sequence,
    init: isBack ? 1 : 0,
    state: 'closed',
    startTicks: sequence * 180_000,
    durationTicks: 180_000,
    sizeBytes: 1,
    programDateTimeMs: 1_000_000 + sequence * 2_000 + (isBack ? 60_000 : 0),
    discontinuity: sequence === 3,
  };
});

const write = (name: string, segments: readonly SegmentRow[]): Promise<void> =>
  writeFile(
    path.join(folder, name),
    renderMediaPlaylist({
      segments,
      timescale: 90_000,
      targetDurationSeconds: 3,
      discontinuitySequence: 0,
      ended: false,
    }),
  );

test('the history and the window together tell of every segment what its row did', async () => {
  await write('dvr.m3u8', rows.slice(0, 5));
  // the window begins right at the discontinuity, whose tag it has lost
  await write('index.m3u8', rows.slice(3));
  const told = await readRecordedPlaylists(folder);
  expect([...told].sort(([a], [b]) => a - b)).toEqual(
    rows.map(({ sequence, init, discontinuity, programDateTimeMs }) => [
      sequence,
      { init, discontinuity, programDateTimeMs, durationSeconds: 2 },
    ]),
  );
});

test('nothing is told by what is not there or makes no sense', async () => {
  expect((await readRecordedPlaylists(folder)).size).toBe(0);
  await writeFile(path.join(folder, 'index.m3u8'), '\0\0\0');
  expect((await readRecordedPlaylists(folder)).size).toBe(0);
});
