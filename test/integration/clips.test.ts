import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as hls from 'hls-parser';
import { afterEach, expect, test } from 'vitest';
import type { Clip } from '../../src/shared/clips.js';
import { decodedFrames } from './support/decode.js';
import { TestEngine } from './support/engine.js';
import { eventually } from './support/eventually.js';
import { fileBucket } from './support/file-bucket.js';
import { fileClip } from './support/file-clip.js';
import { clipFrames, missingBetween } from './support/numbered-clip.js';
import type { Push } from './support/push.js';
import { expectWholeRecording, recordedNumbers } from './support/whole-recording.js';

const fps = 15;
let server: TestEngine;
let push: Push | null = null;
const bucket = fileBucket();
const own = fileClip(() => server.stop());
afterEach(async () => {
  await push?.kill();
  push = null;
});

/** A broadcast of the numbered pictures that has been on for so long. */
async function begin(seconds: number, atBucket: boolean): Promise<string> {
  server = await TestEngine.start({ reconnectWindowSeconds: 60 }, atBucket ? { destination: bucket.destination } : {});
  push = own.clip.push(await server.pushUrl());
  const { id } = await server.untilPlayable();
  await server.until('some programme', ({ broadcast }) =>
    (broadcast?.figures.durationSeconds ?? 0) >= seconds ? true : null,
  );
  return id;
}

async function clipLive(broadcastId: string, commandId = randomUUID()): Promise<Clip> {
  const { clipId } = await server.engine.commands.clipLive({ commandId, broadcastId, seconds: 30 });
  const made = server.state.clips.find(({ id }) => id === clipId);
  if (made === undefined) throw new Error('Expected the clip in the state');
  return made;
}

async function text(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`Expected ${url}, got ${answer.status}`);
  return answer.text();
}

/** Copies all that a clip's link leads to, as a strict parser finds it: its folders below `target`. Answers the master's path. */
async function download(link: string, target: string): Promise<string> {
  hls.setOptions({ strictMode: true });
  const folder = new URL('.', link).href;
  const root = new URL('../../', folder).href;
  const save = async (url: string): Promise<void> => {
    const file = path.join(target, decodeURI(url.slice(root.length)));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, Buffer.from(await (await fetch(url)).arrayBuffer()));
  };
  const masterUrl = new URL('master.m3u8', folder).href;
  const master = hls.parse(await text(masterUrl));
  if (!master.isMasterPlaylist) throw new Error('Expected a master playlist');
  const uris = new Set(master.variants.flatMap(({ uri, audio }) => [uri, ...audio.flatMap((each) => each.uri ?? [])]));
  await save(masterUrl);
  for (const uri of uris) {
    const url = new URL(uri, folder).href;
    const playlist = hls.parse(await text(url));
    if (playlist.isMasterPlaylist) throw new Error('Expected a media playlist');
    expect(playlist).toMatchObject({ endlist: true, playlistType: 'VOD', mediaSequenceBase: 0 });
    expect(playlist.segments[0]?.programDateTime).toBeInstanceOf(Date);
    await save(url);
    const named = new Set(playlist.segments.flatMap(({ uri: segment, map }) => [map?.uri ?? '', segment]));
    for (const file of named) await save(new URL(file, url).href);
  }
  return path.join(target, 'clips', new URL(link).pathname.split('/').at(-2) ?? '', 'master.m3u8');
}

/** Expects a clip of the recording's own pictures: those of its segments, all of them, decoded without a word. */
async function expectClip(clip: Clip, link: string, name: string): Promise<number[]> {
  const target = own.media.file(name);
  const master = await download(link, target);
  const told = JSON.parse(await text(new URL('clip.json', link).href)) as Record<string, unknown>;
  expect(told).toMatchObject({ clipId: clip.id, id: clip.broadcastId, state: 'ended', master: 'master.m3u8' });
  const page = await text(link);
  expect(page).toContain('data-page="clip" data-root="../../../../"');
  expect(page).toContain(clip.title);
  // the viewer page's own script is there
  const script = /src="([^"]+)"/.exec(page)?.[1] ?? '';
  expect((await fetch(new URL(script, link))).status).toBe(200);
  const top = (told['renditions'] as string[])[0] ?? '';
  const media = path.join(path.dirname(master), `${top}.m3u8`);
  const numbers = await own.clip.numbersIn(media);
  const { count, complaints } = await decodedFrames(media);
  expect([count, complaints]).toEqual([numbers.length, '']);
  expect(missingBetween(numbers)).toBe(0);
  expect(Math.abs(numbers.length / fps - clip.durationSeconds)).toBeLessThan(1 / fps);
  return numbers;
}

