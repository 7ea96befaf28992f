import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BroadcastSummary } from '../../src/engine/engine-api.js';
import type { ActiveBroadcast } from '../../src/shared/studio-state.js';
import { TestEngine } from './support/engine.js';
import { beeps, flashAndBeep, flashes, Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { joinSegments, type ReadArchive } from './support/read-archive.js';
import { RtmpSource } from './support/rtmp-source.js';
import { RtspSource } from './support/rtsp-source.js';
import { discontinuitiesOf, expectWholeRecording, recordedNumbers } from './support/whole-recording.js';

/** Characters that a URL has to hide. */
const credentials = { user: 'operator', password: 'p@ss:w0rd/?' };
/** How much of each stay is recorded, in seconds. */
const staySeconds = 5;

let media: Media;
let clip: NumberedClip;
let server: TestEngine;
/** Every state that the studio was shown. */
let shown = '';

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
  server.engine.state.subscribe(() => (shown += JSON.stringify(server.state)));
});
beforeEach(() => {
  expect(server.state.broadcast).toBeNull();
  shown = '';
});
afterAll(async () => {
  await server.stop();
  await media.remove();
});

/** What dies without taking its port with it. */
interface Mortal {
  begin(): Promise<void>;
  die(): Promise<void>;
}

function untilPacked(seconds: number, discontinuities: number): Promise<ActiveBroadcast> {
  return server.until(`${seconds} s of programme`, ({ broadcast }) =>
    broadcast?.status === 'live' &&
    broadcast.discontinuities === discontinuities &&
    broadcast.figures.durationSeconds >= seconds
      ? broadcast
      : null,
  );
}

/** Records a source that dies once and comes back. */
async function recordTwoStays(url: string, source: Mortal): Promise<BroadcastSummary> {
  const id = await server.live(url);
  const before = await untilPacked(staySeconds, 0);
  await source.die();
  expect(await server.untilBroadcast('reconnecting')).toMatchObject({ id, links: before.links });
  await source.begin();
  const lost = server.state.broadcast?.figures.durationSeconds ?? NaN;
  expect(await untilPacked(lost + staySeconds, 1)).toMatchObject({ id, links: before.links });
  return server.end(id);
}

/** Both stays whole: every picture of the clip behind the other in the copied rung, all rungs and the sound beside it. */
async function expectTwoStays(summary: BroadcastSummary): Promise<void> {
  expect(summary.lostSegments).toBe(0);
  expect(summary.renditions.map(({ name, copied }) => [name, copied])).toEqual([
    ['360p', true],
    ['234p', false],
    ['audio', true],
  ]);
  const archive = await expectWholeRecording(summary.archiveDir);
  expect(discontinuitiesOf(archive)).toHaveLength(1);
  const stays = await recordedNumbers(summary.archiveDir, archive, clip, media);
  for (const stay of stays) {
    expect(missingBetween(stay)).toBe(0);
    expect(stay.length).toBeGreaterThan((staySeconds - 1) * 15);
  }
  await expectInStep(summary.archiveDir, archive, 'init-0.mp4');
  await expectInStep(summary.archiveDir, archive, 'init-1.mp4');
}

/** In what one ffmpeg made (`init`) every flash has its beep beside it, but for the last, whose beep may have been cut off. */
async function expectInStep(archiveDir: string, archive: ReadArchive, init: string): Promise<void> {
  const files = new Map<string, string>();
  for (const rendition of archive.renditions) {
    const segments = rendition.segments.filter((segment) => segment.init === init && !segment.gap);
    const target = media.file(`${path.basename(archiveDir)}-${init}-${rendition.name}.mp4`);
    files.set(rendition.name, await joinSegments(archiveDir, rendition, target, segments));
  }
  const heard = await beeps(files.get('audio') ?? '');
  files.delete('audio');
  for (const [name, file] of files) {
    const shown = (await flashes(file)).slice(0, -1);
    expect(shown.length, name).toBeGreaterThanOrEqual(staySeconds - 2);
    const offsets = shown.map((at) => Math.min(...heard.map((beep) => Math.abs(beep - at))));
    expect(Math.max(...offsets), name).toBeLessThanOrEqual(0.04);
  }
}

