import { parentPort } from 'node:worker_threads';
import '../../src/engine/ingest/rtmp-worker.js';

// The real RTMP worker with a fuse: the key `bomb` makes it throw where nobody catches. A restarted worker is given its keys
// at its start, not by message, so that it goes off once.
parentPort?.on('message', (message: { type: string; keys?: readonly { key: string }[] }) => {
  if (message.keys?.some(({ key }) => key === 'bomb') === true) throw new Error('bomb');
});
