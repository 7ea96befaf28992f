import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** The line between a browser and the engine, as a proxy, which can cut the feed alone. */
export interface StudioLine {
  /** For the browser: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Breaks the feed's sockets without a word, and lets no new one through until `mend`. */
  cutFeed(): void;
  mend(): void;
  close(): Promise<void>;
}

const feedRequest = /^GET (?:https?:\/\/[^/]+)?\/feed[? ]/;

/** Starts it on a free port. Pages come through as requests, WebSockets as tunnels (RFC 9110, section 9.3.6). */
export async function startStudioLine(): Promise<StudioLine> {
  const feeds = new Set<Socket>();
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((asked, reply) => {
    const { method, url = '', headers } = asked;
    const forwarded = request(url, { method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    forwarded.on('error', () => reply.destroy());
    asked.pipe(forwarded);
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', ({ url = '' }, stream) => {
    const socket = stream as Socket;
    const [host = '', port = ''] = url.split(':');
    const far = connect(Number(port), host, () => socket.write('HTTP/1.1 200 Connected\r\n\r\n'));
    sockets.add(far);
    for (const [one, other] of [
      [socket, far],
      [far, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    far.pipe(socket);
    socket.once('data', (first: Buffer) => {
      if (feedRequest.test(first.toString('latin1'))) {
        if (isCut) return socket.destroy();
        feeds.add(socket);
      }
      far.write(first);
      socket.pipe(far);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutFeed: () => {
      isCut = true;
      for (const socket of feeds) socket.destroy();
      feeds.clear();
    },
    mend: () => void (isCut = false),
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
