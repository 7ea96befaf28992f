import type { Picture } from '../compose/draw-list.js';
import { NewestFrame } from './newest-frame.js';
import { nextVersion, notShifted, type SourcePicture } from './source-picture.js';

/** Frames that come no more for so long: the source stands still. */
export const frozenMs = 2_000;

export type FrameStatus = 'live' | 'frozen' | 'gone';

/**
 * Reads the frames of a source as they come and keeps the newest alone: at most one is held, each older one is closed at
 * once, for capture stops when its few buffers are not given back.
 */
export class FrameReader implements SourcePicture {
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  readonly #onFrame: () => void;
  readonly #onStatus: (status: FrameStatus, width: number, height: number) => void;
  readonly #isSteady: () => boolean;
  readonly #staysAtEnd: () => boolean;
  /** Stands until the first frame comes. */
  #before: SourcePicture | null;
  readonly #newest: NewestFrame;
  #version = 0;
  #cameMs = 0;
  #status: FrameStatus | null = null;
  #size = { width: 0, height: 0 };
  #isClosed = false;

  /**
   * `isSteady`: whether it is a source whose frames come all the time (a camera); a still screen sends none, and is not
   * frozen. `copiesPixels`: see NewestFrame. `before`: what is shown until the first frame comes, the reader's from now on. `staysAtEnd`: whether its last frame stands once they end (a film), and it is not gone. `onStatus`: told when it changes, and when the size does.
   */
  constructor(options: {
    readonly frames: ReadableStream<VideoFrame>;
    readonly before: SourcePicture | null;
    readonly copiesPixels: () => boolean;
    readonly onFrame: () => void;
    readonly isSteady: () => boolean;
    readonly staysAtEnd: () => boolean;
    readonly onStatus: (status: FrameStatus, width: number, height: number) => void;
  }) {
    this.#reader = options.frames.getReader();
    this.#before = options.before;
    this.#newest = new NewestFrame(options.copiesPixels);
    this.#onFrame = options.onFrame;
    this.#isSteady = options.isSteady;
    this.#staysAtEnd = options.staysAtEnd;
    this.#onStatus = options.onStatus;
    void this.#read();
  }

  /** True once the stream has ended. */
  get isGone(): boolean {
    return this.#status === 'gone';
  }

  at(nowMs: number): Picture | null {
    const image = this.#newest.image();
    if (image === null) return this.#before?.at(nowMs) ?? null;
    if (this.#status === 'live' && this.#isSteady() && nowMs - this.#cameMs > frozenMs) this.#tell('frozen');
    return { image, version: this.#version, size: this.#size, shift: notShifted, isMirrored: false };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#newest.close();
    this.#leaveBefore();
    // a stream that has failed refuses to be cancelled, and is over all the same
    this.#reader.cancel().catch(() => undefined);
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const { value: frame, done } = await this.#reader.read();
        if (done) break;
        if (this.#isClosed) {
          frame.close();
          break;
        }
        this.#take(frame);
      }
    } catch {
      // the track broke off: the same as its end
    }
    const hasPicture = this.#version > 0 || this.#before !== null;
    if (this.#isClosed || (hasPicture && this.#staysAtEnd())) return;
    this.#tell('gone');
    this.close();
  }

  #take(frame: VideoFrame): void {
    const { displayWidth: width, displayHeight: height } = frame;
    this.#cameMs = Date.now();
    this.#newest.take(frame);
    this.#leaveBefore();
    this.#version = nextVersion();
    this.#onFrame();
    const isResized = width !== this.#size.width || height !== this.#size.height;
    this.#size = { width, height };
    if (isResized || this.#status !== 'live') this.#tell('live');
  }

  #leaveBefore(): void {
    this.#before?.close();
    this.#before = null;
  }

  #tell(status: FrameStatus): void {
    this.#status = status;
    this.#onStatus(status, this.#size.width, this.#size.height);
  }
}
