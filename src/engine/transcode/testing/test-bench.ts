import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFfmpeg } from '../../ingest/probe/run-ffmpeg.js';
import type { Logger } from '../../log/logger.js';
import type { Ffmpeg } from '../../process/ffmpeg.js';
import type { ProcessOwner } from '../../process/owned-process.js';
import { createProcessOwner } from '../../process/process-owner.js';
import { resolveFfmpeg } from '../../process/resolve-ffmpeg.js';
import { createTranscoder } from '../create-transcoder.js';
import { softwareEncoder } from '../encoder-profiles.js';
import type { Transcoder, TranscodeRun } from '../transcoder.js';
import { readSamples, type ReadSample } from './read-samples.js';

/** For tests: a logger that says nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};

/** What one output of a run brought. */
export interface Collected {
  readonly bytes: Buffer;
  readonly samples: readonly ReadSample[];
}

/** For tests: the real ffmpeg and process owner, a folder for sources, and runs read to their end. */
export class TestBench {
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
  readonly transcoder: Transcoder;
  readonly folder: string;

  private constructor(ffmpeg: Ffmpeg, owner: ProcessOwner, folder: string) {
    this.ffmpeg = ffmpeg;
    this.owner = owner;
    this.folder = folder;
    this.transcoder = createTranscoder({ ffmpeg, owner, encoder: softwareEncoder, logger: silentLogger });
  }

  static async open(): Promise<TestBench> {
    const ffmpeg = await resolveFfmpeg({ env: process.env });
    const folder = await mkdtemp(join(tmpdir(), 'headwater-transcode-'));
    return new TestBench(ffmpeg, createProcessOwner({ logger: silentLogger }), folder);
  }

  /** Runs ffmpeg to make `name` in the folder and gives its path. */
  async make(name: string, ...args: readonly string[]): Promise<string> {
    const path = join(this.folder, name);
    await this.read(...args, '-y', path);
    return path;
  }

  /** Runs ffmpeg to its end and gives the lines it wrote to standard output. */
  async read(...args: readonly string[]): Promise<readonly string[]> {
    const { ffmpeg, owner } = this;
    const run = await runFfmpeg({ ffmpeg, owner, name: 'ffmpeg of a test', args, timeoutMs: 25_000 });
    if (run.exit.code !== 0) throw new Error(`Expected ffmpeg to succeed, got:\n${run.stderrLines.join('\n')}`);
    return run.stdoutLines;
  }

  async close(): Promise<void> {
    await this.owner.stopAll();
    await rm(this.folder, { recursive: true });
  }
}

/** Reads all outputs of a run until ffmpeg ends them. */
export async function collect(run: TranscodeRun): Promise<Map<string, Collected>> {
  const all = await Promise.all(
    run.outputs.map(async ({ name, stream }) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      return [name, { bytes, samples: readSamples(bytes) }] as const;
    }),
  );
  return new Map(all);
}
