import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { frameRate } from '../package/frame-rate.js';
import type { Journal, RenditionRow, SegmentRow } from './journal.js';
import { syncDirectory } from './durable-file.js';
import { fileNames, parseSegmentName } from './layout.js';
import { guessInit } from './repair-init.js';
import { measureSegment, readInit, withoutZeroTail } from './measure-segment.js';
import { readRecordedPlaylists, type ToldSegment } from './recorded-playlists.js';

/** What a rendition's folder tells. `files`: the segments by number, true for those left open. */
interface Known {
  readonly inits: ReadonlyMap<number, Buffer>;
  readonly told: ReadonlyMap<number, ToldSegment>;
  readonly files: ReadonlyMap<number, boolean>;
}

export interface RenditionRepair {
  /** Segments that were open and are closed now. */
  readonly closed: number;
  /** Segments that the journal had and the disk has not. */
  readonly missing: number;
}

/**
 * Reconciles one rendition's rows with its files (the disk is the truth): a segment left open is cut after its last whole
 * part and closed; a file without a finished row is measured; a row without file becomes a gap. Afterwards no row is open;
 * where neither row nor file told of a sequence there is none (levelRenditions fills it up).
 */
export async function repairRendition(options: {
  readonly journal: Journal;
  readonly rendition: RenditionRow;
  readonly directory: string;
  /** Wall clock of a segment that no row tells of. */
  readonly createdAtMs: number;
}): Promise<RenditionRepair> {
  const { journal, rendition, directory } = options;
  const rows = new Map(journal.segments(rendition.broadcastId, rendition.name).map((row) => [row.sequence, row]));
  const names = await readdir(directory).catch(() => []);
  const files = new Map<number, boolean>();
  for (const name of names) {
    if (name.endsWith('.tmp')) await rm(path.join(directory, name), { force: true });
    const parsed = parseSegmentName(name);
    // a whole file wins over an open one of the same number
    if (parsed !== null && files.get(parsed.sequence) !== false) files.set(parsed.sequence, parsed.isOpen);
  }
  const inits = await readInits(directory, names);
  const isRowMissing = [...files.keys()].some((sequence) => !rows.has(sequence));
  const told = isRowMissing ? await readRecordedPlaylists(directory) : new Map<number, ToldSegment>();
  const counts = { closed: 0, missing: 0 };
  const last = Math.max(-1, ...rows.keys(), ...files.keys());
  let previous: SegmentRow | null = null;
  let present: SegmentRow | null = null;
  for (let sequence = 0; sequence <= last; sequence += 1) {
    const row: SegmentRow | undefined = rows.get(sequence);
    const isOpenFile = files.get(sequence);
    const isGap = row?.state === 'gap' && row.durationTicks > 0;
    if (row !== undefined && (isGap || (row.state === 'closed' && isOpenFile === false))) {
      previous = row;
      if (row.state === 'closed') present = row;
      continue;
    }
    // the other renditions say what was there, if anything (levelRenditions)
    if (row === undefined && isOpenFile === undefined && !told.has(sequence)) continue;
    const base: SegmentRow =
      row ?? (await guessRow(options, sequence, { row: previous, media: present }, { inits, told, files }));
    const mended: SegmentRow | null =
      isOpenFile === undefined ? null : await mendFile(directory, base, isOpenFile, inits);
    if (mended !== null) {
      counts.closed += 1;
      journal.upsertSegment(mended);
      previous = mended;
      present = mended;
      continue;
    }
    if (isOpenFile === true) await rm(path.join(directory, fileNames.openSegment(sequence)), { force: true });
    // nothing tells how long it was: it never was, or the other renditions say so
    if ((row?.state !== 'closed' && !told.has(sequence)) || base.durationTicks === 0) {
      if (row !== undefined) journal.deleteSegment(rendition.broadcastId, rendition.name, sequence);
      continue;
    }
    counts.missing += 1;
    const gap: SegmentRow = { ...base, state: 'gap', sizeBytes: 0 };
    journal.upsertSegment(gap);
    previous = gap;
  }
  return counts;
}

/** The init segments of a rendition's folder by number. */
async function readInits(directory: string, names: readonly string[]): Promise<Map<number, Buffer>> {
  const inits = new Map<number, Buffer>();
  for (const name of names) {
    const match = /^init-(\d{1,9})\.mp4$/.exec(name);
    if (match !== null) inits.set(Number(match[1]), await readFile(path.join(directory, name)));
  }
  return inits;
}

