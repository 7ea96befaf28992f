import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

type AmfValue = string | number | null | Readonly<Record<string, string | number>>;

function amf(value: AmfValue): Buffer {
  if (value === null) return Buffer.from([5]);
  if (typeof value === 'number') {
    const number = Buffer.alloc(9);
    number.writeDoubleBE(value, 1);
    return number;
  }
  if (typeof value === 'string') {
    const head = Buffer.from([2, 0, 0]);
    head.writeUInt16BE(Buffer.byteLength(value), 1);
    return Buffer.concat([head, Buffer.from(value)]);
  }
  const fields = Object.entries(value).map(([name, field]) => Buffer.concat([amf(name).subarray(1), amf(field)]));
  return Buffer.concat([Buffer.from([3]), ...fields, Buffer.from([0, 0, 9])]);
}

/** A bare RTMP client for tests: says what it is told to, right or wrong. */
export class RtmpClient {
  readonly socket: Socket;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  #received: Buffer = Buffer.alloc(0);
  #chunkBytes = 128;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      this.#received = Buffer.concat([this.#received, data]);
    });
  }

  static async connect(port: number, host = '127.0.0.1'): Promise<RtmpClient> {
    const socket = connect(port, host);
    const client = new RtmpClient(socket);
    await once(socket, 'connect');
    return client;
  }

  /** Everything received so far. */
  get received(): Buffer {
    return this.#received;
  }

  async handshake(): Promise<void> {
    const hello = Buffer.alloc(1537);
    hello[0] = 3;
    this.socket.write(hello);
    while (this.#received.length < 1 + 2 * 1536) await this.#more();
    this.socket.write(Buffer.alloc(1536));
  }

  /** Sends longer chunks than RTMP's 128 bytes from here on. */
  setChunkSize(bytes: number): void {
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(bytes);
    this.message(1, 0, payload);
    if (bytes > 0) this.#chunkBytes = bytes;
  }

  /** One message, in as many chunks as it takes. */
  message(type: number, timestampMs: number, payload: Buffer, streamId = 0): void {
    const header = Buffer.alloc(12);
    header[0] = 3;
    header.writeUIntBE(timestampMs, 1, 3);
    header.writeUIntBE(payload.length, 4, 3);
    header[7] = type;
    header.writeUInt32LE(streamId, 8);
    const chunks: Buffer[] = [header];
    for (let offset = 0; offset < payload.length; offset += this.#chunkBytes) {
      if (offset > 0) chunks.push(Buffer.from([0xc3]));
      chunks.push(payload.subarray(offset, offset + this.#chunkBytes));
    }
    this.socket.write(Buffer.concat(chunks));
  }

  command(...values: readonly AmfValue[]): void {
    this.message(20, 0, Buffer.concat(values.map(amf)), 1);
  }

  /** Handshake, connect and createStream. */
  async open(app = 'live', tcUrl = 'rtmp://127.0.0.1/live'): Promise<void> {
    await this.handshake();
    this.command('connect', 1, { app, tcUrl });
    this.command('createStream', 2, null);
  }

  /** Resolves once the server has said this; rejects when it hangs up first. */
  async hears(text: string): Promise<void> {
    while (!this.#received.includes(text)) await this.#more();
  }

  async #more(): Promise<void> {
    if (this.socket.closed) throw new Error('Expected to hear more, got the end');
    await Promise.race([once(this.socket, 'data'), this.closed]);
  }
}
