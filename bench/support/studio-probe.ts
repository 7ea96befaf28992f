import type { Page, Worker } from '@playwright/test';
import type { FromProgramme, ProgrammeFigures } from '../../src/renderer/media/protocol.js';
import { epochClock } from './epoch-clock.js';

/** A picture that was given to the encoder and came out of it. All moments are epoch milliseconds. */
export interface ComposedPicture {
  readonly timestampUs: number;
  /** When the newest picture of the source was there. */
  readonly capturedMs: number;
  readonly composedMs: number;
  readonly encodedMs: number;
  /** As it was encoded. */
  readonly bytes: number;
}

interface Probe {
  pictures: ComposedPicture[];
  figures: ProgrammeFigures | null;
}

declare global {
  var programmeProbe: Probe | undefined;
}

/** The studio's programme worker, looked at from inside without a change to what it does. */
export class StudioProbe {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Before the show: an encoder that is there already tells nothing. */
  static async of(page: Page): Promise<StudioProbe> {
    const worker = page.workers().find((one) => one.url().includes('programme-worker'));
    if (worker === undefined) throw new Error('Expected a programme worker');
    await worker.evaluate(`(${watch.toString()})((${epochClock.toString()})())`);
    return new StudioProbe(worker);
  }

  /** What the worker told last; it does so once a second, counted since its beginning. */
  async figures(): Promise<ProgrammeFigures> {
    const figures = await this.#worker.evaluate(() => globalThis.programmeProbe?.figures ?? null);
    if (figures === null) throw new Error('Expected the programme to tell its figures');
    return figures;
  }

  pictures(): Promise<readonly ComposedPicture[]> {
    return this.#worker.evaluate(() => globalThis.programmeProbe?.pictures ?? []);
  }
}

/** Runs in the worker. */
function watch(now: () => number): void {
  const probe: Probe = { pictures: [], figures: null };
  globalThis.programmeProbe = probe;
  let capturedMs = NaN;
  const composed = new Map<number, { readonly capturedMs: number; readonly composedMs: number }>();

  const readers = ReadableStreamDefaultReader.prototype as ReadableStreamDefaultReader<unknown>;
  const read: (this: unknown) => Promise<ReadableStreamReadResult<unknown>> = Reflect.get(readers, 'read');
  readers.read = async function (): Promise<ReadableStreamReadResult<unknown>> {
    const result = await read.call(this);
    if (result.value instanceof VideoFrame) capturedMs = now();
    return result;
  };

  const Encoder = self.VideoEncoder;
  self.VideoEncoder = class extends Encoder {
    constructor(init: VideoEncoderInit) {
      const output: EncodedVideoChunkOutputCallback = (chunk, metadata) => {
        const encodedMs = now();
        const given = composed.get(chunk.timestamp);
        composed.delete(chunk.timestamp);
        const { timestamp: timestampUs, byteLength: bytes } = chunk;
        if (given !== undefined) probe.pictures.push({ timestampUs, ...given, encodedMs, bytes });
        init.output(chunk, metadata);
      };
      super({ ...init, output });
    }
    override encode(frame: VideoFrame, options?: VideoEncoderEncodeOptions): void {
      composed.set(frame.timestamp, { capturedMs, composedMs: now() });
      super.encode(frame, options);
    }
  };

  const post = self.postMessage.bind(self) as (message: FromProgramme, options?: StructuredSerializeOptions) => void;
  self.postMessage = (message: FromProgramme, options?: StructuredSerializeOptions): void => {
    if (message.type === 'figures') probe.figures = message.figures;
    post(message, options);
  };
}
