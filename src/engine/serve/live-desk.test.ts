import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as hls from 'hls-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SegmentRow } from '../archive/journal.js';
import { renderMediaPlaylist } from '../package/media-playlist.js';
import { OriginServer } from './origin-server.js';

const folder = 'live/b/20261122-100000-abcdefgh/360p';
const sound = 'live/b/20261122-100000-abcdefgh/audio';
const partSeconds = 0.25;

let root: string;
let server: OriginServer;
let base: string;

/** The ordinary playlist of segments of half a second up to `last`. */
function ordinary(last: number, { from = 0, gaps = [] as readonly number[], ended = false } = {}): string {
  const segments = Array.from({ length: last - from + 1 }, (_, index): SegmentRow => {
    const sequence = from + index;
    return {
      broadcastId: '20261122-100000-abcdefgh',
      rendition: '360p',
      sequence,
      init: 0,
      state: gaps.includes(sequence) ? 'gap' : 'closed',
      startTicks: sequence * 45_000,
      durationTicks: 45_000,
      sizeBytes: 1,
      programDateTimeMs: 1_700_000_000_000 + sequence * 500,
      discontinuity: false,
    };
  });
  return renderMediaPlaylist({
    segments,
    timescale: 90_000,
    targetDurationSeconds: 1,
    discontinuitySequence: 0,
    ended,
  });
}

/** The origin's file, and what it is told. */
async function write(text: string, of = folder): Promise<void> {
  await mkdir(path.join(root, of), { recursive: true });
  await writeFile(path.join(root, of, 'index.m3u8'), text);
  server.changed([`${of}/index.m3u8`]);
  server.live.playlist(of, text);
}

function part(
  sequence: number,
  index: number,
  of = folder,
  more: { init?: number; isDiscontinuity?: boolean } = {},
): void {
  server.live.part(of, partSeconds, {
    sequence,
    index,
    durationSeconds: partSeconds,
    isIndependent: index === 0,
    init: 0,
    isDiscontinuity: false,
    body: Buffer.from(`part ${sequence}.${index}`),
    ...more,
  });
}

const get = (query = '', of = folder): Promise<Response> => fetch(`${base}/${of}/index.m3u8${query}`);
const text = async (query = ''): Promise<string> => (await get(query)).text();

/** Whether an answer has come once everything else that was asked after it was answered. */
async function isHeldBack(answer: Promise<Response>): Promise<boolean> {
  let hasCome = false;
  void answer.then(() => (hasCome = true));
  for (let times = 0; times < 5; times += 1) await (await get()).text();
  return !hasCome;
}

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'headwater-live-desk-'));
  server = new OriginServer({
    root,
    cacheBytes: 1_000_000,
    counters: { add: () => undefined },
    onError: (error) => {
      throw error;
    },
  });
  base = `http://127.0.0.1:${await server.start(0)}`;
  // a part before the first ordinary playlist, as it is at every beginning
  part(0, 0);
  part(0, 1);
  await write(ordinary(0));
});

afterEach(async () => {
  await server.stop();
  await rm(root, { recursive: true, force: true });
});

