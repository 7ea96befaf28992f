import { randomBytes } from 'node:crypto';

const VERSION = 3;
const BLOCK = 1536;

/**
 * RTMP's plain handshake from the client's side (RTMP 1.0, section 5.2). Digests are for players that must prove to be Flash;
 * services take publishers without.
 */
export class ClientHandshake {
  /** C0 and C1, to be sent first. */
  readonly hello: Buffer;
  #received: Buffer = Buffer.alloc(0);
  #hasAnswered = false;

  constructor() {
    this.hello = Buffer.concat([Buffer.from([VERSION]), Buffer.alloc(8), randomBytes(BLOCK - 8)]);
  }

  /**
   * Takes what the server sends. `answer` (C2) is to be sent at once; `rest` is what follows the handshake, null while it is
   * not over. Throws a RangeError when the server speaks something else.
   */
  push(data: Buffer): { readonly answer: Buffer | null; readonly rest: Buffer | null } {
    this.#received = Buffer.concat([this.#received, data]);
    const received = this.#received;
    if (received.length > 0 && received[0] !== VERSION) throw new RangeError('Expected RTMP, got something else');
    let answer: Buffer | null = null;
    if (!this.#hasAnswered && received.length >= 1 + BLOCK) {
      this.#hasAnswered = true;
      answer = Buffer.from(received.subarray(1, 1 + BLOCK));
    }
    const rest = received.length >= 1 + 2 * BLOCK ? received.subarray(1 + 2 * BLOCK) : null;
    return { answer, rest };
  }
}
