import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SegmentRow } from '../../../archive/journal.js';
import { fileNames, layout, toDiskPath } from '../../../archive/layout.js';
import type { Database } from '../../../database/database.js';
import { openDatabase } from '../../../database/open-database.js';
import { SqliteJournal } from '../../../database/sqlite-journal.js';
import { SqlitePublicationJournal } from '../../../database/sqlite-publication-journal.js';
import { silentLogger } from '../../s3/testing/client-for.js';
import { BroadcastPublication } from '../broadcast-publication.js';
import { BucketLine } from '../bucket-line.js';
import { countRetry } from '../count-retry.js';
import { MediaPump } from '../media-pump.js';
import { PacedWriter } from '../paced-writer.js';
import { PublicationFinisher } from '../publication-finisher.js';
import { HandBucket } from './hand-bucket.js';
import { broadcastRow, renditionRow, segmentRow, testBroadcastId } from '../../../archive/rows.test-support.js';
import { settled, TurningClock } from './turning-clock.js';

/** For tests: the destination that there is. */
export const testDestinationId = 'bucket-1';
const folder = layout.broadcast('live', testBroadcastId);

/** What one run of the engine makes, and loses when it is killed. */
interface Run {
  readonly line: BucketLine;
  readonly writer: PacedWriter;
  readonly pump: MediaPump;
  readonly publication: BroadcastPublication;
  readonly finisher: PublicationFinisher;
}

/** For tests: one broadcast with real files, real journals and a bucket of the test's own; the engine can be killed. */
export class PublicationBench {
  readonly clock = new TurningClock();
  readonly bucket = new HandBucket(this.clock);
  readonly root = mkdtempSync(path.join(tmpdir(), 'headwater-publication-'));
  readonly publications: SqlitePublicationJournal;
  readonly journal: SqliteJournal;
  readonly ladder: readonly string[];
  /** Everything is read back by then, says the test. */
  isComplete = false;
  run: Run;
  readonly #database: Database;

  constructor(ladder: readonly string[] = ['720p', '360p', 'audio']) {
    this.ladder = ladder;
    this.#database = openDatabase(path.join(this.root, 'headwater.db'));
    this.journal = new SqliteJournal(this.#database);
    this.publications = new SqlitePublicationJournal(this.#database);
    this.journal.insertBroadcast(broadcastRow());
    for (const [position, name] of ladder.entries()) {
      this.journal.upsertRendition(renditionRow(name, position));
      mkdirSync(this.fileOf(name), { recursive: true });
    }
    this.publications.put({
      broadcastId: testBroadcastId,
      destinationId: testDestinationId,
      channel: 'live',
      state: 'publishing',
      isVerified: false,
      retries: 0,
      createdAtMs: 1,
      completedAtMs: null,
      usage: { puts: 0, gets: 0, lists: 0, bytesSent: 0 },
    });
    this.run = this.#start();
  }

  get state(): string | undefined {
    return this.publications.get(testBroadcastId, testDestinationId)?.state;
  }

  /** What the bucket has of the broadcast, without its folder. */
  get stored(): string[] {
    return [...this.bucket.objects.keys()].flatMap((key) => key.split(`shows/${folder}/`)[1] ?? []).sort();
  }

  fileOf(file: string): string {
    return toDiskPath(this.root, `${folder}/${file}`);
  }

  /** The archive closes the next segment of a rendition, and tells. */
  close(name: string, fields: Partial<SegmentRow> = {}): void {
    const sequence = this.journal.segments(testBroadcastId, name).length;
    const content = `${name} ${sequence}`;
    const row = segmentRow(name, sequence, { sizeBytes: content.length, ...fields });
    if (row.state === 'closed') {
      writeFileSync(this.fileOf(`${name}/${fileNames.init(row.init)}`), `${name} init ${row.init}`);
      writeFileSync(this.fileOf(`${name}/${fileNames.segment(sequence)}`), content);
    }
    this.journal.upsertSegment(row);
    this.run.publication.onSegment(row);
    this.run.pump.kick();
  }

  /** The broadcast is over: the archive writes its final playlists. */
  end(): void {
    for (const name of this.ladder) writeFileSync(this.fileOf(`${name}/${fileNames.live}`), `final ${name}`);
    writeFileSync(this.fileOf(fileNames.master), 'final master');
    this.journal.updateBroadcast(testBroadcastId, { status: 'ended' });
    this.run.publication.end();
    this.run.pump.kick();
  }

  /** The engine dies at once, and is started again: what was under way may have arrived or not. */
  restart(): void {
    const { line } = this.run;
    line.close();
    this.run = this.#start();
  }

  /** Lets so much time pass, once a second looked after; files are read meanwhile. */
  async pass(ms: number): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= 1_000) {
      await this.clock.run(Math.min(1_000, leftMs));
      await this.rest();
      this.run.publication.tick();
      void this.run.finisher.look(this.run.publication);
      this.run.pump.kick();
    }
    await this.rest();
  }

  /** Until no file is being read: what is under way then waits for the bucket or the clock. */
  async rest(): Promise<void> {
    do await settled();
    while (process.getActiveResourcesInfo().some((name) => /^FSReq|CloseReq|FileHandle/.test(name)));
  }

  async remove(): Promise<void> {
    this.run.line.close();
    await this.run.pump.settle();
    this.#database.close();
    rmSync(this.root, { recursive: true });
  }

  #start(): Run {
    const { clock, bucket, root, journal, publications } = this;
    const keyOf = (file: string): string => `shows/${file}`;
    const line = new BucketLine({
      client: () => Promise.resolve(bucket.client),
      clock,
      mayWrite: () => true,
      onChange: (trouble) => (trouble === null ? pump.retryRefused() : undefined),
    });
    const writer = new PacedWriter({ line, keyOf, minIntervalMs: () => 1_100, clock, onRetry: () => undefined });
    const publication = new BroadcastPublication({
      destinationId: testDestinationId,
      broadcastId: testBroadcastId,
      channel: 'live',
      journal,
      publications,
      root,
      writer,
      clock,
      logger: silentLogger,
      onPages: () => Promise.resolve(),
    });
    const finisher = new PublicationFinisher({
      destinationId: testDestinationId,
      publications,
      line,
      keyOf,
      clock,
      logger: silentLogger,
      assets: () => Promise.resolve(),
      asViewer: () => null,
      verify: () => Promise.resolve(),
      onLost: () => pump.kick(),
      onComplete: () => (this.isComplete = true),
    });
    const pump = new MediaPump({
      line,
      clock,
      root,
      keyOf,
      publications: () => [publication],
      onConfirmed: (each) => void finisher.look(each),
      onRetry: (each) => countRetry({ publications, destinationId: testDestinationId, logger: silentLogger }, each),
      logger: silentLogger,
    });
    line.holdBack(false);
    publication.load();
    publication.resume();
    if (journal.broadcast(testBroadcastId)?.status === 'ended') publication.end();
    pump.kick();
    return { line, writer, pump, publication, finisher };
  }
}