describe('the playlist of what is live (RFC 8216bis)', () => {
  it('says how to wait, how far to stay behind, and where the next part will be (§4.4.3.8, §4.4.5.3)', async () => {
    part(1, 0);
    const playlist = await text();
    expect(playlist).toContain('#EXT-X-PART-INF:PART-TARGET=0.260');
    const control = /#EXT-X-SERVER-CONTROL:(.*)/.exec(playlist)?.[1] ?? '';
    expect(control).toContain('CAN-BLOCK-RELOAD=YES');
    // at least twice the part target, three times as is advised; six target durations
    expect(control).toContain('PART-HOLD-BACK=0.780');
    expect(control).toContain('CAN-SKIP-UNTIL=6');
    expect(playlist).toContain('#EXT-X-PRELOAD-HINT:TYPE=PART,URI="1.1.m4s"');
    expect(playlist).toContain('#EXT-X-PART:DURATION=0.25000,URI="1.0.m4s",INDEPENDENT=YES');
    const parsed = hls.parse(playlist);
    if (parsed.isMasterPlaylist) throw new Error('Expected a media playlist');
    expect(parsed.lowLatencyCompatibility?.canBlockReload).toBe(true);
    expect(parsed.partTargetDuration).toBeCloseTo(0.26, 3);
  });

  it('keeps its part target, and no part is longer or (but the last) much shorter (§4.4.3.7, §4.4.4.9)', async () => {
    const before = /PART-TARGET=([\d.]+)/.exec(await text())?.[1];
    for (let sequence = 1; sequence < 6; sequence += 1) {
      part(sequence, 0);
      part(sequence, 1);
      await write(ordinary(sequence));
    }
    const playlist = await text();
    expect(/PART-TARGET=([\d.]+)/.exec(playlist)?.[1]).toBe(before);
    const target = Number(before);
    const durations = [...playlist.matchAll(/#EXT-X-PART:DURATION=([\d.]+)/g)].map(([, seconds]) => Number(seconds));
    expect(durations.length).toBeGreaterThan(3);
    for (const seconds of durations) {
      expect(seconds).toBeLessThanOrEqual(target);
      expect(seconds).toBeGreaterThanOrEqual(target * 0.85);
    }
  });

  it('names parts of the last three target durations only (§6.2.2), each before its segment', async () => {
    for (let sequence = 1; sequence < 20; sequence += 1) {
      part(sequence, 0);
      part(sequence, 1);
      await write(ordinary(sequence));
    }
    const lines = (await text()).split('\n');
    const named = lines.flatMap((line) => /^#EXT-X-PART:.*URI="(\d+)\.\d+\.m4s"/.exec(line)?.[1] ?? []).map(Number);
    expect(Math.min(...named)).toBe(14);
    expect(lines.indexOf('19.m4s')).toBeGreaterThan(lines.findIndex((line) => line.includes('"19.1.m4s"')));
    expect(lines.findIndex((line) => line.includes('"19.0.m4s"'))).toBeGreaterThan(lines.indexOf('18.m4s'));
  });

  it('puts the discontinuity and the init segment of a new run before its parts', async () => {
    part(1, 0, folder, { init: 1, isDiscontinuity: true });
    const lines = (await text()).split('\n');
    const at = lines.findIndex((line) => line.includes('"1.0.m4s"'));
    expect(lines.slice(at - 2, at)).toEqual(['#EXT-X-DISCONTINUITY', '#EXT-X-MAP:URI="init-1.mp4"']);
  });

  it('reports where the other renditions are (§4.4.5.4)', async () => {
    part(0, 0, sound);
    part(0, 1, sound);
    await write(ordinary(0), sound);
    part(1, 0, sound);
    part(1, 0);
    expect(await text()).toContain('#EXT-X-RENDITION-REPORT:URI="../audio/index.m3u8",LAST-MSN=1,LAST-PART=0');
  });

  it('leaves out what a player has when it asks for a delta update (§6.2.5.1)', async () => {
    for (let sequence = 1; sequence < 40; sequence += 1) {
      part(sequence, 0);
      part(sequence, 1);
      await write(ordinary(sequence));
    }
    const delta = await text('?_HLS_skip=YES');
    const skipped = Number(/#EXT-X-SKIP:SKIPPED-SEGMENTS=(\d+)/.exec(delta)?.[1]);
    // six target durations, and no segment that reaches into them
    expect(skipped).toBe(40 - 12);
    expect(delta).not.toContain(`\n${skipped - 1}.m4s`);
    expect(delta).toContain(`\n${skipped}.m4s`);
    expect(await text()).not.toContain('EXT-X-SKIP');
  });
});

describe('an answer that is held back (RFC 8216bis §6.2.5.2)', () => {
  it('comes with the part that was asked for', async () => {
    const answer = get('?_HLS_msn=1&_HLS_part=1');
    expect(await isHeldBack(answer)).toBe(true);
    part(1, 0);
    expect(await isHeldBack(answer)).toBe(true);
    part(1, 1);
    expect(await (await answer).text()).toContain('URI="1.1.m4s"');
  });

  it('comes with the segment where no part is asked for, and with the first part of the next where the segment has no such part', async () => {
    const whole = get('?_HLS_msn=1');
    const beyond = get('?_HLS_msn=1&_HLS_part=2');
    part(1, 0);
    part(1, 1);
    expect(await isHeldBack(whole)).toBe(true);
    await write(ordinary(1));
    expect(await (await whole).text()).toContain('\n1.m4s');
    expect(await (await beyond).text()).toContain('\n1.m4s');
  });

  it('comes at once for what is there', async () => {
    part(1, 0);
    expect((await get('?_HLS_msn=0&_HLS_part=7')).status).toBe(200);
    expect((await get('?_HLS_msn=1&_HLS_part=0')).status).toBe(200);
  });

  it.each(['?_HLS_msn=3', '?_HLS_msn=1&_HLS_part=40', '?_HLS_part=1', '?_HLS_msn=x'])(
    'is refused for %s',
    async (query) => {
      expect((await get(query)).status).toBe(400);
    },
  );

  it('goes to everybody who waits', async () => {
    const answers = Array.from({ length: 40 }, () => get('?_HLS_msn=1&_HLS_part=0'));
    expect(await isHeldBack(Promise.race(answers))).toBe(true);
    part(1, 0);
    const texts = await Promise.all(answers.map(async (answer) => (await answer).text()));
    expect(new Set(texts).size).toBe(1);
  });

  it('may be kept by a cache for as long as its address means it', async () => {
    part(1, 0);
    expect((await get('?_HLS_msn=1&_HLS_part=0')).headers.get('cache-control')).toBe('public, max-age=6');
    expect((await get()).headers.get('cache-control')).toBe('public, max-age=1');
  });
});

describe('a part', () => {
  it('is given by its name, for ever', async () => {
    part(1, 0);
    const answer = await fetch(`${base}/${folder}/1.0.m4s`);
    expect(await answer.text()).toBe('part 1.0');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('that is hinted at is waited for (§6.2.6), another one is not there', async () => {
    const answer = fetch(`${base}/${folder}/1.0.m4s`);
    expect(await isHeldBack(answer)).toBe(true);
    expect((await fetch(`${base}/${folder}/1.1.m4s`)).status).toBe(404);
    expect((await fetch(`${base}/${folder}/9.0.m4s`)).status).toBe(404);
    part(1, 0);
    expect(await (await answer).text()).toBe('part 1.0');
  });

  it('that was hinted at and never came is not there once its segment is whole', async () => {
    part(1, 0);
    part(1, 1);
    const answer = fetch(`${base}/${folder}/1.2.m4s`);
    expect(await isHeldBack(answer)).toBe(true);
    await write(ordinary(1));
    expect((await answer).status).toBe(404);
  });

  it('that was cut again is the new one', async () => {
    part(1, 0);
    part(1, 1);
    part(1, 0);
    expect((await text()).match(/URI="1\.\d\.m4s"/g)).toEqual(['URI="1.0.m4s"', 'URI="1.1.m4s"']);
    expect(await text()).toContain('#EXT-X-PRELOAD-HINT:TYPE=PART,URI="1.1.m4s"');
  });
});

describe('what is not live', () => {
  it('is the file that was written, once it has ended', async () => {
    const waiting = get('?_HLS_msn=1');
    await isHeldBack(waiting);
    const final = ordinary(0, { ended: true });
    await writeFile(path.join(root, folder, 'index.m3u8'), final);
    server.changed([`${folder}/index.m3u8`]);
    server.live.playlist(folder, null);
    // who waits asks again, and gets the file
    expect((await waiting).status).toBe(503);
    expect(await text('?_HLS_msn=1')).toBe(final);
  });

  it('is the file also for a rendition that has no parts', async () => {
    await write(ordinary(3), sound);
    expect(await (await get('', sound)).text()).toBe(ordinary(3));
  });

  it('is gone with the folder of its broadcast', async () => {
    server.live.playlist('live/b/20261122-100000-abcdefgh', null);
    expect((await fetch(`${base}/${folder}/0.0.m4s`)).status).toBe(404);
  });
});
