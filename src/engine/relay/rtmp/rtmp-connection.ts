import type { Socket } from 'node:net';
import { AppError } from '../../../shared/errors.js';
import { ACKNOWLEDGE_EVERY_BYTES, Acknowledgements } from './acknowledgements.js';
import type { AmfValue } from './amf-value.js';
import { amfText } from './amf-text.js';
import { ChunkReader } from './chunk-reader.js';
import { ChunkWriter } from './chunk-writer.js';
import { ClientHandshake } from './client-handshake.js';
import { decodeAmf } from './decode-amf.js';
import { encodeAmf } from './encode-amf.js';
import { Outbox } from './outbox.js';
import { messageType, type RtmpMessage } from './rtmp-message.js';

/** As OBS sends: every service takes it. */
const CHUNK_BYTES = 4_096;
/** Services answer in a few hundred bytes. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** More questions than that are not answered: a peer that asks and never reads must not fill our queue. */
const ANSWERS_PER_SECOND = 100;
const PROTOCOL_STREAM = 2;
const COMMAND_STREAM = 3;
const CLOSE_WITHIN_MS = 2_000;

/** What a connection tells its owner. */
export interface RtmpConnectionHooks {
  onGreeted(): void;
  /** A command of the service that answers nothing: `onStatus`, `close`, … */
  onCommand(name: string, values: readonly AmfValue[]): void;
  /** The answer `_error` to a command, as an error. */
  refusal(info: AmfValue): AppError;
  /** The service hung up (`error`: how, when it was not in order), or spoke garbage. */
  onLost(cause: { readonly why: 'hung-up' | 'reset' | 'protocol'; readonly error: Error | null }): AppError;
}

interface PendingCall {
  readonly resolve: (values: readonly AmfValue[]) => void;
  readonly reject: (error: Error) => void;
}

function uint32(...values: number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => buffer.writeUInt32BE(value >>> 0, 4 * index));
  return buffer;
}

const closedByUs = (): AppError => new AppError('relay.closed', 'Closed while an answer was awaited');

/** RTMP on one connected socket: handshake, chunks, commands and their answers, acknowledgements, pings. */
export class RtmpConnection {
  readonly outbox: Outbox;
  /** The end: null when we closed it. Never rejects. */
  readonly ended: Promise<Error | null>;
  readonly #socket: Socket;
  readonly #hooks: RtmpConnectionHooks;
  readonly #reader: ChunkReader;
  readonly #acknowledgements = new Acknowledgements();
  readonly #writer = new ChunkWriter(CHUNK_BYTES);
  readonly #calls = new Map<number, PendingCall>();
  #handshake: ClientHandshake | null = new ClientHandshake();
  #transaction = 0;
  #receivedBytes = 0;
  #acknowledgedBytes = 0;
  #windowBytes = Infinity;
  #answers = { second: 0, count: 0 };
  #isClosing = false;
  #end: { readonly error: Error | null } | null = null;
  #onEnd: (error: Error | null) => void = () => undefined;

