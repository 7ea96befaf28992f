import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { readFlvTags } from './flv-file.js';
import { LogBook } from './rtmp-fixture.js';
import { systemClock, type Clock } from '../../src/engine/clock.js';
import { createProcessOwner } from '../../src/engine/process/process-owner.js';
import { resolveFfmpeg } from '../../src/engine/process/resolve-ffmpeg.js';
import type { OwnedProcess } from '../../src/engine/process/owned-process.js';
import { softwareEncoder } from '../../src/engine/transcode/encoder-profiles.js';
import type { RelayEncode } from '../../src/engine/relay/plan/relay-feed-plan.js';
import type { RelayFeedMessage, RelayTag } from '../../src/engine/relay/relay-tag.js';
import { EncodeFeed, type EncodeTrouble } from '../../src/engine/relay/encode/encode-feed.js';

const run = promisify(execFile);

/** What one feed of an encode has brought. */
export interface Read {
  readonly tags: RelayTag[];
  readonly ended: Promise<void>;
}

/** 256×144 at 15 fps with a keyframe a second. */
export const smallEncode: RelayEncode = {
  picture: { width: 256, height: 144, fps: 15, videoBitrate: 200_000, keyframeSeconds: 1 },
  input: null,
  audioBitrate: 64_000,
};

/** For tests: a real source in a folder of its own, and encodes of it by a real ffmpeg. */
export class EncodeBench {
  /** Length of the source. */
  static readonly seconds = 6;
  readonly folder: string;
  readonly log = new LogBook();
  readonly troubles: (EncodeTrouble | null)[] = [];
  /** Only for encodes that cannot be had. */
  ffmpegPath: string | null = null;
  /** The newest. */
  child: OwnedProcess | null = null;
  /** A keyframe every 6 s: no service takes that. */
  readonly source: readonly RelayTag[];
  readonly #owner = createProcessOwner({ logger: this.log, redact: (text) => text });

  private constructor(folder: string, source: readonly RelayTag[]) {
    this.folder = folder;
    this.source = source;
  }

  static async create(): Promise<EncodeBench> {
    const folder = await mkdtemp(path.join(tmpdir(), 'headwater-encode-feed-'));
    const file = path.join(folder, 'source.flv');
    await run('ffmpeg', [
      ...['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=30:duration=${EncodeBench.seconds}`],
      ...['-f', 'lavfi', '-i', `sine=440:sample_rate=44100:duration=${EncodeBench.seconds}`],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '600', '-pix_fmt', 'yuv420p', '-c:a', 'aac', file],
    ]);
    const source = readFlvTags(await readFile(file)).map(({ type, timestampMs, data }) => ({
      type: type as RelayTag['type'],
      timestampMs,
      data: new Uint8Array(data),
    }));
    return new EncodeBench(folder, source);
  }

  /** A port that sends the whole source, and its end. */
  openSource(options: { readonly ends: boolean } = { ends: true }): MessagePort {
    const { port1, port2 } = new MessageChannel();
    port2.postMessage({ type: 'tags', tags: this.source } satisfies RelayFeedMessage);
    if (options.ends) port2.postMessage({ type: 'end' } satisfies RelayFeedMessage);
    return port1;
  }

  /** An encode, and what each of its feeds brings. */
  async start(
    openInput: () => MessagePort | null,
    encode: RelayEncode = smallEncode,
    clock: Clock = systemClock,
  ): Promise<{ feed: EncodeFeed; reads: Read[] }> {
    const owner = this.#owner;
    const reads: Read[] = [];
    const feed: EncodeFeed = new EncodeFeed({
      encode,
      ffmpeg: this.ffmpegPath === null ? await resolveFfmpeg({ env: process.env }) : { path: this.ffmpegPath },
      owner: {
        ...{ stopAll: () => owner.stopAll(), cpuSeconds: () => owner.cpuSeconds() },
        spawn: async (options) => (this.child = await owner.spawn(options)),
      },
      encoder: () => softwareEncoder,
      onEncoderTrouble: () => false,
      onTrouble: (trouble) => this.troubles.push(trouble),
      openInput,
      onRestart: () => {
        const { port1, port2 } = new MessageChannel();
        feed.attach(port2);
        const tags: RelayTag[] = [];
        const ended = new Promise<void>((resolve) => {
          port1.on('message', (message: RelayFeedMessage) => {
            if (message.type === 'end') resolve();
            else tags.push(...message.tags);
          });
        });
        reads.push({ tags, ended });
      },
      clock,
      logger: this.log,
    });
    return { feed, reads };
  }

  async remove(): Promise<void> {
    await this.#owner.stopAll();
    await rm(this.folder, { recursive: true, force: true });
  }
}