/** Neither the studio nor any file of the engine has seen them. */
async function expectSecret(...secrets: readonly string[]): Promise<void> {
  const files = await readdir(server.dataDir, { recursive: true });
  expect(files.filter((name) => name.endsWith('.log')).length).toBeGreaterThan(0);
  for (const name of files) {
    const file = path.join(server.dataDir, name);
    if (!(await stat(file)).isFile()) continue;
    const bytes = await readFile(file);
    for (const secret of secrets) expect([name, secret, bytes.includes(secret)]).toEqual([name, secret, false]);
  }
  expect(shown).not.toBe('');
  for (const secret of secrets) expect(shown).not.toContain(secret);
}

describe('an RTSP camera', () => {
  test('is recorded, dies, comes back, and what it is opened with stays secret', async () => {
    const camera = await RtspSource.start(clip.file, { credentials });
    try {
      const summary = await recordTwoStays(camera.url(), camera);
      await expectTwoStays(summary);
      await expectSecret(credentials.password, encodeURIComponent(credentials.password), credentials.user);
    } finally {
      await camera.die();
    }
  });

  test('that sends HEVC and telephone sound is recorded from its first picture on in every rung', async () => {
    const params = 'log-level=none:keyint=30:min-keyint=30:scenecut=0:bframes=0';
    const file = await media.make('hevc.mkv', [
      ...flashAndBeep({ size: '640x360', fps: 15, seconds: 20 }),
      ...['-pix_fmt', 'yuv420p', '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', params],
      ...['-c:a', 'pcm_alaw', '-ar', '8000', '-ac', '1'],
    ]);
    const camera = await RtspSource.start(file);
    try {
      const id = await server.live(camera.url());
      await untilPacked(staySeconds, 0);
      const summary = await server.end(id);
      const archive = await expectWholeRecording(summary.archiveDir);
      expect(archive.renditions.map(({ name }) => name)).toEqual(['360p', 'audio', '234p']);
      for (const { name, kind, segments } of archive.renditions) {
        const whole = segments.slice(0, -1).map(({ samples }) => samples);
        if (kind === 'video') expect([name, ...whole]).toEqual([name, ...whole.map(() => 30)]);
      }
      expect(archive.master.variants.map(({ frameRate }) => frameRate)).toEqual([15, 15]);
      await expectInStep(summary.archiveDir, archive, 'init-0.mp4');
    } finally {
      await camera.die();
    }
  });

  test('with another password is refused, in words that do not tell it', async () => {
    const camera = await RtspSource.start(clip.file, { credentials });
    try {
      const refused = server.live(camera.url({ user: 'operator', password: 'guessed-wrong' }));
      await expect(refused).rejects.toMatchObject({
        code: 'ingest.source-unreadable',
        details: { reason: expect.stringContaining('401') as string },
      });
      await refused.catch((error: unknown) => expect(JSON.stringify(error) + String(error)).not.toContain('guessed'));
      await server.until('no broadcast', ({ broadcast }) => (broadcast === null ? true : null));
    } finally {
      await camera.die();
    }
  });

  test('that serves one viewer at a time, and is slow to see one go, is asked again without alarm', async () => {
    const camera = await RtspSource.start(clip.file, { places: 1, lingerMs: 1_500 });
    const before = server.noticeCodes;
    try {
      const id = await server.live(camera.url());
      await server.untilPlayable();
      expect(camera.refused).toBeGreaterThan(0);
      expect(server.noticeCodes).toEqual(before);
      await server.end(id);
    } finally {
      await camera.die();
    }
  });
});

test('another server’s RTMP stream is pulled and recorded, dies, comes back, and its key stays secret', async () => {
  const source = await RtmpSource.start(clip);
  try {
    const summary = await recordTwoStays(source.url, source);
    await expectTwoStays(summary);
    await expectSecret('hush-hush');
  } finally {
    await source.remove();
  }
});
