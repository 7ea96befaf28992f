import { createRequire } from 'node:module';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

// A stranger's media server: node-media-server's sessions as they are, without Headwater's guard around them. It has a
// thread of its own because all its state is global to one. The package has no types; these are the parts used here.

interface Session {
  readonly id: string;
  run(): void;
}

const load = createRequire(import.meta.url);
const NmsSession = load('node-media-server/src/session/rtmp_session.js') as new (socket: Socket) => Session;
const context = load('node-media-server/src/core/context.js') as { readonly sessions: Map<string, Session> };
const logger = load('node-media-server/src/core/logger.js') as { log: (message: string) => void };

logger.log = () => undefined;

const server = createServer((socket) => {
  const session = new NmsSession(socket);
  context.sessions.set(session.id, session);
  session.run();
});
server.listen(Number(workerData), '127.0.0.1', () => {
  parentPort?.postMessage((server.address() as AddressInfo).port);
});
