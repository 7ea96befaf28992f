import type { Socket } from 'node:net';
import { parentPort } from 'node:worker_threads';
import nmsLogger from 'node-media-server/src/core/logger.js';
import type { FromRtmpWorker, RtmpWorkerData, ToRtmpWorker } from './rtmp-messages.js';
import { Admission } from './worker/admission.js';
import { Connection } from './worker/connection.js';
import { Listeners } from './worker/listeners.js';
import { PublishHub } from './worker/publish-hub.js';

// Entry of the RTMP worker thread. node-media-server provides the protocol, the sessions and the broadcasts; listening,
// admission, keys and time-outs are ours. Its HTTP server, its store (which writes ./data) and its listener stay out.

const SWEEP_MS = 250;
const REPORT_MS = 1_000;
/** A sweep so late was no busy machine: the computer slept, or the process was stopped. */
const STOOD_STILL_MS = 2_000;
const STOP_GRACE_MS = 1_000;

if (parentPort === null) throw new Error('Expected to run in a worker thread, got the main thread');
const port = parentPort;
// Only the engine speaks to this file, from the same build: the types are the check.
const start = await new Promise<RtmpWorkerData>((resolve) => {
  port.once('message', (message: ToRtmpWorker) => {
    // it is stopped before it was to listen
    if (message.type === 'listen') resolve(message.data);
    else process.exit(0);
  });
});

// It prints stream names to the console, and one line per connection.
nmsLogger.log = () => undefined;

const post = (message: FromRtmpWorker): void => port.postMessage(message);
const admission = new Admission<Connection>(start.limits);
const hub = new PublishHub({
  limits: start.limits,
  post,
  mayHandshake: (connection) => admission.mayHandshake(connection, performance.now()),
});

function onSocket(socket: Socket): void {
  const connection = new Connection({ socket, hooks: hub, limits: start.limits, nowMs: performance.now() });
  if (!admission.admit(connection)) {
    socket.destroy();
    hub.onRefused(connection, 'input.invalid', 'too many connections');
    return;
  }
  socket.once('close', () => {
    admission.release(connection);
    hub.onClosed(connection);
  });
  connection.open();
}

const listeners = new Listeners(onSocket);

async function setNetwork(addresses: readonly string[]): Promise<string[]> {
  const { bound, removed, failed } = await listeners.setNetwork(addresses);
  for (const address of removed) {
    hub.refuseFrom(address);
    for (const connection of [...admission.all()]) {
      if (connection.localAddress === address && connection.role === 'none') connection.destroy();
    }
  }
  for (const cause of failed) {
    post({ type: 'log', level: 'warn', message: 'cannot listen on a network address', fields: { cause } });
  }
  return bound;
}

/** Everything queued goes out, then the thread ends by itself or by the grace. */
function stop(): void {
  listeners.close();
  hub.stop();
  for (const connection of [...admission.all()]) if (connection.role === 'none') connection.destroy();
  const deadlineMs = performance.now() + STOP_GRACE_MS;
  const poll = setInterval(() => {
    if (admission.count > 0 && performance.now() < deadlineMs) return;
    clearInterval(poll);
    process.exit(0);
  }, 10);
}

// Addresses are changed one after the other: a second request would bind what the first one is binding.
let changes: Promise<unknown> = Promise.resolve();

port.on('message', (message: ToRtmpWorker) => {
  switch (message.type) {
    case 'listen':
      break;
    case 'keys':
      hub.setKeys(message.keys);
      break;
    case 'addresses':
      changes = changes.then(async () => {
        const networkAddresses = await setNetwork(message.networkAddresses);
        post({ type: 'addresses', requestId: message.requestId, networkAddresses });
      });
      break;
    case 'mint':
      post({ type: 'minted', requestId: message.requestId, token: hub.mint(message.sessionId, message.fromMs) });
      break;
    case 'mint-publish':
      post({ type: 'minted', requestId: message.requestId, token: hub.mintPublish(message.inputId) });
      break;
    case 'tap':
      hub.tap(message.sessionId, message.port);
      break;
    case 'disconnect':
      hub.disconnect(message.sessionId);
      break;
    case 'stop':
      stop();
      break;
  }
});

hub.setKeys(start.keys);
const bound = await listeners.listen(start.loopbackAddress, start.ports);
if ('cause' in bound) {
  post({ type: 'no-free-port', cause: bound.cause });
} else {
  const networkAddresses = await setNetwork(start.networkAddresses);
  post({ type: 'listening', port: bound.port, networkAddresses });
}

let reportedAtMs = performance.now();
let sweptAtMs = reportedAtMs;
setInterval(() => {
  const nowMs = performance.now();
  const lateMs = nowMs - sweptAtMs - SWEEP_MS;
  sweptAtMs = nowMs;
  if (lateMs > STOOD_STILL_MS) for (const connection of admission.all()) connection.excuse(lateMs);
  for (const connection of [...admission.all()]) connection.sweep(nowMs);
  admission.sweep(nowMs);
  hub.sweep(nowMs);
  if (nowMs - reportedAtMs < REPORT_MS - SWEEP_MS / 2) return;
  reportedAtMs = nowMs;
  hub.report(nowMs);
}, SWEEP_MS);