  constructor(socket: Socket, hooks: RtmpConnectionHooks) {
    this.#socket = socket;
    this.#hooks = hooks;
    this.outbox = new Outbox(socket);
    this.ended = new Promise((resolve) => {
      this.#onEnd = resolve;
    });
    this.#reader = new ChunkReader({
      maxMessageBytes: MAX_MESSAGE_BYTES,
      onMessage: (message) => this.#onMessage(message),
    });
    let error: Error | null = null;
    socket.on('error', (thrown) => {
      error = thrown;
    });
    socket.on('data', (data: Buffer) => this.#onData(data));
    socket.on('close', () => {
      if (this.#isClosing) this.#finish(null);
      else this.fail(this.#hooks.onLost({ why: error === null ? 'hung-up' : 'reset', error }));
    });
    this.outbox.write([this.#handshake?.hello ?? Buffer.alloc(0)]);
  }

  /** Milliseconds for which an acknowledgement has been owed, of a peer that gives them. */
  get owedMs(): number {
    return this.#end === null ? this.#acknowledgements.owedMs(this.outbox.takenBytes, performance.now()) : 0;
  }

  /** Ends at once: everybody who waits hears this error. While we leave, it no longer matters. */
  fail(error: Error): void {
    this.#finish(this.#isClosing ? null : error);
    this.#socket.destroy();
  }

  /** Sends one message; `chunkStream` 4 and more. */
  send(chunkStream: number, message: RtmpMessage): void {
    this.outbox.write(this.#writer.write(chunkStream, message));
  }

  /** Sends a command that nobody waits for. */
  tell(streamId: number, name: string, ...values: readonly AmfValue[]): void {
    this.#transaction += 1;
    this.#command(streamId, name, this.#transaction, values);
  }

  /** Sends a command and waits for `_result`: its values behind the transaction. Rejects with what ended it. */
  call(streamId: number, name: string, ...values: readonly AmfValue[]): Promise<readonly AmfValue[]> {
    return new Promise((resolve, reject) => {
      if (this.#end !== null) {
        reject(this.#end.error ?? closedByUs());
        return;
      }
      this.tell(streamId, name, ...values);
      this.#calls.set(this.#transaction, { resolve, reject });
    });
  }

  /** Announces how long our chunks are; first of all. */
  announceChunks(): void {
    this.#control(messageType.setChunkSize, uint32(CHUNK_BYTES));
  }

  /** Sends what waits, then FIN; cuts the line when that takes more than two seconds. */
  async close(): Promise<void> {
    if (this.#end !== null) return;
    this.#isClosing = true;
    const timer = setTimeout(() => {
      this.#finish(null);
      this.#socket.destroy();
    }, CLOSE_WITHIN_MS);
    try {
      await this.outbox.emptied();
      this.#socket.end();
      await this.ended;
    } finally {
      clearTimeout(timer);
    }
  }

  #finish(error: Error | null): void {
    if (this.#end !== null) return;
    this.#end = { error };
    this.outbox.discard();
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { reject } of calls) reject(error ?? closedByUs());
    this.#onEnd(error);
  }

  #onData(data: Buffer): void {
    if (this.#end !== null) return;
    this.#receivedBytes += data.length;
    try {
      if (this.#handshake === null) this.#reader.push(data);
      else this.#greet(this.#handshake, data);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.fail(thrown instanceof AppError ? thrown : this.#hooks.onLost({ why: 'protocol', error }));
      return;
    }
    if (this.#receivedBytes - this.#acknowledgedBytes >= this.#windowBytes) {
      this.#acknowledgedBytes = this.#receivedBytes;
      this.#answer(messageType.acknowledgement, uint32(this.#receivedBytes));
    }
  }

  #greet(handshake: ClientHandshake, data: Buffer): void {
    const { answer, rest } = handshake.push(data);
    if (answer !== null) this.outbox.write([answer]);
    if (rest === null) return;
    this.#handshake = null;
    this.#hooks.onGreeted();
    this.#reader.push(rest);
  }

  #onMessage({ type, payload }: RtmpMessage): void {
    if (this.#end !== null) return;
    if (type === messageType.command) this.#onCommand(decodeAmf(payload));
    else if (type === messageType.command3) this.#onCommand(decodeAmf(payload.subarray(1)));
    else if (type === messageType.windowAcknowledgementSize) {
      // A window of nothing would be an answer for every byte.
      this.#windowBytes = Math.max(payload.readUInt32BE(), 4_096);
    } else if (type === messageType.setPeerBandwidth) {
      const windowBytes = Math.min(payload.readUInt32BE(), ACKNOWLEDGE_EVERY_BYTES);
      this.#answer(messageType.windowAcknowledgementSize, uint32(windowBytes));
    } else if (type === messageType.acknowledgement) {
      this.#acknowledgements.take(payload.readUInt32BE(), this.outbox.takenBytes);
    } else if (type === messageType.userControl && payload.readUInt16BE() === 6) {
      this.#answer(messageType.userControl, Buffer.concat([Buffer.from([0, 7]), payload.subarray(2, 6)]));
    }
  }

  #onCommand(values: readonly AmfValue[]): void {
    const [first, transaction, ...rest] = values;
    const name = amfText(first);
    if (name !== '_result' && name !== '_error') {
      // While we leave, `NetStream.Unpublish.Success` is an answer and no hanging up.
      if (!this.#isClosing) this.#hooks.onCommand(name, rest);
      return;
    }
    const call = typeof transaction === 'number' ? this.#calls.get(transaction) : undefined;
    // Answers to what nobody waits for, as `releaseStream`: half of the servers do not know it.
    if (call === undefined) return;
    this.#calls.delete(Number(transaction));
    if (name === '_result') call.resolve(rest);
    else call.reject(this.#hooks.refusal(rest[1]));
  }

  #command(streamId: number, name: string, transaction: number, values: readonly AmfValue[]): void {
    const payload = encodeAmf([name, transaction, ...values]);
    this.send(COMMAND_STREAM, { type: messageType.command, streamId, timestampMs: 0, payload });
  }

  #answer(type: number, payload: Buffer): void {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#answers.second) this.#answers = { second, count: 0 };
    this.#answers.count += 1;
    if (this.#answers.count <= ANSWERS_PER_SECOND) this.#control(type, payload);
  }

  #control(type: number, payload: Buffer): void {
    this.send(PROTOCOL_STREAM, { type, streamId: 0, timestampMs: 0, payload });
  }
}
