import { AppError } from '../../../shared/errors.js';
import type { RtmpMessage } from './rtmp-message.js';

const EXTENDED = 0xffffff;
const MAX_MESSAGE_BYTES = 0xffffff;

interface Written {
  readonly timestampMs: number;
  readonly streamId: number;
}

function writeHeader(options: {
  format: 0 | 1 | 3;
  chunkStream: number;
  /** Absolute for format 0, a difference for format 1, whatever the message began with for format 3. */
  time: number;
  message: RtmpMessage;
}): Buffer {
  const { format, chunkStream, time, message } = options;
  const length = format === 0 ? 12 : format === 1 ? 8 : 1;
  const isExtended = time >= EXTENDED;
  const header = Buffer.alloc(length + (isExtended ? 4 : 0));
  header[0] = (format << 6) | chunkStream;
  if (format !== 3) {
    header.writeUIntBE(isExtended ? EXTENDED : time, 1, 3);
    header.writeUIntBE(message.payload.length, 4, 3);
    header[7] = message.type;
  }
  if (format === 0) header.writeUInt32LE(message.streamId, 8);
  // Section 5.3.1.3: on every chunk of the message, the continuations too.
  if (isExtended) header.writeUInt32BE(time, length);
  return header;
}

/**
 * Cuts messages into RTMP's chunks (RTMP 1.0, section 5.3). Payloads are not copied: what comes out points into them. The
 * chunk size must have been announced to the peer.
 */
export class ChunkWriter {
  readonly #chunkBytes: number;
  readonly #last = new Map<number, Written>();

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
  }

  /**
   * The chunks of one message, in order. `chunkStream`: 2 to 63; what shares one must come in whole messages. Throws
   * `relay.unsupported` for a message of 16 MiB and more, which RTMP cannot carry.
   */
  write(chunkStream: number, message: RtmpMessage): Buffer[] {
    const { payload, streamId } = message;
    if (payload.length > MAX_MESSAGE_BYTES) throw new AppError('relay.unsupported', 'Expected a message below 16 MiB');
    const timestampMs = message.timestampMs >>> 0;
    const last = this.#last.get(chunkStream);
    this.#last.set(chunkStream, { timestampMs, streamId });
    // A difference cannot go back (section 5.3.1.2.1); after 2^32 ms the time is said anew, as some servers do not wrap.
    const isRelative = last?.streamId === streamId && timestampMs >= last.timestampMs;
    const time = isRelative ? timestampMs - last.timestampMs : timestampMs;
    const chunks = [writeHeader({ format: isRelative ? 1 : 0, chunkStream, time, message })];
    if (payload.length > 0) chunks.push(payload.subarray(0, this.#chunkBytes));
    if (payload.length > this.#chunkBytes) {
      const continuation = writeHeader({ format: 3, chunkStream, time, message });
      for (let offset = this.#chunkBytes; offset < payload.length; offset += this.#chunkBytes) {
        chunks.push(continuation, payload.subarray(offset, offset + this.#chunkBytes));
      }
    }
    return chunks;
  }
}
