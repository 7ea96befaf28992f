import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** An address behind which servers can be exchanged, as a computer that changes its network sees it. */
export interface SwitchedLine {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** What is connected breaks off; new connections go to `endpoint`. */
  lead(endpoint: string): void;
  stop(): Promise<void>;
}

/** Starts one that leads to `endpoint`. */
export async function startSwitchedLine(endpoint: string): Promise<SwitchedLine> {
  let target = new URL(endpoint);
  const sockets = new Set<Socket>();
  const breakOff = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((incoming) => {
    const outgoing = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      // one side broke off: so does the other
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    lead: (next) => {
      target = new URL(next);
      breakOff();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakOff();
      }),
  };
}
