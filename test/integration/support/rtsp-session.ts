import { createHash, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { RtpPacket } from './rtp-programme.js';

/** What a client may do here, and what it gets. */
export interface RtspSessionDeps {
  readonly socket: Socket;
  /** Description for DESCRIBE; its tracks are named `trackID=0`, `trackID=1` … */
  readonly sdp: () => string;
  /** Null: everyone may watch. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
  /** False: all places are taken. Asked at SETUP. */
  readonly admit: () => boolean;
  /** PLAY: packets are wanted from now on. Returns how to stop them. */
  readonly play: (send: (packet: RtpPacket) => void) => () => void;
}

interface RtspRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
}

const realm = 'camera';
/** A client that takes nothing is cut off at so many bytes: this is a camera with little memory. */
const queueBytes = 4 << 20;

/** One client of an RTSP server (RFC 2326): media interleaved with the answers on one connection, digest authentication. */
export class RtspSession {
  readonly #deps: RtspSessionDeps;
  readonly #nonce = randomBytes(8).toString('hex');
  readonly #id = randomBytes(4).toString('hex');
  /** First channel of each track. */
  readonly #channels = new Map<number, number>();
  #pending: Buffer = Buffer.alloc(0);
  #stopPlaying: () => void = () => undefined;

  constructor(deps: RtspSessionDeps) {
    this.#deps = deps;
    deps.socket.on('data', (bytes) => this.#read(bytes));
    deps.socket.on('error', () => deps.socket.destroy());
    deps.socket.once('close', () => this.#stopPlaying());
  }

  #read(bytes: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    for (;;) {
      // `$`, channel, length: the client's own reports, of no interest here
      if (this.#pending[0] === 0x24) {
        const end = this.#pending.length < 4 ? Infinity : 4 + this.#pending.readUInt16BE(2);
        if (this.#pending.length < end) return;
        this.#pending = this.#pending.subarray(end);
        continue;
      }
      const end = this.#pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const request = parseRequest(this.#pending.subarray(0, end).toString('latin1'));
      this.#pending = this.#pending.subarray(end + 4);
      this.#answer(request);
    }
  }

  #answer(request: RtspRequest): void {
    if (request.method !== 'OPTIONS' && !this.#isAllowed(request)) {
      this.#reply(request, '401 Unauthorized', [`WWW-Authenticate: Digest realm="${realm}", nonce="${this.#nonce}"`]);
      return;
    }
    switch (request.method) {
      case 'OPTIONS':
        this.#reply(request, '200 OK', ['Public: OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN']);
        break;
      case 'DESCRIBE':
        this.#reply(
          request,
          '200 OK',
          [`Content-Base: ${request.url}/`, 'Content-Type: application/sdp'],
          this.#deps.sdp(),
        );
        break;
      case 'SETUP':
        this.#setUp(request);
        break;
      case 'PLAY':
        this.#reply(request, '200 OK', [`Session: ${this.#id}`, 'Range: npt=0.000-']);
        this.#stopPlaying();
        this.#stopPlaying = this.#deps.play((packet) => this.#send(packet));
        break;
      case 'GET_PARAMETER':
        this.#reply(request, '200 OK', [`Session: ${this.#id}`]);
        break;
      case 'TEARDOWN':
        this.#reply(request, '200 OK', [`Session: ${this.#id}`]);
        this.#deps.socket.end();
        break;
      default:
        this.#reply(request, '501 Not Implemented', []);
    }
  }

  #setUp(request: RtspRequest): void {
    const transport = request.headers.get('transport') ?? '';
    const channel = /^RTP\/AVP\/TCP;.*interleaved=(\d+)-\d+/.exec(transport)?.[1];
    const track = /\/trackID=(\d+)$/.exec(request.url)?.[1];
    if (track === undefined) this.#reply(request, '404 Not Found', []);
    else if (channel === undefined) this.#reply(request, '461 Unsupported Transport', []);
    else if (this.#channels.size === 0 && !this.#deps.admit()) this.#reply(request, '453 Not Enough Bandwidth', []);
    else {
      this.#channels.set(Number(track), Number(channel));
      this.#reply(request, '200 OK', [`Transport: ${transport}`, `Session: ${this.#id};timeout=60`]);
    }
  }

  #isAllowed({ method, headers }: RtspRequest): boolean {
    const { credentials } = this.#deps;
    if (credentials === null) return true;
    const given = headers.get('authorization') ?? '';
    const field = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(given)?.[1] ?? '';
    const secret = md5(`${credentials.user}:${realm}:${credentials.password}`);
    return field('response') === md5(`${secret}:${this.#nonce}:${md5(`${method}:${field('uri')}`)}`);
  }

  #send({ track, kind, bytes }: RtpPacket): void {
    const { socket } = this.#deps;
    const channel = this.#channels.get(track);
    if (channel === undefined || socket.destroyed) return;
    if (socket.writableLength > queueBytes) {
      socket.destroy();
      return;
    }
    const head = Buffer.from([0x24, channel + (kind === 'rtcp' ? 1 : 0), 0, 0]);
    head.writeUInt16BE(bytes.length, 2);
    socket.write(Buffer.concat([head, bytes]));
  }

  #reply({ headers }: RtspRequest, status: string, lines: readonly string[], body = ''): void {
    const all = [`RTSP/1.0 ${status}`, `CSeq: ${headers.get('cseq') ?? '0'}`, ...lines];
    if (body !== '') all.push(`Content-Length: ${Buffer.byteLength(body)}`);
    this.#deps.socket.write(`${all.join('\r\n')}\r\n\r\n${body}`);
  }
}

function parseRequest(text: string): RtspRequest {
  const [first = '', ...lines] = text.split('\r\n');
  const [method = '', url = ''] = first.split(' ');
  const headers = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line) ?? []);
  return { method, url, headers: new Map(headers.map(([, name = '', value = '']) => [name.toLowerCase(), value])) };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
