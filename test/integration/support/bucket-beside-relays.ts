import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { rssBytesOf } from '../../../bench/support/process-figures.js';
import type { RelayConfig, RelayRun } from '../../../src/shared/relays.js';
import { startS3Server, type S3Fixture } from '../../servers/s3-server.js';
import { compareWithBucket } from './bucket-compare.js';
import { EngineProcess } from './engine-process.js';
import type { NumberedClip } from './numbered-clip.js';
import { canSeeProcesses } from './own-processes.js';
import { PlaylistPoller } from './playlist-poller.js';
import { ProcessStudio } from './process-studio.js';
import type { Push } from './push.js';
import { readArchive, type ReadArchive } from './read-archive.js';

/** How the broadcast came out, as its archive, its bucket and a viewer have it. */
export interface EndedShow {
  readonly archive: ReadArchive;
  /** What is not in the bucket, or is another there. */
  readonly differences: readonly string[];
  /** Segments that a viewer was ever told to be missing. */
  readonly gaps: readonly string[];
  /** Named and not there, or taken back. */
  readonly broken: readonly string[];
}

/**
 * `headwater serve` in a process of its own, publishing to a bucket and to relays at once. Bucket, services, encoder and
 * viewer are this process's: what the engine's process needs is the engine's alone.
 */
export class BucketBesideRelays {
  readonly bucket: S3Fixture;
  readonly studio: ProcessStudio;
  readonly #engine: EngineProcess;
  readonly #dataDir: string;
  #push: Push | null = null;
  #poller: PlaylistPoller | null = null;
  #memory: number[] = [];

  private constructor(bucket: S3Fixture, dataDir: string, engine: EngineProcess, studio: ProcessStudio) {
    this.bucket = bucket;
    this.studio = studio;
    this.#dataDir = dataDir;
    this.#engine = engine;
    if (canSeeProcesses) studio.subscribe(() => this.#memory.push(rssBytesOf(engine.pid)));
  }

  static async start(): Promise<BucketBesideRelays> {
    const bucket = await startS3Server();
    const dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-beside-'));
    EngineProcess.keepWindow(dataDir, 120);
    const to = ['--to', `s3://${bucket.bucket}`, '--endpoint', bucket.endpoint, '--region', bucket.region];
    const engine = EngineProcess.start(['serve', '--headless', ...to, '--public-url', bucket.publicUrl], dataDir, {
      AWS_ACCESS_KEY_ID: bucket.accessKeyId,
      AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
    });
    return new BucketBesideRelays(bucket, dataDir, engine, await ProcessStudio.open(engine));
  }

  /** Saves a relay; answers its id. */
  async saveRelay(config: RelayConfig, key: string): Promise<string> {
    const keys = { key };
    return (await this.studio.client.saveRelay.mutate({ commandId: randomUUID(), id: null, config, keys })).id;
  }

  run(relayId: string): RelayRun | undefined {
    return this.studio.state.broadcast?.relays.find((each) => each.relayId === relayId);
  }

  untilRun(relayId: string, what: string, isSo: (run: RelayRun) => boolean): Promise<RelayRun> {
    return this.studio.until(what, () => {
      const run = this.run(relayId);
      return run !== undefined && isSo(run) ? run : null;
    });
  }

  /** The encoder starts, or starts again. */
  async encoderStarts(clip: NumberedClip): Promise<void> {
    this.#push = clip.push(await this.#engine.pushUrl());
  }

  async encoderStops(): Promise<void> {
    await this.#push?.kill();
    await this.studio.until('the encoder to be missed', ({ broadcast }) =>
      broadcast?.status === 'reconnecting' ? true : null,
    );
  }

  /** Live in the bucket, read back: a viewer watches from here on. */
  async untilPublished(): Promise<string> {
    const id = await this.studio.until('a verified link', ({ broadcast }) =>
      broadcast?.publication?.isVerified === true ? broadcast.id : null,
    );
    this.#poller = new PlaylistPoller(`${this.#folder(id)}/master.m3u8`);
    this.#poller.mayStall();
    this.#poller.start();
    return id;
  }

  /** This much more is packed. */
  async untilMore(seconds: number): Promise<void> {
    const packed = this.studio.state.broadcast?.figures.durationSeconds ?? 0;
    await this.studio.until(`${seconds} s more`, ({ broadcast }) =>
      (broadcast?.figures.durationSeconds ?? 0) > packed + seconds ? true : null,
    );
  }

  /** Memory of the engine's process at each change of its state since the last call, bytes. Empty where nobody can tell. */
  takeMemory(): readonly number[] {
    const taken = this.#memory;
    this.#memory = [];
    return taken;
  }

  /** The encoder stops, the broadcast is ended; resolves once the bucket is complete. */
  async end(broadcastId: string): Promise<EndedShow> {
    await this.encoderStops();
    await this.studio.client.endBroadcast.mutate({ commandId: randomUUID(), broadcastId });
    await this.studio.until('a complete bucket', ({ broadcast, recordings }) => {
      const recording = recordings.find(({ id }) => id === broadcastId);
      const isComplete = recording?.publications.some(({ status }) => status === 'complete') === true;
      return broadcast === null && isComplete ? true : null;
    });
    const report = await this.#poller?.stop();
    const archiveDir = path.join(this.#dataDir, 'archive', 'live', 'b', broadcastId);
    return {
      archive: await readArchive(archiveDir),
      differences: (await compareWithBucket(archiveDir, this.#folder(broadcastId))).differences,
      gaps: [...(report?.gaps ?? [])],
      broken: [...(report?.missing ?? []), ...(report?.retracted ?? [])],
    };
  }

  async stop(): Promise<void> {
    await this.#push?.kill();
    await this.#poller?.stop();
    await this.studio.close();
    this.#engine.interrupt();
    await this.#engine.ended;
    await this.bucket.stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  #folder(broadcastId: string): string {
    return `${this.bucket.publicUrl}/live/b/${broadcastId}`;
  }
}

/** All renditions have all their segments, in the archive as in the bucket, and no viewer ever met anything else. */
export function expectNothingLost({ archive, differences, gaps, broken }: EndedShow): void {
  expect({ differences, gaps, broken }).toEqual({ differences: [], gaps: [], broken: [] });
  for (const { name, segments, ended } of archive.renditions) {
    expect([name, ended, segments.some(({ gap }) => gap)]).toEqual([name, true, false]);
    expect([name, segments.map(({ sequence }) => sequence)]).toEqual([name, segments.map((_, index) => index)]);
    expect([name, segments.some(({ discontinuity }) => discontinuity)]).toEqual([name, false]);
  }
}
