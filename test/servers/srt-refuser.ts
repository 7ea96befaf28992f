import { createSocket, type Socket } from 'node:dgram';

/** Extension of a caller's second packet that carries its stream id (draft-sharabayko-srt-01, section 3.2.1.3). */
const streamIdExtension = 5;

/** An SRT listener that hears out every caller and then turns it down, for a reason of the test's choice. */
export class SrtRefuser {
  readonly url: string;
  /** What the callers asked for. */
  readonly streamIds: string[] = [];
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.url = `srt://127.0.0.1:${socket.address().port}`;
  }

  /** `code`: SRT's reason (10: wrong passphrase, 1404: unknown stream id …). */
  static async start(code: number): Promise<SrtRefuser> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const refuser = new SrtRefuser(socket);
    socket.on('message', (packet, { port, address }) => {
      if (packet.length < 64 || packet.readUInt32BE(0) !== 0x8000_0000) return;
      socket.send(refuser.#answer(packet, code), port, address);
    });
    return refuser;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  #answer(packet: Buffer, code: number): Buffer {
    const answer = Buffer.from(packet.subarray(0, 64));
    packet.copy(answer, 12, 40, 44); // to the caller's socket
    answer.writeUInt32BE(5, 16);
    answer.writeUInt32BE(0x1234_5678, 44);
    if (packet.readUInt32BE(36) === 1) {
      answer.writeUInt32BE(0x4a17, 20);
      return answer;
    }
    const streamId = readStreamId(packet);
    if (streamId !== null) this.streamIds.push(streamId);
    answer.writeUInt32BE(1_000 + code, 36);
    return answer;
  }
}

function readStreamId(packet: Buffer): string | null {
  let at = 64;
  while (at + 4 <= packet.length) {
    const type = packet.readUInt16BE(at);
    const bytes = packet.readUInt16BE(at + 2) * 4;
    const content = Buffer.from(packet.subarray(at + 4, at + 4 + bytes));
    // four characters at a time, last one first
    if (type === streamIdExtension) return content.swap32().toString('latin1').replace(/\0+$/, '');
    at += 4 + bytes;
  }
  return null;
}
