import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '../../shared/errors.js';
import type { FromOrigin, OriginWorkerData, ToOrigin } from './origin-protocol.js';
import { OriginServer } from './origin-server.js';

/** The origin's thread: the server, told what to do by messages. Anything uncaught ends the thread, which is started anew. */
if (parentPort === null) throw new Error('Expected to run as a worker thread');
const port = parentPort;
const data = workerData as OriginWorkerData;
const send = (message: FromOrigin): void => port.postMessage(message);

/** How often the computer's addresses are compared while the network is allowed. */
const lanCheckMs = 5000;

const totals = new Float64Array(data.counters);
const server = new OriginServer({
  root: data.root,
  cacheBytes: data.cacheBytes,
  counters: {
    add: (requests, bytes) => {
      totals[0] = (totals[0] ?? 0) + requests;
      totals[1] = (totals[1] ?? 0) + bytes;
    },
  },
  onError: (error) => send({ type: 'problem', message: String(error) }),
});

let isLanAllowed = data.lan;
/** One change of the listeners at a time, in the order asked for. */
let listening: Promise<string[]> = server
  .start(data.port, data.onlyWanted)
  .then(async (bound) => {
    const lan = await server.setLan(isLanAllowed);
    send({ type: 'listening', port: bound, lan });
    return lan;
  })
  .catch((error: unknown) => {
    const { code, message } = toAppError(error);
    send({ type: 'failed', code, message });
    port.close();
    return [];
  });

const watch = setInterval(() => {
  if (!isLanAllowed) return;
  listening = listening.then(async (before) => {
    const lan = await server.setLan(isLanAllowed);
    if (lan.join() !== before.join()) send({ type: 'lan', request: null, lan });
    return lan;
  });
}, lanCheckMs);
watch.unref();

port.on('message', (message: ToOrigin) => {
  switch (message.type) {
    case 'changed':
      server.changed(message.paths);
      return;
    case 'playlist':
      server.live.playlist(message.folder, message.text);
      return;
    case 'part': {
      const { folder, partSeconds, bytes, type: _type, ...part } = message;
      server.live.part(folder, partSeconds, {
        ...part,
        body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      });
      return;
    }
    case 'lan':
      isLanAllowed = message.allowed;
      listening = listening.then(async () => {
        const lan = await server.setLan(message.allowed);
        send({ type: 'lan', request: message.request, lan });
        return lan;
      });
      return;
    case 'stop':
      clearInterval(watch);
      listening = listening.then(async () => {
        await server.stop();
        port.close();
        return [];
      });
  }
});
