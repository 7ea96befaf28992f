import type { Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { amfText } from '../../../src/engine/relay/rtmp/amf-text.js';
import type { AmfValue } from '../../../src/engine/relay/rtmp/amf-value.js';
import { ChunkReader } from '../../../src/engine/relay/rtmp/chunk-reader.js';
import { decodeAmf } from '../../../src/engine/relay/rtmp/decode-amf.js';
import { encodeAmf } from '../../../src/engine/relay/rtmp/encode-amf.js';
import type { RtmpMessage } from '../../../src/engine/relay/rtmp/rtmp-message.js';
import { SinkPublish, type SinkEnd } from './sink-publish.js';

/** What a service says when it refuses. Without a code it hangs up without a word. */
export interface SinkRefusal {
  /** `start-then-close`: says Publish.Start first and hangs up after that, as Twitch does. */
  readonly at: 'connect' | 'publish' | 'start-then-close';
  readonly code?: string;
  readonly description?: string;
}

/** What a connection asks its sink. */
export interface SinkConnectionHooks {
  readonly keepsData: boolean;
  readonly windowBytes: number;
  /** Says what it has received, as often as the client asked for. */
  readonly acknowledges: boolean;
  refusal(at: 'connect' | 'publish', key: string | null): SinkRefusal | null;
  onPublish(publish: SinkPublish): void;
}

const HANDSHAKE_BYTES = 1 + 2 * 1536;

const words = (level: string, code: string, description: string): ReadonlyMap<string, AmfValue> =>
  new Map([
    ['level', level],
    ['code', code],
    ['description', description],
  ]);

/** One client of a sink, from its handshake on. */
export class SinkConnection {
  /** Names of the commands it sent, in order. */
  readonly commands: string[] = [];
  /** What it said in acknowledgements (bytes that it has received) and ping answers. */
  readonly acknowledged: number[] = [];
  readonly pongs: number[] = [];
  publish: SinkPublish | null = null;
  readonly #stream: Duplex;
  readonly #raw: Socket;
  readonly #hooks: SinkConnectionHooks;
  readonly #reader: ChunkReader;
  #hello: Buffer | null = Buffer.alloc(0);
  #app = '';
  #tcUrl = '';
  #endsAs: SinkEnd = 'closed';
  #receivedBytes = 0;
  #acknowledgedBytes = 0;
  #acknowledgeEveryBytes = Infinity;

  constructor(raw: Socket, stream: Duplex, hooks: SinkConnectionHooks) {
    this.#raw = raw;
    this.#stream = stream;
    this.#hooks = hooks;
    this.#reader = new ChunkReader({ maxMessageBytes: 0xffffff, onMessage: (message) => this.#onMessage(message) });
    stream.on('data', (data: Buffer) => this.#onData(data));
    stream.on('error', () => this.#note('reset'));
    raw.on('error', () => this.#note('reset'));
    stream.on('close', () => this.publish?.finish(this.#endsAs));
  }

  /** Stops reading: the client's bytes pile up on its side. */
  pause(): void {
    this.#stream.pause();
    this.#raw.pause();
  }

  resume(): void {
    this.#raw.resume();
    this.#stream.resume();
  }

  /** Ends with a TCP reset. */
  reset(): void {
    this.#note('by-sink');
    this.#raw.resetAndDestroy();
    this.#stream.destroy();
  }

  /** Ends after what it still has to say. */
  hangUp(): void {
    this.#note('by-sink');
    this.#stream.end();
  }

  destroy(): void {
    this.#note('by-sink');
    this.#raw.destroy();
    this.#stream.destroy();
  }

  /** Asks for a sign of life; the answer comes in `pongs`. */
  ping(stamp: number): void {
    const payload = Buffer.alloc(6);
    payload.writeUInt16BE(6);
    payload.writeUInt32BE(stamp, 2);
    this.say(4, payload);
  }

  /** Sends a message as it is, right or wrong; 4096 bytes to the chunk. */
  say(type: number, payload: Buffer, streamId = 0): void {
    const header = Buffer.alloc(12);
    header[0] = 3;
    header.writeUIntBE(payload.length, 4, 3);
    header[7] = type;
    header.writeUInt32LE(streamId, 8);
    const chunks: Buffer[] = [header];
    for (let offset = 0; offset < payload.length; offset += 4096) {
      if (offset > 0) chunks.push(Buffer.from([0xc3]));
      chunks.push(payload.subarray(offset, offset + 4096));
    }
    if (this.#stream.writable) this.#stream.write(Buffer.concat(chunks));
  }

  command(streamId: number, ...values: AmfValue[]): void {
    this.say(20, encodeAmf(values), streamId);
  }

  status(level: 'status' | 'error', code: string, description: string): void {
    this.command(1, 'onStatus', 0, null, words(level, code, description));
  }

  #note(end: SinkEnd): void {
    if (this.#endsAs === 'closed') this.#endsAs = end;
  }

  #acknowledge(receivedBytes: number): void {
    this.#receivedBytes += receivedBytes;
    if (!this.#hooks.acknowledges || this.#receivedBytes - this.#acknowledgedBytes < this.#acknowledgeEveryBytes)
      return;
    this.#acknowledgedBytes = this.#receivedBytes;
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(this.#receivedBytes % 2 ** 32);
    this.say(3, payload);
  }

  #onData(data: Buffer): void {
    this.#acknowledge(data.length);
    try {
      if (this.#hello === null) {
        this.#reader.push(data);
        return;
      }
      const before = this.#hello.length;
      this.#hello = Buffer.concat([this.#hello, data]);
      if (before < 1537 && this.#hello.length >= 1537) {
        const c1 = this.#hello.subarray(1, 1537);
        this.#stream.write(Buffer.concat([Buffer.from([3]), randomBytes(1536), c1]));
      }
      if (this.#hello.length < HANDSHAKE_BYTES) return;
      const rest = this.#hello.subarray(HANDSHAKE_BYTES);
      this.#hello = null;
      this.#reader.push(rest);
    } catch {
      this.destroy();
    }
  }

  #onMessage(message: RtmpMessage): void {
    const { type, payload } = message;
    if (type === 20) this.#onCommand(decodeAmf(payload));
    else if (type === 3) this.acknowledged.push(payload.readUInt32BE());
    else if (type === 5) this.#acknowledgeEveryBytes = payload.readUInt32BE();
    else if (type === 4 && payload.readUInt16BE() === 7) this.pongs.push(payload.readUInt32BE(2));
    else if (type === 8 || type === 9 || type === 18) this.publish?.take(message);
  }

  #onCommand(values: readonly AmfValue[]): void {
    const [name, transaction, info, argument] = values;
    this.commands.push(amfText(name));
    if (name === 'connect' && info instanceof Map) this.#onConnect(transaction, info as ReadonlyMap<string, AmfValue>);
    else if (name === 'createStream') this.command(0, '_result', transaction, null, 1);
    else if (name === 'publish') this.#onPublish(amfText(argument));
    else if (name === 'FCUnpublish') this.status('status', 'NetStream.Unpublish.Success', 'Stopped publishing.');
    else if (name === 'deleteStream') this.publish?.finish('unpublished');
  }

  #onConnect(transaction: AmfValue, info: ReadonlyMap<string, AmfValue>): void {
    this.#app = amfText(info.get('app'));
    this.#tcUrl = amfText(info.get('tcUrl'));
    const size = Buffer.alloc(4);
    size.writeUInt32BE(this.#hooks.windowBytes);
    this.say(5, size);
    this.say(6, Buffer.concat([size, Buffer.from([2])]));
    const chunkSize = Buffer.alloc(4);
    chunkSize.writeUInt32BE(4096);
    this.say(1, chunkSize);
    const refusal = this.#hooks.refusal('connect', null);
    if (refusal !== null) {
      if (refusal.code !== undefined) {
        this.command(0, '_error', transaction, null, words('error', refusal.code, refusal.description ?? ''));
      }
      this.hangUp();
      return;
    }
    const success = words('status', 'NetConnection.Connect.Success', 'Connection succeeded.');
    this.command(0, '_result', transaction, new Map<string, AmfValue>([['fmsVer', 'FMS/3,0,1,123']]), success);
  }

  #onPublish(key: string): void {
    const refusal = this.#hooks.refusal('publish', key);
    if (refusal?.at === 'publish') {
      if (refusal.code !== undefined) this.status('error', refusal.code, refusal.description ?? '');
      this.hangUp();
      return;
    }
    this.status('status', 'NetStream.Publish.Start', 'Publishing.');
    if (refusal !== null) {
      this.hangUp();
      return;
    }
    const { keepsData } = this.#hooks;
    this.publish = new SinkPublish({ key, app: this.#app, tcUrl: this.#tcUrl, keepsData });
    this.#hooks.onPublish(this.publish);
  }
}
