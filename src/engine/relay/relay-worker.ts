import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../clock.js';
import type { FromRelayWorker, RelayWorkerData, ToRelayWorker } from './relay-messages.js';
import type { PushFactory } from './relay-push.js';
import { RtmpPush } from './rtmp/rtmp-push.js';
import { RelayHub } from './worker/relay-hub.js';
import { testRelay } from './worker/test-relay.js';

// Entry of the relay thread: sends the programme on to other services. Keys come by message and go to the service alone.

if (parentPort === null) throw new Error('Expected to run in a worker thread, got the main thread');
const port = parentPort;
// Only the engine starts this file, from the same build: the types are the check.
const { limits, reportEveryMs } = workerData as RelayWorkerData;

const post = (message: FromRelayWorker): void => port.postMessage(message);
const factory: PushFactory = {
  open: (options, signal) => RtmpPush.open(options, signal),
  probe: (options, signal) => RtmpPush.probe(options, signal),
};
const hub = new RelayHub({
  factory,
  clock: systemClock,
  limits,
  onStates: (states) => post({ type: 'states', states }),
  onFeedLost: (feedId) => post({ type: 'feed-lost', feedId }),
});
const tests = new Map<number, AbortController>();

async function test(requestId: number, target: Extract<ToRelayWorker, { type: 'test' }>['target']): Promise<void> {
  const ending = new AbortController();
  tests.set(requestId, ending);
  const facts = await testRelay({
    target,
    factory,
    connectTimeoutMs: limits.connectTimeoutMs,
    signal: ending.signal,
    nowMs: () => performance.now(),
  });
  tests.delete(requestId);
  post({ type: 'tested', requestId, facts });
}

port.on('message', (message: ToRelayWorker) => {
  switch (message.type) {
    case 'feed':
      hub.setFeed(message.feedId, message.port);
      break;
    case 'no-feed':
      hub.setFeed(message.feedId, null);
      break;
    case 'start':
      hub.start(message.target);
      break;
    case 'try-now':
      hub.tryNow(message.relayId);
      break;
    case 'stop':
      void hub.stop(message.relayId).then(() => post({ type: 'stopped', requestId: message.requestId }));
      break;
    case 'test':
      void test(message.requestId, message.target);
      break;
    case 'abort-test':
      tests.get(message.requestId)?.abort();
      break;
    case 'end':
      for (const ending of tests.values()) ending.abort();
      void hub.end().then(() => process.exit(0));
      break;
  }
});

setInterval(() => post({ type: 'states', states: hub.states() }), reportEveryMs);
post({ type: 'ready' });
