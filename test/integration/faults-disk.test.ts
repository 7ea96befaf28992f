import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { broadcastJsonSchema } from '../../src/shared/published.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { random, seeds } from './support/seeds.js';
import { expectWholeRecording, recordedNumbers } from './support/whole-recording.js';

const diskBytes = 48 * 1024 * 1024;
/** A small disk is made with mount, which root alone may. */
const maySmallDisk = process.platform === 'linux' && process.getuid?.() === 0;

let media: Media;
let clip: NumberedClip;
let server: TestEngine;
let disk: string;
let push: Push | null = null;

/** What takes up the rest of the disk. */
const filler = (): string => path.join(disk, 'filler');

beforeAll(async () => {
  if (!maySmallDisk) return;
  media = await Media.create();
  clip = await NumberedClip.make(media);
  disk = media.file('disk');
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', disk]);
});
afterEach(async () => {
  if (!maySmallDisk) return;
  await push?.kill();
  await server.stop();
  await rm(filler(), { force: true });
  await noProcessLeft();
});
afterAll(async () => {
  if (!maySmallDisk) return;
  // lazily: whatever still has a folder of it open lets go by itself
  execFileSync('umount', ['-l', disk]);
  await media.remove();
});

test.skipIf(!maySmallDisk).each(seeds(3))(
  'a disk that fills up ends the broadcast with what there is, and the next one works: seed %i (needs root)',
  async (seed) => {
    server = await TestEngine.start({ reconnectWindowSeconds: 60 }, { dataDir: path.join(disk, 'data') });
    const url = await server.pushUrl();
    push = clip.push(url);
    const { id } = await server.untilPlayable();
    // leaves room for a few parts or playlists, so that it may be any write that fails first
    const { bavail, bsize } = await statfs(disk);
    const roomBytes = Math.round(random(seed)() * 300_000);
    await writeFile(filler(), Buffer.alloc(Math.max(0, bavail * bsize - roomBytes)));
    const summary = await server.ended(id);
    expect(server.noticeCodes).toContain('disk.full');
    expect(server.noticeCodes).not.toContain('archive.write-failed');
    expect(server.state.broadcast).toBeNull();
    // while the disk is still full: the recording is closed, whole and named as ended
    const archive = await expectWholeRecording(summary.archiveDir, { mayLackTail: true });
    const [numbers = []] = await recordedNumbers(summary.archiveDir, archive, clip, media);
    expect([numbers[0], missingBetween(numbers)]).toEqual([0, 0]);
    expect(numbers.length).toBeGreaterThanOrEqual(30);
    const page = broadcastJsonSchema.parse(
      JSON.parse(await readFile(path.join(summary.archiveDir, 'broadcast.json'), 'utf8')),
    );
    expect(page.state).toBe('ended');
    expect(server.state.recordings.find((recording) => recording.id === id)?.status).toMatch(/ended|repaired/);
    await rm(filler());
    // the encoder, which knows nothing of it, is held; another broadcast is asked for
    await push.kill();
    push = clip.push(url);
    const next = await server.until('another broadcast that plays', ({ broadcast }) =>
      broadcast !== null && broadcast.id !== id && broadcast.liveAtMs !== null ? broadcast : null,
    );
    await push.kill();
    await server.untilBroadcast('reconnecting');
    const second = await server.end(next.id);
    const [later = []] = await recordedNumbers(
      second.archiveDir,
      await expectWholeRecording(second.archiveDir),
      clip,
      media,
    );
    expect([later[0], missingBetween(later)]).toEqual([0, 0]);
  },
);