const isOf = (numbers: readonly number[], whole: readonly number[]): boolean =>
  whole.some((_number, at) => numbers.every((number, index) => whole[at + index] === number));

test('a clip of the last 30 s plays on this computer while the broadcast goes on untouched, and goes with it', async () => {
  const id = await begin(8, false);
  const before = server.state.broadcast?.figures.segments ?? 0;
  const commandId = randomUUID();
  const clip = await clipLive(id, commandId);
  expect(clip).toMatchObject({ broadcastId: id, status: 'ready', title: `Clip of ${server.state.broadcast?.title}` });
  expect((await clipLive(id, commandId)).id).toBe(clip.id);
  expect(server.state.clips).toHaveLength(1);
  const link = clip.links.find(({ reach }) => reach === 'computer')?.url ?? '';
  const numbers = await expectClip(clip, link, 'local');
  // the segment that was under way when it was asked for is in it
  expect(numbers.length).toBeGreaterThanOrEqual(before * 2 * fps);
  await server.until('more of it', ({ broadcast }) => ((broadcast?.figures.segments ?? 0) >= before + 3 ? true : null));
  await push?.kill();
  const { archiveDir } = await server.end(id);
  const archive = await expectWholeRecording(archiveDir);
  const [whole = [], ...others] = await recordedNumbers(archiveDir, archive, own.clip, own.media);
  expect([others, missingBetween(whole), isOf(numbers, whole)]).toEqual([[], 0, true]);
  expect((await expectClip(clip, link, 'afterwards')).length).toBe(numbers.length);

  await server.engine.commands.deleteRecording({ commandId: randomUUID(), broadcastId: id });
  expect(server.state.clips).toEqual([]);
  expect(existsSync(archiveDir)).toBe(false);
});

test('a clip is in the bucket while the broadcast is on, whole and read back, and leaves it with the broadcast', async () => {
  const id = await begin(6, true);
  const clip = await clipLive(id);
  const link = await server.until('a link to the bucket', ({ clips }) => {
    const there = clips.find((each) => each.id === clip.id);
    return there?.status === 'ready' ? (there.links.find(({ destinationId }) => destinationId)?.url ?? null) : null;
  });
  expect(server.state.broadcast?.status).toBe('live');
  expect(link).toBe(`${bucket.root}/live/b/${id}/clips/${clip.id}/index.html`);
  const numbers = await expectClip(clip, link, 'bucket');
  expect(numbers.length).toBeLessThan(clipFrames);
  const segments = server.state.broadcast?.figures.segments ?? 0;
  await server.until('more of it', ({ broadcast }) =>
    (broadcast?.figures.segments ?? 0) >= segments + 2 ? true : null,
  );
  expect(server.state.broadcast?.publication).toMatchObject({ status: 'live', isVerified: true, retries: 0 });
  // one that is asked for as the broadcast ends is published with the rest
  const late = clipLive(id);
  await push?.kill();
  const { archiveDir } = await server.end(id);
  const second = await late;
  await server.until('both clips', ({ clips }) =>
    clips.length === 2 && clips.every(({ status, links }) => status === 'ready' && links[0]?.destinationId)
      ? true
      : null,
  );
  expect(server.state.recordings[0]?.publications[0]?.status).toBe('complete');
  for (const each of [clip, second]) {
    const folder = `clips/${each.id}`;
    for (const name of ['master.m3u8', 'clip.json', 'index.html']) {
      const stored = bucket.server.objects().get(`live/b/${id}/${folder}/${name}`)?.body.toString();
      expect([name, stored]).toEqual([name, await readFile(path.join(archiveDir, folder, name), 'utf8')]);
    }
  }
  const [destination] = server.state.destinations;
  const unpublish = { commandId: randomUUID(), broadcastId: id, destinationId: destination?.id ?? '' };
  await server.engine.commands.unpublishRecording(unpublish);
  await eventually('nothing to be left in the bucket', () =>
    [...bucket.server.objects().keys()].some((key) => key.includes(id)) ? null : true,
  );
  await server.until('clips of this computer', ({ clips }) =>
    clips.every(({ links }) => links.every(({ destinationId }) => destinationId === undefined)) ? true : null,
  );
});

test('there is no clip of what is not on', async () => {
  const id = await begin(2, false);
  await push?.kill();
  await server.end(id);
  await expect(clipLive(id)).rejects.toMatchObject({ code: 'broadcast.not-found' });
  expect(server.state.clips).toEqual([]);
});
