import { createSocket } from 'node:dgram';

/** How a name server fails: it says there is no such name, says that it is broken, or says nothing. */
export type DnsFailure = 'unknown' | 'broken' | 'silent';

export interface DnsServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** Questions so far. */
  readonly asked: number;
  /** From now on every name is this IPv4 address. */
  point(to: string): void;
  /** From now on no name can be resolved; null: they can again. */
  fail(how: DnsFailure | null): void;
  stop(): Promise<void>;
}

/** Response codes (RFC 1035 §4.1.1). */
const codes: Readonly<Record<Exclude<DnsFailure, 'silent'>, number>> = { unknown: 3, broken: 2 };

/** A name server that knows one address for all names, for a second (RFC 1035 §4). */
export async function startDnsServer(first: string): Promise<DnsServer> {
  let bytes = first.split('.').map(Number);
  let failure: DnsFailure | null = null;
  let asked = 0;
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    asked += 1;
    const nameEnd = query.indexOf(0, 12);
    if (nameEnd < 0 || failure === 'silent') return;
    const question = query.subarray(12, nameEnd + 5);
    const isAnswered = failure === null && question.readUInt16BE(question.length - 4) === 1;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180 + (failure === null ? 0 : codes[failure]), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(isAnswered ? 1 : 0, 6);
    header.fill(0, 8);
    // the name is the question's (a pointer to byte 12); type A, class IN, 1 s, 4 bytes
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...bytes]);
    socket.send(Buffer.concat(isAnswered ? [header, question, answer] : [header, question]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    get asked() {
      return asked;
    },
    point: (to) => {
      bytes = to.split('.').map(Number);
    },
    fail: (how) => {
      failure = how;
    },
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