/** A rendition's row from its files alone, for a journal that was lost. Null when there is nothing to read. */
export async function renditionFromFiles(
  directory: string,
  broadcastId: string,
  name: string,
): Promise<RenditionRow | null> {
  const names = await readdir(directory).catch(() => []);
  const inits = await readInits(directory, names);
  const newest = [...inits.entries()].sort(([a], [b]) => b - a)[0];
  if (newest === undefined) return null;
  const track = readInit(newest[1]);
  if (track === null) return null;
  return {
    broadcastId,
    name,
    kind: track.kind,
    position: 100_000 - (track.height ?? 0),
    width: track.width,
    height: track.height,
    fps: await measureFps(directory, names, newest[1], track.timescale),
    codecs: track.codecs,
    copied: false,
    timescale: track.timescale,
    maxBitrate: null,
  };
}

async function measureFps(
  directory: string,
  names: readonly string[],
  init: Buffer,
  timescale: number,
): Promise<number | null> {
  const first = names.find((name) => parseSegmentName(name)?.isOpen === false);
  if (first === undefined) return null;
  const measured = measureSegment(init, await readFile(path.join(directory, first)));
  return measured === null ? null : frameRate(measured.samples, measured.durationTicks / timescale);
}

/** Closes or measures a file that exists. Null when nothing in it is whole. */
async function mendFile(
  directory: string,
  row: SegmentRow,
  isOpen: boolean,
  inits: ReadonlyMap<number, Buffer>,
): Promise<SegmentRow | null> {
  const init = inits.get(row.init);
  if (init === undefined) return null;
  const name = isOpen ? fileNames.openSegment(row.sequence) : fileNames.segment(row.sequence);
  const file = path.join(directory, name);
  const bytes = await readFile(file);
  const measured = measureSegment(init, isOpen ? withoutZeroTail(bytes) : bytes);
  if (measured === null) return null;
  if (isOpen) {
    const handle = await open(file, 'r+');
    try {
      await handle.truncate(measured.wholeBytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(file, path.join(directory, fileNames.segment(row.sequence)));
    await syncDirectory(directory);
  }
  const { startTicks, durationTicks, wholeBytes } = measured;
  return { ...row, state: 'closed', startTicks, durationTicks, sizeBytes: wholeBytes };
}

/** A row for a file that the journal does not know: as a playlist tells, else it follows the one before. */
async function guessRow(
  options: { readonly rendition: RenditionRow; readonly directory: string; readonly createdAtMs: number },
  sequence: number,
  before: { readonly row: SegmentRow | null; readonly media: SegmentRow | null },
  known: Known,
): Promise<SegmentRow> {
  const { rendition, createdAtMs, directory } = options;
  const previous = before.row;
  const told = known.told.get(sequence);
  const beforeMs = previous === null ? 0 : (previous.durationTicks / rendition.timescale) * 1000;
  const followingMs = previous === null ? createdAtMs : Math.round(previous.programDateTimeMs + beforeMs);
  const isOpen = known.files.get(sequence) === true;
  const name = isOpen ? fileNames.openSegment(sequence) : fileNames.segment(sequence);
  const inits = known.inits.keys();
  const media =
    before.media === null ? null : { name: fileNames.segment(before.media.sequence), init: before.media.init };
  const guess = told === undefined ? await guessInit({ directory, name, previous: media, inits }) : null;
  const init = told?.init ?? guess?.init ?? Infinity;
  const isOther = previous !== null && previous.init !== init;
  return {
    broadcastId: rendition.broadcastId,
    rendition: rendition.name,
    sequence,
    init,
    state: 'open',
    startTicks: previous === null ? 0 : previous.startTicks + previous.durationTicks,
    durationTicks: told === undefined ? (previous?.durationTicks ?? 0) : ticksOf(told, rendition),
    sizeBytes: 0,
    programDateTimeMs: told?.programDateTimeMs ?? followingMs,
    // the first of a playlist has no tag
    discontinuity: told?.discontinuity === true || isOther || guess?.startsRun === true,
  };
}

function ticksOf(told: ToldSegment, rendition: RenditionRow): number {
  return Math.round(told.durationSeconds * rendition.timescale);
}
