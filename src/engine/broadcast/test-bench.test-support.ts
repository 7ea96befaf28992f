import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { Reason } from '../../shared/domain.js';
import { defaultSettings } from '../../shared/settings.js';
import { DiskReserve } from '../archive/disk-reserve.js';
import type { BroadcastRow } from '../archive/journal.js';
import { broadcastRow } from '../archive/rows.test-support.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import type { Logger } from '../log/logger.js';
import { FolderDestination } from '../publish/folder-destination.js';
import { HandClock, makeTestInits } from '../package/test-stream.test-support.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { Transcoder, TranscodeRun } from '../transcode/transcoder.js';
import { BroadcastManager } from './broadcast-manager.js';
import type { FeedEnd, ProgrammeFeed } from './feed.js';

const inits = makeTestInits();
/** For tests: says nothing. */
export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };

/** For tests: a ladder of one copied rung. */
export const testPlan: LadderPlan = {
  video: [{ name: '720p', width: 64, height: 64, fps: 30, copied: true, averageBitrate: 1e6, maxBitrate: null }],
  audio: null,
  encodeReason: null,
};

/** For tests: an ffmpeg of which the test writes the output. */
export class HandRun implements TranscodeRun {
  readonly stream = new PassThrough();
  readonly outputs = [{ name: '720p', kind: 'video' as const, stream: this.stream }];
  readonly exited: TranscodeRun['exited'];
  stops = 0;
  #settle: (exit: Awaited<TranscodeRun['exited']>) => void = () => undefined;

  constructor() {
    this.exited = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.stream.write(inits.picture);
  }

  onProgress(): () => void {
    return () => undefined;
  }

  stop(): Promise<void> {
    this.stops += 1;
    return this.#end(0, true);
  }

  /** Ends by itself. */
  die(code: number): Promise<void> {
    return this.#end(code, false);
  }

  #end(code: number, asked: boolean): Promise<void> {
    this.stream.end();
    this.#settle({ code, signal: null, asked, stderrTail: [] });
    return Promise.resolve();
  }
}

/** For tests: hands out runs, and lets `script` play each. */
export class HandTranscoder implements Transcoder {
  readonly runs: HandRun[] = [];
  readonly #script: (run: HandRun, index: number) => void;

  constructor(script: (run: HandRun, index: number) => void) {
    this.#script = script;
  }

  startRun(): Promise<HandRun> {
    const run = new HandRun();
    this.runs.push(run);
    this.#script(run, this.runs.length - 1);
    return Promise.resolve(run);
  }
}

/** For tests: an encoder's stay. `asked` tells from where each ffmpeg was to read. */
export class HandFeed implements ProgrammeFeed {
  readonly source: ProgrammeFeed['source'];
  readonly isLive = true;
  readonly keepsClock = true;
  readonly onFfmpegEnd = 'wait-for-source';
  readonly ended: Promise<FeedEnd>;
  readonly asked: number[] = [];
  readonly newest = new Set<(seconds: number) => void>();
  end: (end: FeedEnd) => void = () => undefined;

  constructor() {
    this.source = testSource;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  input(fromSeconds: number): Promise<{ kind: 'rtmp-pull'; url: string }> {
    this.asked.push(fromSeconds);
    return Promise.resolve({ kind: 'rtmp-pull', url: 'rtmp://127.0.0.1/x' });
  }

  newestSeconds(): number | null {
    return null;
  }

  onNewest(listener: (seconds: number) => void): () => void {
    this.newest.add(listener);
    return () => this.newest.delete(listener);
  }

  figures(): null {
    return null;
  }

  release(): void {
    return undefined;
  }
}

/** For tests: what an encoder announces. */
export const testSource: ProgrammeFeed['source'] = {
  video: {
    codec: 'h264',
    profile: null,
    pixelFormat: null,
    width: 64,
    height: 64,
    fps: 30,
    gopSeconds: 2,
    bitrate: null,
  },
  audio: null,
};

/** For tests: a broadcast that is live. */
export const testRow = broadcastRow({
  programme: { kind: 'encoder', inputId: 'in-1', label: 'Encoder' },
  liveAtMs: null,
});

/** For tests: a journal whose disk can be filled up. */
export class FillableJournal extends SqliteJournal {
  refuses: (change: Partial<BroadcastRow>) => boolean = () => false;

  override updateBroadcast(id: string, change: Partial<Omit<BroadcastRow, 'id'>>): void {
    if (this.refuses(change)) throw new Error('Expected room on the disk, got none');
    super.updateBroadcast(id, change);
  }
}

/** For tests: a manager of broadcasts on a real archive and journal, with the test as its ffmpeg and its clock. */
export function makeBench(transcoder: Transcoder) {
  const root = mkdtempSync(path.join(tmpdir(), 'headwater-broadcast-'));
  const database = openDatabase(path.join(root, 'a.sqlite'));
  const journal = new FillableJournal(database);
  const clock = new HandClock();
  const notices: Reason['code'][] = [];
  const ended: BroadcastRow[] = [];
  const onEnded: ((row: BroadcastRow) => void)[] = [(row) => ended.push(row)];
  const broadcasts = new BroadcastManager({
    journal,
    root,
    clock,
    logger: silent,
    reserve: new DiskReserve({ file: path.join(root, 'reserve'), sizeBytes: 1, logger: silent }),
    channel: 'live',
    settings: defaultSettings,
    destination: new FolderDestination({ root, origin: { changed: () => undefined, livePlaylist: () => undefined } }),
    transcoder: () => transcoder,
    plan: () => testPlan,
    onEncoderTrouble: () => false,
    cpuCores: () => null,
    links: () => [],
    publication: () => null,
    hasPoster: () => false,
    onActive: () => undefined,
    onRow: () => Promise.resolve(),
    onBegin: () => undefined,
    onSegment: () => undefined,
    onNotice: (_level, { code }) => notices.push(code),
    onPlayable: () => undefined,
    onEnded: (row) => onEnded.forEach((listener) => listener(row)),
  });
  const close = async (): Promise<void> => {
    await broadcasts.stop();
    database.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { root, database, journal, clock, notices, ended, onEnded, broadcasts, close };
}
