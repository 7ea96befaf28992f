import { messageType, type RtmpMessage } from './rtmp-message.js';

const EXTENDED = 0xffffff;
const headerBytes = [11, 7, 3, 0] as const;
/** Chunk streams that one peer may have open; services use half a dozen. */
const MAX_CHUNK_STREAMS = 64;

interface ChunkStream {
  type: number;
  streamId: number;
  length: number;
  timestampMs: number;
  /** What the last header said: an absolute time after type 0, a difference after types 1 and 2. */
  field: number;
  isExtended: boolean;
  /** The message under way; null between two. */
  message: Buffer | null;
  filled: number;
}

/** What a chunk reader needs. `maxMessageBytes` bounds what a peer can make us hold. */
export interface ChunkReaderOptions {
  readonly maxMessageBytes: number;
  /** `payload` belongs to the receiver. Set Chunk Size and Abort are handled before and not passed on. */
  readonly onMessage: (message: RtmpMessage) => void;
}

/**
 * Puts RTMP's chunks together again (RTMP 1.0, section 5.3). Throws a RangeError for what no peer of good will sends; the
 * reader is of no use afterwards.
 */
export class ChunkReader {
  readonly #options: ChunkReaderOptions;
  readonly #streams = new Map<number, ChunkStream>();
  #chunkBytes = 128;
  /** The start of a header whose rest is still under way. */
  #rest: Buffer = Buffer.alloc(0);
  /** The chunk under way. */
  #current: ChunkStream | null = null;
  #currentLeft = 0;

  constructor(options: ChunkReaderOptions) {
    this.#options = options;
  }

  /** Takes what came from the socket, cut anywhere. */
  push(data: Buffer): void {
    let input = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    this.#rest = Buffer.alloc(0);
    while (input.length > 0) {
      if (this.#current === null) {
        const read = this.#header(input);
        if (read === 0) {
          this.#rest = Buffer.from(input);
          return;
        }
        input = input.subarray(read);
      }
      input = this.#body(input);
    }
  }

  /** Reads one chunk's header; 0 when it is not all there. */
  #header(input: Buffer): number {
    const first = input.readUInt8();
    const format = (first >> 6) as 0 | 1 | 2 | 3;
    const basicBytes = (first & 63) > 1 ? 1 : (first & 63) + 2;
    let end = basicBytes + headerBytes[format];
    if (input.length < end) return 0;
    const id = basicBytes === 1 ? first & 63 : 64 + input.readUIntLE(1, basicBytes - 1);
    const known = this.#streams.get(id);
    if (known === undefined && format !== 0) throw new RangeError('Expected a whole header on a new chunk stream');
    if (known === undefined && this.#streams.size >= MAX_CHUNK_STREAMS) throw new RangeError('Expected fewer streams');
    const field = format === 3 ? (known?.field ?? 0) : input.readUIntBE(basicBytes, 3);
    const isExtended = format === 3 ? known?.isExtended === true : field === EXTENDED;
    if (isExtended) end += 4;
    if (input.length < end) return 0;
    const isContinuation = known !== undefined && known.message !== null;
    if (isContinuation && format !== 3) throw new RangeError('Expected the rest of the message');
    const stream = known ?? {
      type: 0,
      streamId: 0,
      length: 0,
      timestampMs: 0,
      field: 0,
      isExtended: false,
      message: null,
      filled: 0,
    };
    this.#streams.set(id, stream);
    if (format <= 1) {
      stream.length = input.readUIntBE(basicBytes + 3, 3);
      stream.type = input.readUInt8(basicBytes + 6);
    }
    if (format === 0) stream.streamId = input.readUInt32LE(basicBytes + 7);
    stream.isExtended = isExtended;
    stream.field = isExtended ? input.readUInt32BE(end - 4) : field;
    if (!isContinuation) this.#begin(stream, format);
    this.#current = stream;
    this.#currentLeft = Math.min(this.#chunkBytes, stream.length - stream.filled);
    return end;
  }

  #begin(stream: ChunkStream, format: number): void {
    if (stream.length > this.#options.maxMessageBytes) throw new RangeError('Expected a smaller message');
    stream.timestampMs = format === 0 ? stream.field : (stream.timestampMs + stream.field) % 2 ** 32;
    stream.message = Buffer.allocUnsafe(stream.length);
    stream.filled = 0;
  }

  #body(input: Buffer): Buffer {
    const stream = this.#current;
    const message = stream?.message ?? null;
    if (stream === null || message === null) return input;
    const taken = Math.min(this.#currentLeft, input.length);
    input.copy(message, stream.filled, 0, taken);
    stream.filled += taken;
    this.#currentLeft -= taken;
    if (this.#currentLeft > 0) return input.subarray(taken);
    this.#current = null;
    if (stream.filled === stream.length) {
      stream.message = null;
      this.#deliver({
        type: stream.type,
        streamId: stream.streamId,
        timestampMs: stream.timestampMs,
        payload: message,
      });
    }
    return input.subarray(taken);
  }

  #deliver(message: RtmpMessage): void {
    if (message.type === messageType.setChunkSize) {
      const bytes = message.payload.readUInt32BE();
      if (bytes < 1 || bytes > 0x7fffffff) throw new RangeError(`Expected a chunk size, got ${bytes}`);
      this.#chunkBytes = bytes;
    } else if (message.type === messageType.abort) {
      const aborted = this.#streams.get(message.payload.readUInt32BE());
      if (aborted !== undefined) aborted.message = null;
    } else {
      this.#options.onMessage(message);
    }
  }
}
