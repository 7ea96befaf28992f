import { expect } from 'vitest';
import type { BroadcastSummary } from '../../../src/engine/engine-api.js';
import type { Publication } from '../../../src/shared/publication.js';
import { startFaultProxy, type FaultProxy } from '../../servers/fault-proxy.js';
import { startQuirkProxy, type QuirkProxy } from '../../servers/quirk-proxy.js';
import type { QuirkName } from '../../servers/quirk/quirk-behaviour.js';
import { startS3Server, type S3Fixture } from '../../servers/s3-server.js';
import { bucketFiles, compareWithBucket } from './bucket-compare.js';
import { destinationAt, publicRoot } from './bucket-server.js';
import { TestEngine } from './engine.js';
import { eventually } from './eventually.js';
import type { NumberedClip } from './numbered-clip.js';
import { PlaylistPoller, type PollerReport } from './playlist-poller.js';
import type { Push } from './push.js';

export interface ShowOptions {
  /** Of the line's faults. */
  readonly seed?: number;
  /** Where the engine finds the line; as it is. */
  readonly endpointOf?: (proxy: FaultProxy) => string;
  /** A quirk of the bucket's. */
  readonly quirk?: QuirkName | null;
}

/** A live broadcast that is published through a bad line, and a viewer whose own line is good. */
export class PublishedShow {
  readonly bucket: S3Fixture;
  readonly proxy: FaultProxy;
  readonly server: TestEngine;
  readonly #quirk: QuirkProxy | null;
  readonly #push: Push;
  readonly id: string;
  readonly folder: string;
  readonly #poller: PlaylistPoller;

  private constructor(parts: {
    bucket: S3Fixture;
    quirk: QuirkProxy | null;
    proxy: FaultProxy;
    server: TestEngine;
    push: Push;
    id: string;
  }) {
    this.bucket = parts.bucket;
    this.#quirk = parts.quirk;
    this.proxy = parts.proxy;
    this.server = parts.server;
    this.#push = parts.push;
    this.id = parts.id;
    this.folder = `${publicRoot(parts.bucket)}/live/b/${parts.id}`;
    this.#poller = new PlaylistPoller(`${this.folder}/master.m3u8`);
    this.#poller.mayStall();
    this.#poller.start();
  }

  /** Live in the bucket, read back. The line is good so far. */
  static async start(clip: NumberedClip, options: ShowOptions): Promise<PublishedShow> {
    const { seed = 1, endpointOf = (line: FaultProxy) => line.endpoint, quirk: name = null } = options;
    const bucket = await startS3Server();
    const behind = { target: bucket.endpoint, targetRegion: bucket.region };
    const quirk = name === null ? null : await startQuirkProxy({ ...behind, quirk: name });
    const proxy = await startFaultProxy({ target: quirk?.endpoint ?? bucket.endpoint, seed });
    const destination = destinationAt(bucket, { endpoint: endpointOf(proxy), publicUrl: publicRoot(bucket) });
    const server = await TestEngine.start({ reconnectWindowSeconds: 60 }, { destination });
    const push = clip.push(await server.pushUrl());
    const id = await server.until('a verified link', ({ broadcast }) =>
      broadcast?.publication?.isVerified === true ? broadcast.id : null,
    );
    return new PublishedShow({ bucket, quirk, proxy, server, push, id });
  }

  get publication(): Publication {
    const { broadcast, recordings } = this.server.state;
    const found = broadcast?.publication ?? recordings.find(({ id }) => id === this.id)?.publications[0];
    if (found === undefined) throw new Error('Expected a publication');
    return found;
  }

  untilStatus(...wanted: Publication['status'][]): Promise<true> {
    return this.server.until(`publication that is ${wanted.join(' or ')}`, () =>
      wanted.includes(this.publication.status) ? true : null,
    );
  }

  /** The viewer has met a segment that is shown as missing. */
  async untilGap(): Promise<void> {
    await eventually('a gap', () => (this.#poller.gaps.size > 0 ? true : null));
  }

  /** Segments that are packed. */
  get packed(): number {
    return this.server.state.broadcast?.figures.segments ?? 0;
  }

  /** All that the viewer's playlists name is there, up to the live edge: the newest segment, or the one before. */
  async untilEdge(): Promise<void> {
    await eventually('the live edge', () => (this.#poller.edge >= this.packed - 2 ? true : null));
  }

  /** This much more is packed. */
  async untilMore(seconds: number): Promise<void> {
    const packed = this.server.state.broadcast?.figures.durationSeconds ?? 0;
    await this.server.until(`${seconds} s more`, ({ broadcast }) =>
      (broadcast?.figures.durationSeconds ?? 0) > packed + seconds ? true : null,
    );
  }

  /** The encoder stops and the broadcast is ended; resolves when the bucket is complete. */
  async end(): Promise<{ summary: BroadcastSummary; report: PollerReport }> {
    await this.#push.kill();
    await this.server.untilBroadcast('reconnecting');
    const summary = await this.server.end(this.id);
    return { summary, report: await this.#poller.stop() };
  }

  /**
   * Everything of the archive is in the bucket, byte for byte, under its own name and no other; nothing was ever named
   * that was not there; no gap is left.
   */
  async expectWhole({ summary, report }: { summary: BroadcastSummary; report: PollerReport }): Promise<void> {
    expect(summary.lostSegments).toBe(0);
    expect(summary.published?.backlog).toBe(0);
    expect([report.missing, report.retracted]).toEqual([[], []]);
    const { differences, objects } = await compareWithBucket(summary.archiveDir, this.folder);
    expect(differences).toEqual([]);
    for (const [file, { body }] of objects) {
      if (file.endsWith('/index.m3u8')) {
        expect([file, body.includes('EXT-X-GAP'), body.includes('EXT-X-ENDLIST')]).toEqual([file, false, true]);
      }
    }
    const stored = [...this.bucket.objects().keys()].flatMap((key) => key.split(`live/b/${this.id}/`)[1] ?? []);
    expect(stored.sort()).toEqual(await bucketFiles(summary.archiveDir));
  }

  async stop(): Promise<void> {
    await this.#push.kill();
    await this.proxy.clear();
    await this.server.stop();
    await this.#poller.stop();
    await this.proxy.stop();
    await this.#quirk?.stop();
    await this.bucket.stop();
  }
}
