import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as hls from 'hls-parser';
import { measureSegment } from '../../../src/engine/archive/measure-segment.js';
import { readInit } from '../../../src/engine/archive/measure-segment.js';
import { eventually } from './eventually.js';

/** One segment as its playlist tells of it and as its file is. Seconds on the rendition's media time line. */
export interface ReadSegment {
  readonly uri: string;
  readonly sequence: number;
  readonly duration: number;
  readonly discontinuity: boolean;
  readonly gap: boolean;
  /** File of the init segment that it needs. */
  readonly init: string;
  /** EXT-X-PROGRAM-DATE-TIME, epoch ms; null where the playlist carries it on. */
  readonly programDateTimeMs: number | null;
  readonly start: number | null;
  readonly mediaDuration: number | null;
  /** Frames of the picture, packets of the sound. */
  readonly samples: number;
  readonly bytes: number;
}

export interface ReadRendition {
  readonly name: string;
  readonly kind: 'video' | 'audio';
  readonly codecs: string;
  readonly ended: boolean;
  readonly targetDuration: number;
  readonly segments: readonly ReadSegment[];
}

export interface ReadArchive {
  readonly master: hls.types.MasterPlaylist;
  readonly renditions: readonly ReadRendition[];
}

/**
 * Reads a broadcast's folder back with an independent playlist parser in strict mode: throws on an invalid playlist, on a
 * named file that is not there or empty, and on a segment that does not parse.
 */
export async function readArchive(archiveDir: string): Promise<ReadArchive> {
  hls.setOptions({ strictMode: true });
  const master = hls.parse(await readFile(path.join(archiveDir, 'master.m3u8'), 'utf8'));
  if (!master.isMasterPlaylist) throw new Error('Expected a master playlist');
  const uris = new Map<string, string>();
  for (const variant of master.variants) {
    uris.set(variant.uri, variant.codecs ?? '');
    for (const audio of variant.audio) if (audio.uri !== undefined) uris.set(audio.uri, '');
  }
  const renditions: ReadRendition[] = [];
  for (const uri of uris.keys()) renditions.push(await readRendition(archiveDir, uri));
  return { master, renditions };
}

async function readRendition(archiveDir: string, uri: string): Promise<ReadRendition> {
  const file = path.join(archiveDir, uri);
  const folder = path.dirname(file);
  const playlist = hls.parse(await readFile(file, 'utf8'));
  if (playlist.isMasterPlaylist) throw new Error(`Expected a media playlist at ${uri}`);
  const segments: ReadSegment[] = [];
  let kind: 'video' | 'audio' = 'video';
  let codecs = '';
  let map = '';
  for (const segment of playlist.segments) {
    map = segment.map?.uri ?? map;
    const base = {
      uri: segment.uri,
      sequence: segment.mediaSequenceNumber,
      duration: segment.duration,
      discontinuity: segment.discontinuity ?? false,
      gap: segment.gap ?? false,
      init: map,
      programDateTimeMs: segment.programDateTime?.getTime() ?? null,
    };
    if (base.gap) {
      // players may load what the tag names, gap or not
      await stat(path.join(folder, map));
      segments.push({ ...base, start: null, mediaDuration: null, samples: 0, bytes: 0 });
      continue;
    }
    const init = await readFile(path.join(folder, map));
    const track = readInit(init);
    if (track === null) throw new Error(`Expected a track in ${map}`);
    kind = track.kind;
    codecs = track.codecs;
    const bytes = await readFile(path.join(folder, segment.uri));
    const measured = measureSegment(init, bytes);
    if (measured === null || measured.wholeBytes !== bytes.length)
      throw new Error(`Expected ${segment.uri} to be whole`);
    segments.push({
      ...base,
      start: measured.startTicks / track.timescale,
      mediaDuration: measured.durationTicks / track.timescale,
      samples: measured.samples,
      bytes: (await stat(path.join(folder, segment.uri))).size,
    });
  }
  return {
    name: path.basename(folder),
    kind,
    codecs,
    ended: playlist.endlist,
    targetDuration: playlist.targetDuration,
    segments,
  };
}

/**
 * Puts segments behind their init segment into one file, which any tool can read: `target`. All of them must need the same
 * init segment; gaps are left out.
 */
export async function joinSegments(
  archiveDir: string,
  rendition: ReadRendition,
  target: string,
  segments = rendition.segments,
): Promise<string> {
  const [init, ...others] = new Set(segments.map((segment) => segment.init));
  if (init === undefined || others.length > 0) {
    // a machine too slow for the ladder gives up a rung, and the next encoder makes an init segment of its own
    throw new Error(`Expected segments of one init segment in ${rendition.name}, got ${[init, ...others].join(', ')}`);
  }
  const names = [init, ...segments.filter(({ gap }) => !gap).map(({ uri }) => uri)];
  const files = await Promise.all(names.map((name) => readFile(path.join(archiveDir, rendition.name, name))));
  await writeFile(target, Buffer.concat(files));
  return target;
}

/**
 * Waits until a finished broadcast's folder has no file that no server may show: its last page or its poster may be on its way
 * still. Rejects where something is never going to be finished.
 */
export async function untilNothingIsOpen(archiveDir: string): Promise<void> {
  await eventually(`nothing to be left unfinished in ${archiveDir}`, async () => {
    const names = await readdir(archiveDir, { recursive: true });
    return names.some((name) => /\.(open|tmp)$/.test(name)) ? null : true;
  });
}
